import { expect, test } from "vitest";

import { composeTranscript, readKnownText } from "#core/speech/known-text";
import { TranscriptSchema } from "#core/transcript/transcript";

test("no text, an empty text and a text of marks are missing", () => {
  for (const turns of [undefined, [], [{ text: "" }], [{ text: " … ! — " }]]) {
    expect(() => readKnownText(turns)).toThrow("transcript-text-missing");
  }
});

test("a text that nobody could say in three minutes is too long", () => {
  expect(() => readKnownText([{ text: "mot ".repeat(1201) }])).toThrow("transcript-text-too-long");
});

test("turns keep their speakers, and words that are not heard are left out", () => {
  const turns = [
    { speakerId: "s1", text: "Oui oui." },
    { speakerId: "s2", text: "Non jamais." },
    { text: "Si." },
  ];
  const words = readKnownText(turns);
  const times = words.map((_, i) =>
    words[i]!.turn === 1 ? undefined : { startSeconds: i, endSeconds: i + 0.9 },
  );
  const warnings = [
    { code: "text-without-audio", startSeconds: 2, endSeconds: 4, text: "Non jamais." },
  ];
  const transcript = composeTranscript({
    turns,
    words,
    timing: { times, warnings },
    language: "fr",
    engine: "aligned-sounds",
    durationSeconds: 6,
  });
  expect(TranscriptSchema.parse(transcript)).toEqual(transcript);
  expect(transcript).toMatchObject({
    language: "fr",
    provenance: "typed",
    engine: "aligned-sounds",
    warnings,
  });
  expect(transcript.cues.map(({ speakerId, text }) => [speakerId, text])).toEqual([
    ["s1", "Oui oui."],
    [undefined, "Si."],
  ]);
});

test("a text of which nothing is heard is another text", () => {
  const turns = [{ text: "Oui." }];
  const words = readKnownText(turns);
  const timing = { times: [undefined], warnings: [] };
  expect(() =>
    composeTranscript({ turns, words, timing, language: "fr", engine: "x", durationSeconds: 3 }),
  ).toThrow("transcript-text-mismatch");
});
