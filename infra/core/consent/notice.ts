import { z } from "zod";
import { plainLine } from "../content/check.ts";
import { hashOf } from "../hash.ts";
import {
  coolingKeys,
  durationKeys,
  endKeys,
  erasureKeys,
  guardianKeys,
  laterKeys,
  openingKeys,
  publicKeys,
  rightsKeys,
  scopeKeys,
  spokenKeys,
  understandingKeys,
  whoKeys,
  withdrawalKeys,
} from "./notice-keys.ts";
import { buttonKeys, cardKeys, errorKeys, receiptKeys } from "./notice-label-keys.ts";

/** Own drawings, content/consent/pictograms/<name>.svg. */
export const pictograms = [
  "apps",
  "back",
  "calendar",
  "card",
  "clock",
  "closed",
  "code",
  "coach",
  "copies",
  "download",
  "ear",
  "erase",
  "family",
  "globe",
  "home",
  "key",
  "language",
  "law",
  "less",
  "letter",
  "listen",
  "minute",
  "name",
  "next",
  "no",
  "page",
  "people",
  "person",
  "phone",
  "photo",
  "print",
  "question",
  "recycle",
  "scissors",
  "search",
  "speak",
  "stop",
  "text",
  "undo",
  "warning",
  "yes",
] as const;
/** These point in the reading direction and are turned round in a right-to-left language. */
export const mirroredPictograms: readonly Pictogram[] = ["back", "next", "text", "undo"];
const PictogramSchema = z.enum(pictograms);
export type Pictogram = z.output<typeof PictogramSchema>;

/** One idea. `{name}` stands for a value; a sentence that has one says aloud what `spoken` says. */
const SentenceSchema = z.strictObject({
  picto: PictogramSchema,
  text: plainLine(200),
  /** As said to someone who answers for another person; the same words where it is missing. */
  guardian: plainLine(200).optional(),
  /** As the voice reads it, where that differs: without values, or with the vowel signs that a voice needs. */
  spoken: plainLine(400).optional(),
  guardianSpoken: plainLine(400).optional(),
});
export type Sentence = z.output<typeof SentenceSchema>;

const section = <const Keys extends readonly string[]>(keys: Keys) =>
  z.record(z.enum(keys), SentenceSchema);

/** content/consent/<version>/<locale>.yaml: everything that is said to a participant, in one language. */
export const NoticeSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2}$/),
  direction: z.enum(["ltr", "rtl"]),
  /** The language's own name, for the switch. */
  languageName: plainLine(40),
  opening: section(openingKeys),
  who: section(whoKeys),
  public: section(publicKeys),
  scopes: section(scopeKeys),
  duration: section(durationKeys),
  understanding: section(understandingKeys),
  spoken: section(spokenKeys),
  cooling: section(coolingKeys),
  end: section(endKeys),
  withdrawal: section(withdrawalKeys),
  erasure: section(erasureKeys),
  later: section(laterKeys),
  rights: section(rightsKeys),
  guardian: section(guardianKeys),
  buttons: section(buttonKeys),
  receipt: section(receiptKeys),
  card: section(cardKeys),
  errors: section(errorKeys),
});
export type Notice = z.output<typeof NoticeSchema>;

/** The languages that a notice must be in before it may be used. */
export const noticeLocales = ["fr", "en", "ar"] as const;
export type NoticeLocale = (typeof noticeLocales)[number];

export type NoticeSection = Exclude<keyof Notice, "language" | "direction" | "languageName">;
export type NoticeAudience = "self" | "guardian";

export type NoticeLine = {
  /** `<section>-<key>`: names the audio file too. */
  readonly id: string;
  readonly section: NoticeSection;
  readonly key: string;
  readonly sentence: Sentence;
};

/** Every sentence of a notice, in reading order. */
export function noticeLines(notice: Notice): readonly NoticeLine[] {
  return Object.entries(notice).flatMap(([name, content]) =>
    typeof content === "string"
      ? []
      : Object.entries(content).map(([key, sentence]) => ({
          id: `${name}-${key}`,
          section: name as NoticeSection,
          key,
          sentence,
        })),
  );
}

const fill = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** The words for this reader, with the values in place. */
export function sentenceText(
  sentence: Sentence,
  audience: NoticeAudience = "self",
  values: Readonly<Record<string, string>> = {},
): string {
  return fill((audience === "guardian" ? sentence.guardian : undefined) ?? sentence.text, values);
}

/** What is said aloud: never with a value in it, because it is recorded once. */
function sentenceSpoken(sentence: Sentence, audience: NoticeAudience = "self"): string {
  const forGuardian = audience === "guardian" && sentence.guardian !== undefined;
  if (forGuardian) return sentence.guardianSpoken ?? sentence.guardian ?? sentence.text;
  return sentence.spoken ?? sentence.text;
}

/** The recording of a sentence, below content/consent/<version>/. */
export function noticeAudioFile(
  locale: string,
  id: string,
  audience: NoticeAudience = "self",
): string {
  return `audio/${locale}/${id}${audience === "guardian" ? "--guardian" : ""}.mp3`;
}

/** Every recording that a notice needs: its file and the words in it. */
export function noticeRecordings(
  notice: Notice,
): readonly { readonly file: string; readonly words: string }[] {
  return noticeLines(notice).flatMap(({ id, sentence }) => [
    { file: noticeAudioFile(notice.language, id), words: sentenceSpoken(sentence) },
    ...(sentence.guardian === undefined
      ? []
      : [
          {
            file: noticeAudioFile(notice.language, id, "guardian"),
            words: sentenceSpoken(sentence, "guardian"),
          },
        ]),
  ]);
}

/**
 * What a yes remembers of what was shown and heard: one hash over every file of
 * a notice in one language, text, recordings and pictograms (consent note F4,
 * AC11). Paths count, so that two pictures cannot change places.
 */
export function noticeHash(
  files: readonly { readonly path: string; readonly sha256: string }[],
): string {
  const sorted = files
    .map(({ path, sha256 }) => [path, sha256])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return hashOf({ format: "paroles-notice-1", files: sorted });
}
