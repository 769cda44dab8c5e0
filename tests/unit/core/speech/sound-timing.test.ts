import { expect, test } from "vitest";

import { AppError } from "#core/errors";
import { readKnownText } from "#core/speech/known-text";
import { timeBySound } from "#core/speech/sound-timing";
import { analyseSpeech } from "#core/speech/features";

import { quantile, story, tell, type Delivery } from "../../../../scripts/bench-speech-truth.ts";
import { measureErrors } from "../../../support/speech-errors.ts";

const man: Delivery = { pitchHz: 110, formantScale: 1, pace: 1, pauseSeconds: 0.9, seed: 1 };
const deliveries: readonly (readonly [string, Delivery])[] = [
  ["a man", man],
  ["a woman, slowly", { pitchHz: 215, formantScale: 1.17, pace: 1.35, pauseSeconds: 0.9, seed: 2 }],
  ["someone in a hurry, without pauses", { ...man, pace: 0.72, pauseSeconds: 0.06, seed: 3 }],
  [
    "someone who hesitates and slurs, in noise",
    {
      ...man,
      pitchHz: 160,
      formantScale: 1.08,
      pauseSeconds: 0.5,
      hesitation: 0.08,
      slips: 0.1,
      noise: 0.01,
      seed: 4,
    },
  ],
];

const linesOf = (sentences: readonly string[]) =>
  readKnownText(sentences.map((text) => ({ text })));

function time(said: readonly string[], typed: readonly string[], delivery: Delivery) {
  const { sound, words } = tell(said, delivery);
  const analysis = analyseSpeech(sound);
  const known = linesOf(typed);
  const durationSeconds = sound.samples.length / sound.sampleRateHz;
  return {
    timing: timeBySound(analysis, known, "fr", durationSeconds),
    known,
    words,
    durationSeconds,
  };
}

test.for(deliveries)(
  "%s: sentences within 0.05 s and words within 0.03 s in the median, with no false alarm",
  ([, delivery]) => {
    const { timing, known, words } = time(story, story, delivery);
    const errors = measureErrors(
      timing.times,
      known,
      words.map((word) => word.startSeconds),
    );
    expect(timing.warnings).toEqual([]);
    expect(errors.wordSeconds).toHaveLength(known.length);
    expect(quantile(errors.sentenceSeconds, 0.5)).toBeLessThan(0.05);
    expect(quantile(errors.sentenceSeconds, 0.95)).toBeLessThan(0.3);
    expect(quantile(errors.wordSeconds, 0.5)).toBeLessThan(0.03);
    expect(quantile(errors.wordSeconds, 0.95)).toBeLessThan(0.15);
  },
);

test("speech that the text does not have is told, and nothing is stretched over it", () => {
  const typed = story.filter((_, i) => i !== 3 && i !== 4);
  const { timing, known, words } = time(story, typed, man);
  const said = linesOf(story);
  const extra = words.filter((_, i) => said[i]!.turn === 3 || said[i]!.turn === 4);
  expect(timing.warnings.map((warning) => warning.code)).toEqual(["audio-without-text"]);
  const [told] = timing.warnings;
  expect(Math.abs(told!.startSeconds! - extra[0]!.startSeconds)).toBeLessThan(0.5);
  expect(Math.abs(told!.endSeconds! - extra.at(-1)!.endSeconds)).toBeLessThan(0.5);
  const truth = words
    .filter((_, i) => said[i]!.turn !== 3 && said[i]!.turn !== 4)
    .map((word) => word.startSeconds);
  expect(quantile(measureErrors(timing.times, known, truth).sentenceSeconds, 1)).toBeLessThan(0.3);
});

test("words that are not said are told and get no time, and their neighbours keep theirs", () => {
  const added = "Les élèves ont visité le chantier naval où l'on répare de vieux bateaux.";
  const typed = [...story.slice(0, 5), added, ...story.slice(5)];
  const { timing, known, words } = time(story, typed, man);
  const [told, ...others] = timing.warnings;
  expect(others).toEqual([]);
  expect(told).toMatchObject({ code: "text-without-audio" });
  const missing = known.filter((_, i) => timing.times[i] === undefined);
  expect(missing.length).toBeGreaterThan(8);
  expect(new Set(missing.map((word) => word.turn))).toEqual(new Set([5]));
  expect(added).toContain(told!.text);
  const heard = timing.times.filter((_, i) => known[i]!.turn !== 5);
  const rest = known.filter((word) => word.turn !== 5);
  const errors = measureErrors(
    heard,
    rest,
    words.map((word) => word.startSeconds),
  );
  expect(quantile(errors.sentenceSeconds, 1)).toBeLessThan(0.3);
});

test("a few words too many within a sentence are told too", () => {
  const typed = story.map((text, i) =>
    i === 4
      ? text.replace("étaient noires,", "étaient comme celles de mon grand-père noires,")
      : text,
  );
  const { timing } = time(story, typed, man);
  expect(timing.warnings).toMatchObject([{ code: "text-without-audio" }]);
  expect("comme celles de mon grand-père").toContain(
    timing.warnings[0]!.text!.split(" ").slice(1, -1).join(" "),
  );
});

test("another text of the same length is refused, whoever speaks", () => {
  const other = [
    "Ma grand-mère vendait des légumes sur la place du village, juste en face de la mairie.",
    "Le dimanche, nous mangions du pain chaud avec un peu de beurre.",
    "Quinze personnes attendaient dans le froid, sans parapluie ni bonnet.",
    "Ce vieux moulin produit encore de l'électricité pour la commune.",
    "Chaque geste compte quand on travaille avec du feu et de l'acier.",
    "Tu devrais essayer cette recette : des pommes, du miel, un peu de vanille.",
    "Depuis que je chante dans une chorale, je dors mieux.",
  ];
  for (const [, delivery] of deliveries) {
    expect(() => time(story, other, delivery)).toThrow(AppError);
  }
});

test("a text of which half is not said is refused or told, never spread out", () => {
  const { timing, known } = time(story.slice(0, 5), story, man);
  const untold = known.filter((word, i) => word.turn >= 5 && timing.times[i] !== undefined);
  expect(untold.length).toBeLessThan(4);
  expect(timing.warnings).toMatchObject([{ code: "text-without-audio" }]);
});

test("times are in order and within the recording", () => {
  const { timing, durationSeconds } = time(story, story, deliveries[3]![1]);
  timing.times.forEach((interval, i) => {
    expect(interval!.endSeconds).toBeGreaterThanOrEqual(interval!.startSeconds);
    expect(interval!.startSeconds).toBeGreaterThanOrEqual(
      (timing.times[i - 1]?.endSeconds ?? 0) - 1e-6,
    );
    expect(interval!.endSeconds).toBeLessThanOrEqual(durationSeconds);
  });
});
