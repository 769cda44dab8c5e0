import { expect, test } from "vitest";
import { passagesOf } from "../../../site/src/story/passages.ts";
import { transcriptOf } from "../../support/site-page-data.ts";

test("a long turn becomes paragraphs that end with a sentence", () => {
  const passages = passagesOf(
    transcriptOf(["Un,", "deux,", "trois,", "quatre.", "Cinq.", "Six."], { cueSeconds: 5 }),
  );
  expect(passages.map(({ cues }) => cues.map(({ text }) => text))).toEqual([
    ["Un,", "deux,", "trois,", "quatre."],
    ["Cinq.", "Six."],
  ]);
  expect(passages.map(({ startSeconds }) => startSeconds)).toEqual([0, 20]);
  expect(passages.map(({ changesVoice }) => changesVoice)).toEqual([true, false]);
});

test("every change of voice starts a paragraph that says whose it is", () => {
  const passages = passagesOf(
    transcriptOf(["Bonjour.", "Bonjour !", "Alors ?"], { speakers: ["s1", "s2"] }),
  );
  expect(passages.map(({ speakerId }) => speakerId)).toEqual(["s1", "s2", "s1"]);
  expect(passages.every(({ changesVoice }) => changesVoice)).toBe(true);
});

test("no cue is lost or doubled", () => {
  const transcript = transcriptOf(Array.from({ length: 40 }, (_, index) => `Phrase ${index}.`));
  expect(passagesOf(transcript).flatMap(({ cues }) => cues)).toEqual(transcript.cues);
});

test("a sentence that ends inside quotation marks ends its paragraph too", () => {
  const transcript = transcriptOf(["Il a dit : « viens. »", "Elle est venue."], { cueSeconds: 14 });
  expect(passagesOf(transcript)).toHaveLength(2);
});
