import { z } from "zod";
import type { RecognisedWord } from "#core/speech/recognised-words";

/**
 * What Amazon Transcribe writes (its developer guide, "Data input and output"):
 * words with times as texts, punctuation without any, and who speaks on each item
 * where speakers were asked for.
 */
const ItemSchema = z.object({
  type: z.enum(["pronunciation", "punctuation"]),
  alternatives: z.array(z.object({ content: z.string() })).min(1),
  start_time: z.coerce.number().optional(),
  end_time: z.coerce.number().optional(),
  speaker_label: z.string().optional(),
});
const ResultSchema = z.object({
  results: z.object({
    items: z.array(ItemSchema),
    language_code: z.string().optional(),
  }),
});

/** French sets these off with a no-break space. */
const spacedInFrench = /^[?!;:»]$/u;

/** The words of a result in order, each with the punctuation that follows it. Throws ZodError for another shape. */
export function readTranscribeResult(
  json: string,
  language: string,
): { readonly words: readonly RecognisedWord[]; readonly language: string | undefined } {
  const { items, language_code: heard } = ResultSchema.parse(JSON.parse(json)).results;
  const isFrench = (heard ?? language).toLowerCase().startsWith("fr");
  const words: RecognisedWord[] = [];
  for (const {
    type,
    alternatives,
    start_time: start,
    end_time: end,
    speaker_label: voice,
  } of items) {
    const text = alternatives[0]?.content.replace(/\s+/gu, "\u00a0") ?? "";
    const last = words.at(-1);
    if (type === "punctuation") {
      const space = isFrench && spacedInFrench.test(text) ? "\u00a0" : "";
      if (last !== undefined)
        words[words.length - 1] = { ...last, text: `${last.text}${space}${text}` };
    } else if (text !== "" && start !== undefined && end !== undefined) {
      const times = { startSeconds: start, endSeconds: end };
      words.push({ text, ...times, ...(voice === undefined ? {} : { voice }) });
    }
  }
  return { words, language: heard };
}
