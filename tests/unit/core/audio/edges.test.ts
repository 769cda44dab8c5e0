import fc from "fast-check";
import { expect, test } from "vitest";

import { createLevelMeter, findSpeechEdges, levelWindowSeconds } from "#core/audio/edges";

/** Levels in dB for stretches of so many seconds each. */
const levels = (...stretches: readonly (readonly [seconds: number, levelDb: number])[]): number[] =>
  stretches.flatMap(([seconds, levelDb]) =>
    Array.from(
      { length: Math.round(seconds / levelWindowSeconds) },
      (_, index) => levelDb + (index % 3),
    ),
  );
/** Speech at a level: syllables with quiet between them. */
const speech = (seconds: number, levelDb: number, noiseDb: number): number[] =>
  Array.from({ length: Math.round(seconds / 0.4) }, () =>
    levels([0.3, levelDb], [0.1, noiseDb]),
  ).flat();

test("silence before and after speech is cut to half a second", () => {
  const edges = findSpeechEdges([
    ...levels([3, -80]),
    ...speech(10, -20, -80),
    ...levels([4, -80]),
  ]);
  expect(edges?.startSeconds).toBeCloseTo(2.5, 1);
  expect(edges?.endSeconds).toBeCloseTo(13.4, 1);
});

test("less than half a second stays as it is", () => {
  const spoken = [...levels([0.2, -80]), ...speech(10, -20, -80), ...levels([0.2, -80])];
  const edges = findSpeechEdges(spoken);
  expect(edges?.startSeconds).toBe(0);
  expect(edges?.endSeconds).toBeCloseTo(spoken.length * levelWindowSeconds, 6);
});

test.for([
  ["a quiet recording", -45, -85],
  ["hum at −50", -22, -50],
  ["a noisy street", -20, -33],
  ["a loud, clipped recording", -3, -60],
] as const)("the cut finds the words in %s", ([, voiceDb, noiseDb]) => {
  const edges = findSpeechEdges([
    ...levels([3, noiseDb]),
    ...speech(10, voiceDb, noiseDb),
    ...levels([3, noiseDb]),
  ]);
  expect(edges?.startSeconds).toBeCloseTo(2.5, 1);
  expect(edges?.endSeconds).toBeCloseTo(13.4, 1);
});

test("a knock on the table before the first word is not speech", () => {
  const knock = levels([1, -80], [0.06, -15], [2, -80]);
  const edges = findSpeechEdges([...knock, ...speech(10, -20, -80), ...levels([1, -80])]);
  expect(edges?.startSeconds).toBeCloseTo(2.56, 1);
});

test("noise that never changes is kept whole, silence has no edges", () => {
  expect(findSpeechEdges(levels([10, -30]))).toEqual({ startSeconds: 0, endSeconds: 10 });
  expect(findSpeechEdges(levels([10, -120]))).toBeUndefined();
  expect(findSpeechEdges([])).toBeUndefined();
});

test("edges lie in order and within the recording, whatever the levels", () => {
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -120, max: 0, noNaN: true }), { maxLength: 400 }),
      (levelsDb) => {
        const edges = findSpeechEdges(levelsDb);
        if (edges === undefined) return;
        found += 1;
        expect(edges.startSeconds).toBeGreaterThanOrEqual(0);
        expect(edges.endSeconds).toBeGreaterThan(edges.startSeconds);
        expect(edges.endSeconds).toBeLessThanOrEqual(levelsDb.length * levelWindowSeconds + 1e-9);
      },
    ),
  );
  expect(found).toBeGreaterThan(20);
});

test("the cut does not depend on how loud the recording is", () => {
  const recording = [...levels([2, -70]), ...speech(6, -30, -70), ...levels([2, -70])];
  fc.assert(
    fc.property(fc.integer({ min: -15, max: 25 }), (gainDb) => {
      expect(findSpeechEdges(recording.map((level) => level + gainDb))).toEqual(
        findSpeechEdges(recording),
      );
    }),
  );
});

test("the meter gives one level a window however the samples are cut up", () => {
  const samples = Float32Array.from({ length: 1000 }, (_, index) => (index < 480 ? 1 : 0.1));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (size) => {
      const meter = createLevelMeter(8000);
      for (let at = 0; at < samples.length; at += size) meter.add(samples.subarray(at, at + size));
      const measured = meter.levelsDb();
      expect(measured).toHaveLength(7);
      expect(measured[0]).toBeCloseTo(0, 3);
      expect(measured[4]).toBeCloseTo(-20, 3);
    }),
  );
});
