import { keptNameField } from "./received-texts.ts";
import type { StoryRecorderElement } from "./story-recorder.ts";
import { fillIn, valuesOf } from "./form-values.ts";
import { changeDraft, keepFile, readDraft } from "./story-vault.ts";

/** Fields that are not the story's own. */
const leftOut = new Set(["jeton", keptNameField]);

/**
 * Takes the form over: what was recorded or chosen is kept on this device first
 * and sent from there, so that neither a lost network nor a closed tab loses it.
 */
class RecordForm extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (form === null || !("indexedDB" in globalThis)) return;
    const files = this.#files;
    if (files !== null) files.multiple = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#keep(form);
    });
    this.addEventListener("recorder-changed", () => this.#mark());
    files?.addEventListener("change", () => this.#mark());
    this.#setToday(form);
    void this.#fillIn(form);
    void keepOfflinePage();
  }

  get #recorder(): StoryRecorderElement | null {
    return this.querySelector<StoryRecorderElement>("story-recorder");
  }

  get #files(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("input[type=file]");
  }

  /** The list leaves out the take that this page shows; the file is asked for only where nothing was recorded. */
  #mark(): void {
    const list = document.querySelector<HTMLElement>("sending-list");
    const draft = this.#recorder?.draft;
    if (list !== null) list.dataset["current"] = draft ?? "";
    if (this.#files !== null) this.#files.required = false;
    const missing = this.querySelector<HTMLElement>("[data-part=needs-sound]");
    if (missing !== null) missing.hidden = true;
  }

  /** Most stories are recorded on the day that they are told about. */
  #setToday(form: HTMLFormElement): void {
    const field = form.elements.namedItem("enregistre-le");
    if (!(field instanceof HTMLInputElement) || field.value !== "") return;
    const now = new Date();
    field.value = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
      .toISOString()
      .slice(0, 10);
  }

  /** What was told about a take before: an interrupted one, or one that was refused. */
  async #fillIn(form: HTMLFormElement): Promise<void> {
    const id = new URLSearchParams(location.search).get("prise");
    const fields = id === null ? undefined : (await readDraft(id))?.fields;
    if (fields !== undefined && Object.keys(fields).length > 0) fillIn(form, fields);
  }

  async #keep(form: HTMLFormElement): Promise<void> {
    const fields = valuesOf(form, leftOut);
    const title = String(fields["titre"] ?? "");
    const recorder = this.#recorder;
    const files = [...(this.#files?.files ?? [])];
    const draft = recorder?.draft;
    if (draft === undefined && files.length === 0) {
      const missing = this.querySelector<HTMLElement>("[data-part=needs-sound]");
      if (missing !== null) missing.hidden = false;
      missing?.scrollIntoView({ block: "center" });
      return;
    }
    if (draft !== undefined) {
      await changeDraft(draft, { fields, title, state: "sending" });
      recorder?.forget();
    }
    for (const file of files) {
      // Several files are several stories, told apart by their own names until somebody names them.
      const own = files.length > 1 ? file.name.replace(/\.[^.]+$/, "") : title;
      await keepFile(file, { ...fields, titre: own }, own);
    }
    form.reset();
    this.#setToday(form);
    this.#mark();
    const list = document.querySelector<HTMLElement>("sending-list");
    if (list !== null && "look" in list)
      await (list as unknown as { look(): Promise<void> }).look();
    list?.scrollIntoView({ block: "start" });
  }
}

/** Lets this device keep the page that names nobody, for a workshop without network. */
async function keepOfflinePage(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("/studio-sw.js", {
      scope: "/studio/",
    });
    registration.active?.postMessage("refresh");
  } catch {
    // Without https, or in a private window, there is no offline page; all else works.
  }
}

if (!customElements.get("record-form")) customElements.define("record-form", RecordForm);
