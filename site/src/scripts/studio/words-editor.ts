import { mergeRow, middleOf, splitRow, type WordsRow } from "#core/transcript/row-edits";
import { startSound } from "../start-sound.ts";
import { forgetLocal, freshToken, keepLocal, keepWords, readLocal } from "./words-keeper.ts";
import { fillLine, type LineWords, linesOf, markLine, rowOf, textOf } from "./words-lines.ts";
import { wordAt } from "./words-play.ts";

type Status =
  | "saving"
  | "saved"
  | "offline"
  | "signedOut"
  | "elsewhere"
  | "tooMuch"
  | "noSound"
  | "found"
  | "full";
type Said = LineWords & {
  readonly status: Readonly<Record<Status, string>>;
  readonly finish: string;
  readonly finishCut: string;
};

/** After the last key, so that a word is not kept letter by letter. */
const keepAfterMs = 1_500;
/** How often it is tried again without network or session. */
const againMs = 5_000;
/** A caption holds 500 characters; a paste of more is no caption. */
const pasteCharsMax = 500;

const sameRows = (a: readonly WordsRow[], b: readonly WordsRow[]) =>
  JSON.stringify(a) === JSON.stringify(b);

/** The form of a story's words, with sound, keys, and keeping by itself. Without it everything is a button. */
class WordsEditor extends HTMLElement {
  #said!: Said;
  #form!: HTMLFormElement;
  #list!: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #token = "";
  #changes = 0;
  #isStopped = false;
  /** When words begin, as they were timed. */
  #starts: readonly number[] = [];

