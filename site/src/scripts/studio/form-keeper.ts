import { fieldsIn, fillIn, type FormValues, valuesOf } from "./form-values.ts";
import { forgetKept, keepHere, newKeptName, readKept } from "./kept-here.ts";
import { formPlace, keptNameField } from "./received-texts.ts";

type KeptForm = {
  /** By which the server says that it has this very text. */
  readonly name: string;
  readonly values: FormValues;
};

/** Not what somebody wrote. */
const leftOut = new Set(["jeton", keptNameField]);

/**
 * Keeps what is written in a form in this browser until the server has it, and
 * offers it when the page opens again. Until the reader has taken it or thrown it
 * away the form waits, so that nothing is written over what is offered.
 */
class FormKeeper extends HTMLElement {
  #form!: HTMLFormElement;
  #name = "";

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (form === null) return;
    this.#form = form;
    this.#open();
    form.addEventListener("input", () => this.#keep());
    // A form that was taken over by a script, and has been read.
    form.addEventListener("reset", () => this.#forget());
    // Here and not on the form: a script that has taken the form over goes first.
    this.addEventListener("submit", (event) => this.#send(event));
  }

  /** One for each form and each person: another one's text is nobody's here. */
  get #place(): string {
    return formPlace(this.dataset["person"] ?? "", new URL(this.#form.action).pathname);
  }

  #open(): void {
    const kept = readKept<KeptForm>(this.#place);
    if (kept === undefined) return;
    if (kept.name === this.dataset["answers"]) {
      // The page shows what it was sent, perhaps with one line more: it is still to be saved.
      this.#name = kept.name;
      this.#keep();
    } else if (this.#says(kept.values)) this.#forget();
    else this.#offer(kept);
  }

  /** Whether the form shows these very words; what lies hidden in it is the server's. */
  #says(values: FormValues): boolean {
    const here = valuesOf(this.#form, leftOut);
    const shown = fieldsIn(this.#form).filter(({ type }) => type !== "hidden");
    const names = new Set([...shown.map(({ name }) => name), ...Object.keys(values)]);
    for (const field of fieldsIn(this.#form)) if (field.type === "hidden") names.delete(field.name);
    return [...names].every((name) => String(here[name] ?? "") === String(values[name] ?? ""));
  }

  #offer(kept: KeptForm): void {
    const offer = this.querySelector<HTMLElement>("[data-offer]");
    if (offer === null) return;
    offer.hidden = false;
    this.#form.inert = true;
    const decide = (name: string, act: () => void) =>
      offer.querySelector(`[data-${name}]`)?.addEventListener("click", () => {
        offer.hidden = true;
        this.#form.inert = false;
        act();
      });
    decide("take", () => this.#take(kept));
    decide("drop", () => this.#forget());
  }

  /** Lines that this page does not have yet are made by the server, which shows the form with them. */
  #take({ name, values }: KeptForm): void {
    this.#name = name;
    const missing = fillIn(this.#form, values);
    this.#keep();
    const again = this.#form.querySelector<HTMLButtonElement>("button[data-again]");
    if (missing.length === 0 || again === null) {
      fieldsIn(this.#form)
        .find(({ type }) => type !== "hidden")
        ?.focus();
      return;
    }
    for (const missed of missing)
      for (const value of [values[missed] ?? []].flat()) this.#hide(missed, value);
    this.#keep();
    this.#form.requestSubmit(again);
  }

  #keep(): void {
    if (this.#name === "") this.#name = newKeptName();
    const kept: KeptForm = { name: this.#name, values: valuesOf(this.#form, leftOut) };
    if (!keepHere(this.#place, kept)) this.#tell("full");
  }

  #forget(): void {
    this.#name = "";
    forgetKept(this.#place);
  }

  /** The form goes with the name of its text, by which the answer says that it has arrived. */
  #send(event: Event): void {
    if (event.defaultPrevented || this.#name === "") return;
    if (!navigator.onLine) {
      event.preventDefault();
      this.#tell("offline");
      return;
    }
    this.#form.querySelector(`input[name="${keptNameField}"]`)?.remove();
    this.#hide(keptNameField, this.#name);
  }

  #hide(name: string, value: string): void {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    this.#form.append(field);
  }

  #tell(status: "offline" | "full"): void {
    const place = this.querySelector<HTMLElement>("[data-status]");
    if (place === null) return;
    place.hidden = false;
    place.textContent = this.dataset[status] ?? "";
  }
}

if (!customElements.get("form-keeper")) customElements.define("form-keeper", FormKeeper);
