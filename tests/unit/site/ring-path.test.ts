import { expect, test } from "vitest";
import {
  peaks,
  playerRing,
  ringPaths,
  ringSide,
  thumbnailRing,
} from "../../../site/src/story/ring-path.ts";
import { transcriptOf, waveformOf } from "../../support/site-page-data.ts";

/** Start and end of every bar of a path. */
function barsOf(path: string): readonly { x: number; y: number; endX: number; endY: number }[] {
  return [...path.matchAll(/M(\S+) (\S+)l(\S+) (\S+?)(?=M|$)/g)].map(([, x, y, dx, dy]) => ({
    x: Number(x),
    y: Number(y),
    endX: Number(x) + Number(dx),
    endY: Number(y) + Number(dy),
  }));
}

const fromCentre = (x: number, y: number) => Math.hypot(x - ringSide / 2, y - ringSide / 2);

test("the same voice always draws the same ring, and another one draws another", () => {
  const ring = ringPaths(waveformOf(1), playerRing);
  expect(ringPaths(waveformOf(1), playerRing)).toEqual(ring);
  expect(ringPaths(waveformOf(2), playerRing)).not.toEqual(ring);
});

test("every bar stands between the two circles of its shape", () => {
  for (const shape of [playerRing, thumbnailRing]) {
    const bars = barsOf(ringPaths(waveformOf(3), shape).first);
    expect(bars).toHaveLength(shape.bars);
    for (const { x, y, endX, endY } of bars) {
      expect(fromCentre(x, y)).toBeCloseTo(shape.innerRadius, -1);
      expect(fromCentre(endX, endY)).toBeLessThanOrEqual(shape.outerRadius + 2);
      expect(fromCentre(endX, endY)).toBeGreaterThan(shape.innerRadius);
    }
  }
});

test("time runs clockwise from the top", () => {
  const loudAtQuarter = Array.from({ length: 240 }, (_, index) => (index === 60 ? 1 : 0));
  const bars = barsOf(ringPaths(loudAtQuarter, playerRing).first);
  const longest = bars.toSorted(
    (a, b) => fromCentre(b.endX, b.endY) - fromCentre(a.endX, a.endY),
  )[0];
  expect(longest?.endX).toBeGreaterThan(ringSide * 0.9);
  // A bar stands in the middle of its stretch of time, so half a bar after the hour.
  expect(Math.abs((longest?.endY ?? 0) - ringSide / 2)).toBeLessThan(ringSide / 60);
});

test("silence and a missing waveform draw a thin ring instead of nothing", () => {
  for (const waveform of [[], [0], Array.from({ length: 240 }, () => 0)]) {
    expect(barsOf(ringPaths(waveform, thumbnailRing).first)).toHaveLength(thumbnailRing.bars);
    expect(ringPaths(waveform, thumbnailRing).first).not.toContain("NaN");
  }
});

test("fewer points than bars are spread, and the loudest point counts", () => {
  expect(peaks([0.2, 0.4], 4)).toEqual([0.5, 0.5, 1, 1]);
  expect(peaks([0.1, 0.8, 0.2, 0.4], 2)).toEqual([1, 0.5]);
});

test("the bars of a second voice come apart, so that a duet is seen as one", () => {
  const transcript = transcriptOf(["Un.", "Deux."], { speakers: ["s1", "s2"], cueSeconds: 10 });
  const { first, second } = ringPaths(waveformOf(4), playerRing, {
    transcript,
    durationSeconds: 20,
  });
  expect(barsOf(first)).toHaveLength(playerRing.bars / 2);
  expect(barsOf(second)).toHaveLength(playerRing.bars / 2);
  for (const { x } of barsOf(second)) expect(x).toBeLessThan(ringSide / 2);
});

test("a story of one voice has no second path", () => {
  const transcript = transcriptOf(["Un.", "Deux."]);
  const voices = { transcript, durationSeconds: 10 };
  expect(ringPaths(waveformOf(4), playerRing, voices).second).toBe("");
});
