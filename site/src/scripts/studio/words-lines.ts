import { hintsOf, type RowHint } from "#core/transcript/row-hints";
import type { WordsRow } from "#core/transcript/row-edits";
import { clockTime } from "../../format/clock-time.ts";

/** What the page says about lines; `%` stands for a line's number, `§` for its time. */
export type LineWords = {
  readonly hints: Readonly<Record<RowHint, string>>;
  readonly line: Readonly<Record<"text" | "voice" | "play" | "split" | "merge" | "remove", string>>;
};

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
const fieldOf = (line: Element, name: string) => line.querySelector<Field>(`[name="${name}"]`);
const valueOf = (line: Element, name: string) => fieldOf(line, name)?.value ?? "";
const boxOf = (line: Element) => line.querySelector<HTMLInputElement>('[name="retirer"]');

export const textOf = (line: Element) => line.querySelector("textarea");
export const linesOf = (list: Element) => [...list.querySelectorAll<HTMLElement>(".words-line")];

/** A line of the form as it stands. */
export function rowOf(line: Element): WordsRow {
  const speakerId = valueOf(line, "voix");
  return {
    startSeconds: Number(valueOf(line, "debut")),
    endSeconds: Number(valueOf(line, "fin")),
    ...(speakerId === "" ? {} : { speakerId }),
    text: valueOf(line, "texte").replace(/\s*\n\s*/g, " "),
    removed: boxOf(line)?.checked === true,
  };
}

/** Puts a row into a line, with its number. */
export function fillLine(line: HTMLElement, row: WordsRow, index: number, words: LineWords): void {
  const set = (name: string, value: string) => {
    const field = fieldOf(line, name);
    if (field !== null && field.value !== value) field.value = value;
  };
  set("debut", String(row.startSeconds));
  set("fin", String(row.endSeconds));
  set("voix", row.speakerId ?? "");
  set("texte", row.text);
  const box = boxOf(line);
  if (box !== null) {
    box.value = String(index);
    box.checked = row.removed;
  }
  numberLine(line, row, index, words);
  markLine(line, words);
}

function numberLine(line: HTMLElement, row: WordsRow, index: number, words: LineWords): void {
  const number = String(index + 1);
  const time = clockTime(row.startSeconds);
  const say = (text: string) => text.replace("%", number).replace("§", time);
  line.id = `ligne-${number}`;
  textOf(line)?.setAttribute("aria-label", say(words.line.text));
  line.querySelector("select")?.setAttribute("aria-label", say(words.line.voice));
  boxOf(line)?.setAttribute("aria-label", say(words.line.remove));
  const play = line.querySelector<HTMLAnchorElement>(".words-play");
  play?.setAttribute("aria-label", say(words.line.play));
  if (play !== null) play.href = play.href.replace(/#.*$/, `#t=${row.startSeconds}`);
  const shown = line.querySelector(".words-time");
  if (shown !== null) shown.textContent = time;
  for (const [what, label] of [
    ["couper", words.line.split],
    ["joindre", words.line.merge],
  ] as const) {
    const button = line.querySelector<HTMLButtonElement>(`[value^="${what}:"]`);
    if (button === null) continue;
    button.value = `${what}:${index}`;
    button.setAttribute("aria-label", say(label));
  }
}

/** Says what could be better about a line, and shows that it goes. */
export function markLine(line: HTMLElement, words: LineWords): void {
  const row = rowOf(line);
  line.classList.toggle("words-line-removed", row.removed);
  const hints = line.querySelector(".words-hints");
  const said = hintsOf(row)
    .map((hint) => words.hints[hint])
    .join(", ");
  if (hints !== null && hints.textContent.trim() !== said) hints.textContent = said;
}
