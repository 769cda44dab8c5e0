import fc from "fast-check";
import { expect, test } from "vitest";

import {
  buildCues,
  cueLineCharsMax,
  cueLinesMax,
  cueSecondsMax,
  type TimedTurn,
} from "#core/transcript/cue-builder";
import { displayLength, wrapLines } from "#core/transcript/line-wrapping";
import { splitWords } from "#core/transcript/text";
import { CueSchema } from "#core/transcript/transcript";

import { timedTurns } from "../../../support/transcript-arbitraries.ts";

/** A turn said at an even pace: a third of a second a word, half a second after a sentence. */
function evenTurn(text: string, speakerId?: string, from = 0): TimedTurn {
  let at = from;
  const words = splitWords(text).map((word) => {
    const startSeconds = at;
    at += 0.33 + (word.breakAfter === "sentence" ? 0.5 : 0);
    return { ...word, startSeconds, endSeconds: startSeconds + 0.33 };
  });
  return speakerId === undefined ? { words } : { words, speakerId };
}

const texts = (turns: readonly TimedTurn[], language = "fr") =>
  buildCues(turns, language, 60).map((cue) => cue.text);

test("cues end where sentences and clauses end", () => {
  expect(
    texts([
      evenTurn(
        "Maintenant, il veut avancer autrement. Une seule direction, moins de stress, et un projet bien à lui.",
      ),
    ]),
  ).toEqual([
    "Maintenant, il veut avancer autrement.",
    "Une seule direction, moins de stress, et un projet bien à lui.",
  ]);
});

test("a long clause is cut before a small word, never after it", () => {
  const cues = texts([
    evenTurn(
      "Le menuisier du village nous a montré comment on rabote la planche de chêne de la table du salon",
    ),
  ]);
  expect(cues.length).toBeGreaterThan(1);
  for (const cue of cues.slice(0, -1))
    expect(cue).not.toMatch(/ (?:le|la|de|du|on|nous|comment)$/u);
});

test("question marks and guillemets stay with their words", () => {
  const cues = texts([
    evenTurn(
      "Me reposer ? Pas tout de suite. Il a dit : « regarde d'abord le métal » et il est parti sans rien dire.",
    ),
  ]);
  expect(cues.join("|")).toContain("reposer\u00a0?");
  expect(cues.join("|")).toContain("«\u00a0regarde");
  for (const cue of cues) expect(cue).not.toMatch(/^[?!:;»]|«$/u);
});

test("two speakers never share a cue", () => {
  const cues = buildCues(
    [evenTurn("Oui.", "s1"), evenTurn("Non.", "s2", 1), evenTurn("Si.", "s1", 2)],
    "fr",
    4,
  );
  expect(cues.map(({ speakerId, text }) => [speakerId, text])).toEqual([
    ["s1", "Oui."],
    ["s2", "Non."],
    ["s1", "Si."],
  ]);
});

test("a caption stays long enough to be read where silence follows", () => {
  const [cue] = buildCues(
    [{ words: [{ text: "Oui.", startSeconds: 1, endSeconds: 1.3, breakAfter: "sentence" }] }],
    "fr",
    10,
  );
  expect(cue!.endSeconds - cue!.startSeconds).toBeCloseTo(1, 3);
});

test("a caption ends with the recording", () => {
  const cues = buildCues(
    [{ words: [{ text: "Oui.", startSeconds: 1, endSeconds: 1.3, breakAfter: "sentence" }] }],
    "fr",
    1.5,
  );
  expect(cues[0]!.endSeconds).toBe(1.5);
});

test("a silence of two seconds parts captions even within a phrase", () => {
  const words = splitWords("elle a fini par dire oui").map((word, i) => ({
    ...word,
    startSeconds: i * 0.3 + (i >= 4 ? 2 : 0),
    endSeconds: i * 0.3 + 0.3 + (i >= 4 ? 2 : 0),
  }));
  expect(texts([{ words }])).toEqual(["elle a fini par", "dire oui"]);
});

test("Arabic is cut at its own marks", () => {
  const cues = texts(
    [
      evenTurn(
        "اسمي كريم، وأنا أعمل في مطعم صغير. عندما وصلت إلى هنا، لم أكن أعرف أحدا في هذه المدينة.",
      ),
    ],
    "ar",
  );
  expect(cues.length).toBeGreaterThan(1);
  for (const cue of cues.slice(0, -1)) expect(cue).toMatch(/[،.]$/u);
});

test("every promise of the builder holds for any words at any times", () => {
  fc.assert(
    fc.property(timedTurns, ({ turns, durationSeconds }) => {
      const cues = buildCues(turns, "fr", durationSeconds);
      const said = turns.flatMap((turn) => turn.words.map((word) => [turn.speakerId, word.text]));
      expect(cues.flatMap((cue) => cue.words!.map((word) => [cue.speakerId, word.text]))).toEqual(
        said,
      );
      cues.forEach((cue, i) => {
        CueSchema.parse(cue);
        expect(cue.text).toBe(cue.words!.map((word) => word.text).join(" "));
        expect(cue.startSeconds).toBeCloseTo(cue.words![0]!.startSeconds, 3);
        const next = cues[i + 1]?.startSeconds ?? durationSeconds;
        expect(cue.endSeconds).toBeLessThanOrEqual(next + 0.0011);
        if (cue.words!.length === 1) return;
        const lines = wrapLines(cue.text, cueLineCharsMax);
        expect(lines.length).toBeLessThanOrEqual(cueLinesMax);
        for (const line of lines) {
          if (line.includes(" ")) expect(displayLength(line)).toBeLessThanOrEqual(cueLineCharsMax);
        }
        expect(cue.endSeconds - cue.startSeconds).toBeLessThanOrEqual(cueSecondsMax + 0.002);
      });
    }),
    { numRuns: 150 },
  );
});

test("a word stands alone only where it is a sentence or nothing else fits", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.integer({ min: 2, max: 9 }),
      (count, letters) => {
        const turn = evenTurn(
          Array.from(
            { length: count },
            (_, i) => "mot".padEnd(letters, "abcdefghi") + (i % 9 === 8 ? "," : ""),
          ).join(" "),
        );
        const cues = buildCues([turn], "fr", 60);
        for (const cue of cues) expect(cue.words!.length).toBeGreaterThan(1);
      },
    ),
  );
});
