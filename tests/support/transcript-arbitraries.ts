import fc from "fast-check";

import type { TimedTurn, TimedWord } from "#core/transcript/cue-builder";
import { flattenText } from "#core/transcript/line-wrapping";
import type { BreakKind } from "#core/transcript/text";
import type { Cue, Transcript } from "#core/transcript/transcript";

/** Signs that formats trip over, among ordinary ones and a little of everything else. */
const sign = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(..."abcdeéèàçœnrst") },
  { weight: 2, arbitrary: fc.constantFrom(..."<>&;:-–—'’\"«».,!?…{}\\/") },
  { weight: 1, arbitrary: fc.constantFrom("\u00a0", "\u202f", "ا", "م", "ل", "😀", "e\u0301") },
);

/** One word without a space at which a line may break; never blank. */
const wordText = fc
  .array(sign, { minLength: 1, maxLength: 12 })
  .map((signs) => signs.join("").normalize("NFC").trim())
  .filter((word) => /[\p{L}\p{N}]/u.test(word));

const trickyText = fc.constantFrom(
  "-->",
  "00:00:01.000 --> 00:00:02.000",
  "NOTE rien",
  "Anna: oui",
  "– non",
  "<v Anna>oui",
  "<b>gras</b>",
  "{\\an8}haut",
  "&amp; &lt; &nbsp;",
  "12",
  "WEBVTT",
  "a < b > c",
);

/** Flat text of a cue, at most 300 characters. */
export const cueText = fc
  .oneof(
    {
      weight: 5,
      arbitrary: fc
        .array(wordText, { minLength: 1, maxLength: 14 })
        .map((words) => words.join(" ")),
    },
    { weight: 1, arbitrary: trickyText },
    { weight: 1, arbitrary: fc.tuple(trickyText, wordText).map((parts) => parts.join(" ")) },
  )
  .map(flattenText);

const speakerIds = ["s1", "s2", "s3"] as const;

/** Cues in order that do not overlap, in whole milliseconds, with or without a speaker. */
export const transcripts: fc.Arbitrary<Transcript> = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 3000 }),
      lengthMs: fc.integer({ min: 1, max: 7000 }),
      text: cueText,
      speakerId: fc.option(fc.constantFrom(...speakerIds), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => {
    let atMs = 0;
    const cues = parts.map(({ gapMs, lengthMs, text, speakerId }): Cue => {
      const startMs = atMs + gapMs;
      atMs = startMs + lengthMs;
      return {
        startSeconds: startMs / 1000,
        endSeconds: atMs / 1000,
        text,
        ...(speakerId === undefined ? {} : { speakerId }),
      };
    });
    return { language: "fr", provenance: "typed", engine: "aligned-sounds", warnings: [], cues };
  });

/** Names that files can carry: a capital, letters, a second word now and then. */
export const speakerNames = new Map([
  ["s1", "Inès"],
  ["s2", "Jean-Paul"],
  ["s3", "Anna L. d’Arc"],
]);

const timedWord = fc.record({
  text: wordText,
  gapSeconds: fc.oneof(
    fc.constant(0),
    fc.double({ min: 0, max: 0.2, noNaN: true }),
    fc.double({ min: 0.2, max: 2, noNaN: true }),
  ),
  seconds: fc.double({ min: 0.03, max: 0.9, noNaN: true }),
  breakAfter: fc.constantFrom<BreakKind>("none", "none", "none", "none", "clause", "sentence"),
});

/** Turns of words in order of time, with hesitations, and the length of the whole. */
export const timedTurns: fc.Arbitrary<{ turns: TimedTurn[]; durationSeconds: number }> = fc
  .array(
    fc.record({
      speakerId: fc.option(fc.constantFrom(...speakerIds), { nil: undefined }),
      words: fc.array(timedWord, { minLength: 1, maxLength: 40 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => {
    let at = 0;
    const turns = parts.map(({ speakerId, words }): TimedTurn => {
      const timed = words.map(({ text, gapSeconds, seconds, breakAfter }): TimedWord => {
        const startSeconds = at + gapSeconds;
        at = startSeconds + seconds;
        return { text, startSeconds, endSeconds: at, breakAfter };
      });
      return { words: timed, ...(speakerId === undefined ? {} : { speakerId }) };
    });
    return { turns, durationSeconds: at + 0.5 };
  });
