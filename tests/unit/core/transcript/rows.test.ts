import { expect, test } from "vitest";
import { hintsOf } from "#core/transcript/row-hints";
import { mergeRow, middleOf, splitRow, type WordsRow } from "#core/transcript/row-edits";
import { correctedRows, rowsOf, spansOf, translationWithout } from "#core/transcript/rows";
import { thirdParties } from "#core/transcript/third-parties";
import { type Transcript, TranscriptSchema } from "#core/transcript/transcript";

const transcript = (changes: Partial<Transcript> = {}): Transcript =>
  TranscriptSchema.parse({
    language: "fr",
    provenance: "machine",
    engine: "whisper",
    cues: [
      {
        startSeconds: 0.5,
        endSeconds: 3,
        speakerId: "s1",
        text: "Le four est chaud",
        words: [
          { text: "Le", startSeconds: 0.5, endSeconds: 0.7 },
          { text: "four", startSeconds: 0.8, endSeconds: 1.2 },
          { text: "est", startSeconds: 1.9, endSeconds: 2.1 },
          { text: "chaud", startSeconds: 2.2, endSeconds: 2.9 },
        ],
      },
      { startSeconds: 3, endSeconds: 6, speakerId: "s2", text: "Madame Dupont le sait." },
      { startSeconds: 6, endSeconds: 9, speakerId: "s1", text: "Alors on attend." },
    ],
    ...changes,
  });
const rows = rowsOf(transcript());
const marked = (index: number): readonly WordsRow[] =>
  rows.map((row, at) => (at === index ? { ...row, removed: true } : row));

test("a caption is cut at the moment at which its word begins, and without timed words by its length", () => {
  const words = transcript().cues[0]?.words ?? [];
  const [first, second] = splitRow(rows, 0, "Le four e".length, words);
  expect(first).toMatchObject({ text: "Le four", endSeconds: 1.9 });
  expect(second).toMatchObject({ text: "est chaud", startSeconds: 1.9, endSeconds: 3 });
  const guessed = splitRow(rows, 1, middleOf("Madame Dupont le sait."));
  expect(guessed).toHaveLength(4);
  expect(guessed[1]?.endSeconds).toBe(guessed[2]?.startSeconds);
  expect(guessed[1]?.endSeconds).toBeGreaterThan(3);
  // A corrected word more: the old times are no longer one a word.
  const edited = [{ ...rows[0]!, text: "Le vieux four est chaud" }];
  expect(splitRow(edited, 0, 9, words)[0]?.endSeconds).not.toBe(1.9);
  for (const at of [0, 99, -1]) expect(splitRow(rows.slice(2), 0, at)).toHaveLength(1);
});

test("cut and joined again a caption is what it was", () => {
  const [first] = mergeRow(splitRow(rows, 0, 8), 0);
  expect(first).toEqual(rows[0]);
  expect(mergeRow(rows, 2)).toEqual(rows);
});

test("a marked passage leaves words and sound by one list, and what follows moves up", () => {
  expect(spansOf(marked(1))).toEqual([{ startSeconds: 3, endSeconds: 6 }]);
  const after = correctedRows(marked(1), transcript());
  expect(after?.cues.map(({ text, startSeconds }) => [text, startSeconds])).toEqual([
    ["Le four est chaud", 0.5],
    ["Alors on attend.", 3],
  ]);
  expect(after?.cues[0]?.words?.[2]).toMatchObject({ startSeconds: 1.9 });
  expect(after).toMatchObject({ provenance: "corrected", engine: "whisper" });
  const early = correctedRows(marked(0), transcript());
  expect(early?.cues[0]).toMatchObject({ startSeconds: 0.5, endSeconds: 3.5 });
});

test("nothing is left when every caption is taken out or empty", () => {
  const all = rows.map((row) => ({ ...row, removed: true }));
  expect(correctedRows(all, transcript())).toBeUndefined();
  expect(correctedRows([{ ...rows[0]!, text: "" }], transcript())).toBeUndefined();
});

test("a translated caption that touches a passage that goes is not left", () => {
  const english = transcript({
    language: "en",
    cues: [
      { startSeconds: 0.5, endSeconds: 3.4, text: "The oven is hot, Mrs" },
      { startSeconds: 3.4, endSeconds: 6, text: "Dupont knows." },
      { startSeconds: 6.05, endSeconds: 9, text: "So we wait." },
    ],
  });
  const removed = [{ startSeconds: 3, endSeconds: 6 }];
  expect(translationWithout(english, removed)?.cues).toEqual([
    { startSeconds: 3.05, endSeconds: 6, text: "So we wait." },
  ]);
  expect(translationWithout(english, [{ startSeconds: 0, endSeconds: 9 }])).toBeUndefined();
});

test("a caption says when it is read too fast, too long, or hardly there", () => {
  const row = { startSeconds: 0, endSeconds: 3, text: "Le four est chaud.", removed: false };
  expect(hintsOf(row)).toEqual([]);
  expect(hintsOf({ ...row, endSeconds: 0.6 })).toEqual(["too-fast", "too-short"]);
  expect(hintsOf({ ...row, endSeconds: 8 })).toEqual(["lasts-long"]);
  const long = "Un texte qui ne tient pas sur deux lignes de trente-deux signes chacune";
  expect(hintsOf({ ...row, text: long })).toEqual(["too-long"]);
  expect(hintsOf({ ...row, text: " " })).toEqual(["empty"]);
  expect(hintsOf({ ...row, text: "", removed: true })).toEqual([]);
});

test("names of others, telephone numbers and addresses are pointed at, and the known names are not", () => {
  const texts = [
    "Dupont est venue. Je connais Madame Dupont",
    "et Jean-Marc depuis longtemps. Le matin, Awa chante.",
    "Écrivez à awa@exemple.org ou au 06 12 34 56 78.",
    "À Marseille, en 2024, nous étions 1200.",
  ];
  const found = thirdParties(texts, ["Awa", "Marseille (13)"]);
  expect(found.map(({ kind, text, row }) => `${row} ${kind} ${text}`)).toEqual([
    "0 name Madame Dupont",
    "1 name Jean-Marc",
    "2 contact awa@exemple.org",
    "2 contact 06 12 34 56 78",
  ]);
  expect(thirdParties(["أنا من مرسيليا"], [])).toEqual([]);
});
