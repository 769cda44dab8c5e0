import { expect, test } from "vitest";
import { chaptersJson, chaptersOfTurns } from "#core/feed/chapters";
import type { Transcript } from "#core/transcript/transcript";

function transcriptOf(
  ...turns: readonly (readonly [speakerId: string, start: number, end: number])[]
): Transcript {
  const cues = turns.map(([speakerId, startSeconds, endSeconds]) => ({
    speakerId,
    startSeconds,
    endSeconds,
    text: "…",
  }));
  return { language: "fr", provenance: "typed", engine: "test", cues, warnings: [] };
}

const bernard = { id: "s1", role: "professional" as const, name: "Bernard" };
const apprentice = { id: "s2", role: "apprentice" as const };

test("two voices make a chapter each, by the name that may be shown or else by the part", () => {
  const transcript = transcriptOf(["s1", 0.5, 10], ["s1", 10, 28], ["s2", 28.4, 55]);
  expect(chaptersOfTurns(transcript, [bernard, apprentice])).toEqual([
    { startSeconds: 0, title: "Bernard" },
    { startSeconds: 28.4, title: "Le métier appris" },
  ]);
});

test("an interjection is no chapter", () => {
  const transcript = transcriptOf(
    ["s1", 0, 20],
    ["s2", 20, 21.5],
    ["s1", 21.5, 40],
    ["s2", 40, 60],
  );
  expect(
    chaptersOfTurns(transcript, [bernard, apprentice]).map(({ startSeconds }) => startSeconds),
  ).toEqual([0, 40]);
});

test("one voice has no chapters", () => {
  expect(chaptersOfTurns(transcriptOf(["s1", 0, 60]), [bernard])).toEqual([]);
});

test("the file has the form that the podcast namespace gives it", () => {
  const text = chaptersJson(
    [
      { startSeconds: 0, title: "Bernard" },
      { startSeconds: 28.4004, title: "Inès" },
    ],
    "Le mètre et la main",
  );
  expect(JSON.parse(text)).toEqual({
    version: "1.2.0",
    title: "Le mètre et la main",
    chapters: [
      { startTime: 0, title: "Bernard" },
      { startTime: 28.4, title: "Inès" },
    ],
  });
});

test("chapters out of order, or not from the beginning, are refused", () => {
  const at = (...starts: number[]) => starts.map((startSeconds) => ({ startSeconds, title: "x" }));
  expect(() => chaptersJson(at(0, 20, 10), "x")).toThrow();
  expect(() => chaptersJson(at(1, 20), "x")).toThrow();
  expect(() => chaptersJson(at(0, 0), "x")).toThrow();
});