  connectedCallback(): void {
    const form = this.querySelector("form");
    const list = this.querySelector<HTMLElement>(".words-lines");
    if (form === null || list === null) return;
    this.#form = form;
    this.#list = list;
    this.#said = JSON.parse(this.dataset["said"] ?? "{}") as Said;
    this.#token = this.dataset["token"] ?? "";
    this.#starts = linesOf(list).flatMap((line) =>
      (line.dataset["starts"] ?? "").split(" ").filter(Boolean).map(Number),
    );
    form.addEventListener("input", (event) => this.#changed(event.target as Element));
    form.addEventListener("click", (event) => this.#pressed(event));
    form.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("paste", (event) => this.#pasted(event));
    form.addEventListener("submit", (event) => this.#leave(event.submitter));
    if (this.dataset["isSent"] === undefined) this.#findLocal();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  get #story(): string {
    return this.dataset["story"] ?? "";
  }
  get #audio(): HTMLAudioElement | null {
    return this.querySelector("audio");
  }
  #hidden(name: string): HTMLInputElement | null {
    return this.#form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  }
  #words() {
    return {
      mark: this.#hidden("marque")?.value ?? "",
      version: Number(this.#hidden("version")?.value ?? 0),
      rows: linesOf(this.#list).map(rowOf),
    };
  }

  /** What a closed tab or an ended session left on this device comes back; over a newer draft it is a correction of somebody else. */
  #findLocal(): void {
    const local = readLocal(this.#story);
    const here = this.#words();
    if (local === undefined || local.mark !== here.mark) return;
    if (sameRows(local.rows, here.rows)) {
      forgetLocal(this.#story);
      return;
    }
    this.#show(local.rows);
    const version = this.#hidden("version");
    if (version !== null) version.value = String(local.version);
    this.#tell("found");
    this.#later();
  }

  #changed(target: Element): void {
    const line = target.closest<HTMLElement>(".words-line");
    if (line !== null) markLine(line, this.#said);
    this.#touched();
  }

  #touched(): void {
    this.#changes += 1;
    const finish = this.#form.querySelector("[data-finish]");
    const isCutting = linesOf(this.#list).some((line) => rowOf(line).removed);
    if (finish !== null) finish.textContent = isCutting ? this.#said.finishCut : this.#said.finish;
    if (!keepLocal(this.#story, this.#words())) this.#tell("full");
    if (!this.#isStopped) this.#later();
  }

  #later(waitMs = keepAfterMs): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), waitMs);
  }

  async #keep(): Promise<void> {
    const changes = this.#changes;
    const words = this.#words();
    this.#tell("saving");
    const outcome = await keepWords(this.#story, words, this.#token);
    if (outcome.kept) {
      const version = this.#hidden("version");
      if (version !== null) version.value = String(outcome.version);
      if (this.#changes !== changes) {
        keepLocal(this.#story, this.#words());
        this.#later();
        return;
      }
      forgetLocal(this.#story);
      this.#tell("saved");
      return;
    }
    keepLocal(this.#story, this.#words());
    if (outcome.why === "refused") this.#tell("offline", outcome.message);
    else this.#tell(outcome.why);
    // Another tab's words are not to be written over by a clock.
    this.#isStopped = outcome.why === "elsewhere";
    if (outcome.why === "signedOut") await this.#renew();
    if (!this.#isStopped && outcome.why !== "refused") this.#later(againMs);
  }

  /** Whoever signed in again in another tab goes on here with the new session's token. */
  async #renew(): Promise<void> {
    const token = await freshToken();
    if (token === undefined) return;
    this.#token = token;
    const field = this.#hidden("jeton");
    if (field !== null) field.value = token;
  }

  #tell(status: Status, message?: string): void {
    const place = this.querySelector("[data-status]");
    if (place !== null) place.textContent = message ?? this.#said.status[status];
    const link = this.querySelector<HTMLElement>("[data-sign-in]");
    if (link !== null) link.hidden = status !== "signedOut";
  }

  #show(rows: readonly WordsRow[]): void {
    const template = this.querySelector("template");
    const lines = linesOf(this.#list);
    for (const line of lines.slice(rows.length)) line.remove();
    for (const [index, row] of rows.entries()) {
      const made = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
      const line = lines[index] ?? made;
      if (line === undefined) return;
      if (lines[index] === undefined) this.#list.append(line);
      fillLine(line, row, index, this.#said);
    }
  }

  #split(index: number, at?: number): void {
    const { rows } = this.#words();
    const timed = this.#starts.map((startSeconds) => ({ startSeconds }));
    const next = splitRow(rows, index, at ?? middleOf(rows[index]?.text ?? ""), timed);
    if (next.length === rows.length) return;
    this.#show(next);
    this.#focus(index + 1, 0);
    this.#touched();
  }

  #merge(index: number): void {
    const { rows } = this.#words();
    const next = mergeRow(rows, index);
    if (next.length === rows.length) return;
    this.#show(next);
    this.#focus(index, rows[index]?.text.length ?? 0);
    this.#touched();
  }

  #focus(index: number, caret: number): void {
    const line = linesOf(this.#list)[index];
    const text = line && textOf(line);
    text?.focus();
    text?.setSelectionRange(caret, caret);
  }

  #pressed(event: Event): void {
    const target = event.target as Element;
    const line = target.closest<HTMLElement>(".words-line");
    if (line === null) return;
    const index = linesOf(this.#list).indexOf(line);
    const text = textOf(line);
    const caret = text?.selectionStart ?? 0;
    if (target.closest(".words-play") !== null) this.#play(rowOf(line).startSeconds);
    else if (target.closest('[value^="couper:"]') !== null)
      this.#split(index, caret > 0 && caret < (text?.value.length ?? 0) ? caret : undefined);
    else if (target.closest('[value^="joindre:"]') !== null) this.#merge(index);
    else return;
    event.preventDefault();
  }

  #key(event: KeyboardEvent): void {
    const text = event.target;
    if (!(text instanceof HTMLTextAreaElement)) return;
    const line = text.closest<HTMLElement>(".words-line");
    if (line === null) return;
    const index = linesOf(this.#list).indexOf(line);
    const isAtStart = text.selectionStart === 0 && text.selectionEnd === 0;
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.key === "Enter") this.#split(index, text.selectionStart);
    else if (event.key === "Backspace" && isAtStart && index > 0) this.#merge(index - 1);
    else if (isControl && event.code === "Space") this.#toggle(line, text.selectionStart);
    else if (isControl && event.key === "Delete")
      line.querySelector<HTMLInputElement>('[name="retirer"]')?.click();
    else if (event.key !== "Enter") return;
    // Enter alone breaks no caption: its lines are made for each format.
    event.preventDefault();
  }

  #toggle(line: HTMLElement, caret: number): void {
    const audio = this.#audio;
    if (audio !== null && !audio.paused) audio.pause();
    else this.#play(wordAt(rowOf(line), caret, this.#starts));
  }

  #play(seconds: number): void {
    const audio = this.#audio;
    if (audio === null) return;
    audio.currentTime = seconds;
    startSound(audio, () => this.#tell("noSound"));
  }

  #pasted(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData("text") ?? "";
    if (pasted.length <= pasteCharsMax) return;
    event.preventDefault();
    this.#tell("tooMuch");
  }

  /** The form brings the words itself; should it not arrive, they are still on this device. */
  #leave(by: HTMLElement | null): void {
    clearTimeout(this.#timer);
    if (by instanceof HTMLButtonElement && by.value === "jeter") forgetLocal(this.#story);
    else keepLocal(this.#story, this.#words());
  }
}

if (!customElements.get("words-editor")) customElements.define("words-editor", WordsEditor);
