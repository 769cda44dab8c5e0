import fc from "fast-check";
import { expect, test } from "vitest";

import { createWaveform } from "#core/audio/waveform";

function waveformOf(
  samples: Int16Array,
  points: number,
  chunk = samples.length,
): readonly number[] {
  const waveform = createWaveform(samples.length, points);
  for (let at = 0; at < samples.length; at += chunk) waveform.add(samples.subarray(at, at + chunk));
  return waveform.values();
}

test("each value is a slice's loudness relative to the loudest slice", () => {
  const samples = Int16Array.from(
    { length: 400 },
    (_, index) => [1000, -4000, 0, 2000][Math.floor(index / 100)] ?? 0,
  );
  expect(waveformOf(samples, 4)).toEqual([0.25, 1, 0, 0.5]);
});

test("the default is the house's number of points, silence gives zeros", () => {
  expect(createWaveform(48_000).values()).toEqual(Array.from({ length: 240 }, () => 0));
});

test("the values lie within 0 and 1, reach 1, and do not depend on the chunks", () => {
  const samples = fc
    .int16Array({ minLength: 50, maxLength: 2000 })
    .filter((all) => all.some((sample) => sample !== 0));
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 500 }), (all, chunk) => {
      const values = waveformOf(all, 24, chunk);
      expect(values).toEqual(waveformOf(all, 24));
      expect(values).toHaveLength(24);
      expect(Math.max(...values)).toBe(1);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    }),
  );
});
