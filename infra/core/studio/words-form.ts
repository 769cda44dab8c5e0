import { z } from "zod";
import { AppError } from "../errors.ts";
import type { WordsRow } from "../transcript/row-edits.ts";
import { WordsRowsSchema } from "../transcript/rows.ts";

/** Three minutes of fast speech are some 4,000 characters; this is far beyond, and far below a book. */
export const wordsCharsMax = 40_000;

/** The correction of a story's words as a form or a script sends it. */
export type WordsForm = {
  readonly mark: string;
  readonly version: number;
  readonly rows: readonly WordsRow[];
};

const listOf = (value: unknown): readonly string[] =>
  [value ?? []].flat().filter((one): one is string => typeof one === "string");

/** Which words a form is about: their mark, and the version of the draft. */
export const readWordsPlace = (form: Readonly<Record<string, unknown>>) => ({
  mark: listOf(form["marque"])[0] ?? "",
  version: Number(listOf(form["version"])[0] ?? 0) || 0,
});

/** Reads the form, its lines by order. Errors: `words-too-many` (max), `words-unreadable`. */
export function readWordsForm(form: Readonly<Record<string, unknown>>): WordsForm {
  const [starts, ends] = [listOf(form["debut"]), listOf(form["fin"])];
  const [voices, texts] = [listOf(form["voix"]), listOf(form["texte"])];
  const removed = new Set(listOf(form["retirer"]));
  return checked({
    ...readWordsPlace(form),
    rows: texts.map((text, index) => ({
      startSeconds: Number(starts[index]),
      endSeconds: Number(ends[index]),
      ...(voices[index] === undefined || voices[index] === "" ? {} : { speakerId: voices[index] }),
      text,
      removed: removed.has(String(index)),
    })),
  });
}

/** As `readWordsForm`, of what a script sent. */
export const readWordsJson = (json: unknown): WordsForm => checked(json);

const SentSchema = z.object({
  mark: z.string().max(40),
  version: z.int().min(0),
  rows: z.array(z.unknown()),
});

function checked(sent: unknown): WordsForm {
  const parsed = SentSchema.safeParse(sent);
  if (!parsed.success) throw new AppError("words-unreadable", { field: "texte" });
  const { mark, version, rows } = parsed.data;
  const chars = rows.reduce((sum: number, row) => sum + charsOf(row), 0);
  if (chars > wordsCharsMax)
    throw new AppError("words-too-many", { field: "texte", params: { max: wordsCharsMax } });
  const read = WordsRowsSchema.safeParse(rows);
  if (!read.success) throw new AppError("words-unreadable", { field: "texte" });
  return { mark, version, rows: read.data };
}

const charsOf = (row: unknown): number => {
  const { text } = (row ?? {}) as { readonly text?: unknown };
  return typeof text === "string" ? text.length : 0;
};
