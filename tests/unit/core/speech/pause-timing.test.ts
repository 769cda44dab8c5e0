import { expect, test } from "vitest";

import { readKnownText } from "#core/speech/known-text";
import { melSpectrum } from "#core/speech/mel-spectrum";
import { timeByPauses } from "#core/speech/pause-timing";
import { findSpeech } from "#core/speech/activity";
import { spokenSeconds } from "#core/speech/spoken-phones";

import { createRandom, sampleRateHz } from "../../../../scripts/bench-speech-synth.ts";
import { quantile, story } from "../../../../scripts/bench-speech-truth.ts";
import { measureErrors } from "../../../support/speech-errors.ts";

type Said = {
  readonly activity: ReturnType<typeof findSpeech>;
  readonly starts: readonly number[];
};

/** Each word a burst of noise about as long as it takes to say, each comma and sentence end a silence. */
function sayInBursts(sentences: readonly string[], seed: number, hesitation: number): Said {
  const random = createRandom(seed);
  const samples: number[] = new Array<number>(8000).fill(0);
  const starts: number[] = [];
  const pace = 1 + 0.3 * random();
  const pause = (seconds: number): void => {
    for (let i = 0; i < seconds * sampleRateHz; i++) samples.push(0.0005 * random());
  };
  for (const word of readKnownText(sentences.map((text) => ({ text })))) {
    starts.push(samples.length / sampleRateHz);
    const length = spokenSeconds(word.text, "fr") * pace * (1 + 0.2 * random()) * sampleRateHz;
    for (let i = 0; i < length; i++) samples.push(0.2 * random() * (0.6 + 0.4 * Math.sin(i / 400)));
    if (word.breakAfter === "sentence") pause(0.5 + 0.25 * random());
    else if (word.breakAfter === "clause") pause(Math.max(0, 0.2 + 0.2 * random()));
    else if (random() / 2 + 0.5 < hesitation) pause(0.35 + 0.15 * random());
  }
  const sound = { sampleRateHz, samples: Float32Array.from(samples) };
  return { activity: findSpeech(melSpectrum(sound)), starts };
}

const words = readKnownText(story.map((text) => ({ text })));

test.for([
  ["fluent", 0, 0.05, 0.3, 0.12],
  ["hesitating", 0.06, 0.15, 0.8, 0.2],
] as const)(
  "%s speech is timed by its pauses within what is promised",
  ([, hesitation, median, nearlyAll, wordMedian]) => {
    const errors = [1, 2, 3, 4, 5, 6].map((seed) => {
      const { activity, starts } = sayInBursts(story, seed, hesitation);
      return measureErrors(timeByPauses(activity, words, "fr").times, words, starts);
    });
    const sentences = errors.flatMap((error) => error.sentenceSeconds);
    expect(sentences).toHaveLength(6 * story.length);
    expect(quantile(sentences, 0.5)).toBeLessThan(median);
    expect(quantile(sentences, 0.95)).toBeLessThan(nearlyAll);
    expect(
      quantile(
        errors.flatMap((error) => error.wordSeconds),
        0.5,
      ),
    ).toBeLessThan(wordMedian);
  },
);

test("every word is placed, in order, within the recording", () => {
  const { activity, starts } = sayInBursts(story, 9, 0.1);
  const { times } = timeByPauses(activity, words, "fr");
  expect(times).toHaveLength(words.length);
  times.forEach((time, i) => {
    expect(time!.endSeconds).toBeGreaterThan(time!.startSeconds);
    expect(time!.startSeconds).toBeGreaterThanOrEqual(times[i - 1]?.endSeconds ?? 0);
  });
  expect(times.at(-1)!.endSeconds).toBeLessThan(starts.at(-1)! + 2);
});

test("a text far too long or too short for the recording is refused", () => {
  const { activity } = sayInBursts(story.slice(0, 2), 1, 0);
  const long = readKnownText([...story, ...story].map((text) => ({ text })));
  expect(() => timeByPauses(activity, long, "fr")).toThrow("transcript-text-mismatch");
  const short = readKnownText([{ text: "Bonjour à tous." }]);
  expect(() => timeByPauses(activity, short, "fr")).toThrow("transcript-text-mismatch");
});

test("a recording in which nobody speaks is no recording of a text", () => {
  const activity = findSpeech(melSpectrum({ sampleRateHz, samples: new Float32Array(48_000) }));
  expect(() => timeByPauses(activity, words, "fr")).toThrow("transcript-text-mismatch");
});

test("a noise of a second in a pause is told and gets no words", () => {
  const { activity } = sayInBursts(story, 2, 0);
  const last = activity.stretches.at(-1)!;
  const knock = { startSeconds: last.endSeconds + 2, endSeconds: last.endSeconds + 2.8 };
  const noisy = { ...activity, stretches: [...activity.stretches, knock] };
  const { times, warnings } = timeByPauses(noisy, words, "fr");
  expect(warnings).toEqual([{ code: "audio-without-text", ...knock }]);
  expect(times.at(-1)!.endSeconds).toBeCloseTo(last.endSeconds, 6);
});
