import fc from "fast-check";
import { expect, test } from "vitest";

import { encodingAttemptsMax, levelAttemptsMax } from "#core/audio/policy";
import { AppError } from "#core/errors";
import {
  firstSettings,
  isCancelledByMixing,
  isWithinPolicy,
  nextEncoding,
  needsLimiter,
  nextLevelling,
  type LevelSettings,
  type LoudnessReading,
} from "#core/audio/loudness-plan";

/**
 * A recording, a limiter and an encoder as numbers: the limiter takes loudness
 * with every decibel it holds back, the more the harder it is driven, and the
 * encoder peaks above what it is given.
 */
type Model = {
  readonly loudnessLufs: number;
  readonly crestDb: number;
  readonly limiterLoss: number;
  readonly encoderOvershootDb: number;
  readonly encoderGainDb: number;
};
const models = (most: { crestDb: number; limiterLoss: number; encoderOvershootDb: number }) =>
  fc.record({
    loudnessLufs: fc.double({ min: -59, max: 0, noNaN: true }),
    crestDb: fc.double({ min: 4, max: most.crestDb, noNaN: true }),
    limiterLoss: fc.double({ min: 0, max: most.limiterLoss, noNaN: true }),
    encoderOvershootDb: fc.double({ min: -1, max: most.encoderOvershootDb, noNaN: true }),
    encoderGainDb: fc.double({ min: -0.6, max: 0.3, noNaN: true }),
  });
const tenths = (value: number): number => Math.round(value * 10) / 10;

const before = (model: Model): LoudnessReading => ({
  integratedLufs: tenths(model.loudnessLufs),
  truePeakDbtp: tenths(model.loudnessLufs + model.crestDb),
});
function limit(model: Model, { gainDb, ceilingDbtp }: LevelSettings): LoudnessReading {
  const peak = model.loudnessLufs + model.crestDb + gainDb;
  const heldBack = Math.max(0, peak - ceilingDbtp);
  return {
    integratedLufs: model.loudnessLufs + gainDb - model.limiterLoss * heldBack,
    truePeakDbtp: peak - heldBack,
  };
}
function encode(model: Model, settings: LevelSettings): LoudnessReading {
  const { integratedLufs, truePeakDbtp } = limit(model, settings);
  return {
    integratedLufs: tenths(integratedLufs + model.encoderGainDb),
    truePeakDbtp: tenths(truePeakDbtp + model.encoderOvershootDb),
  };
}

/** What the adapter does, with the model in place of ffmpeg. */
function master(model: Model): { reading: LoudnessReading; levellings: number; encodings: number } {
  let settings = firstSettings(before(model));
  let levellings = 1;
  for (;;) {
    const reading = limit(model, settings);
    const step = nextLevelling(
      settings,
      { ...reading, integratedLufs: tenths(reading.integratedLufs) },
      levellings,
    );
    if (step.kind === "level") break;
    settings = step.settings;
    levellings += 1;
  }
  for (let encodings = 1; ; encodings += 1) {
    const reading = encode(model, settings);
    const step = nextEncoding(before(model), settings, reading, encodings);
    if (step.kind === "level") return { reading, levellings, encodings };
    settings = step.settings;
  }
}

test("speech of any loudness ends within the policy, whatever encoders add", () => {
  const speech = models({ crestDb: 20, limiterLoss: 0.25, encoderOvershootDb: 3.3 });
  fc.assert(
    fc.property(speech, (model) => {
      const { reading } = master(model);
      expect(Math.abs(reading.integratedLufs + 16)).toBeLessThanOrEqual(1);
      expect(reading.truePeakDbtp).toBeLessThanOrEqual(-1);
    }),
    { numRuns: 2000 },
  );
});

test("clean speech through a mild encoder is levelled once and encoded once", () => {
  const clean = models({ crestDb: 12, limiterLoss: 0.1, encoderOvershootDb: 2.5 });
  fc.assert(
    fc.property(clean, (model) => {
      expect(master(model)).toMatchObject({ levellings: 1, encodings: 1 });
    }),
    { numRuns: 1000 },
  );
});

test("whatever the sound, the plan ends within its attempts: level, or refused as such", () => {
  const anything = models({ crestDb: 60, limiterLoss: 0.99, encoderOvershootDb: 12 });
  fc.assert(
    fc.property(anything, (model) => {
      try {
        const { reading, levellings, encodings } = master(model);
        expect(isWithinPolicy(reading)).toBe(true);
        expect(levellings).toBeLessThanOrEqual(levelAttemptsMax);
        expect(encodings).toBeLessThanOrEqual(encodingAttemptsMax);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.code).toBe("media-not-level");
      }
    }),
    { numRuns: 2000 },
  );
});

test("a peak too high lowers the ceiling, a loudness off the target moves the gain, both at once", () => {
  const settings = { gainDb: 5, ceilingDbtp: -4 };
  const loud = { integratedLufs: -21, truePeakDbtp: -3 };
  const tooHigh = nextEncoding(loud, settings, { integratedLufs: -16, truePeakDbtp: 0.5 }, 1);
  expect(tooHigh).toMatchObject({ kind: "again", settings: { gainDb: 5 } });
  expect(tooHigh.kind === "again" && tooHigh.settings.ceilingDbtp).toBeCloseTo(-6.1, 6);
  const tooQuiet = nextEncoding(loud, settings, { integratedLufs: -18, truePeakDbtp: -3 }, 1);
  expect(tooQuiet).toEqual({ kind: "again", settings: { gainDb: 5 + 2 * 1.3, ceilingDbtp: -4 } });
  const tooLoud = nextEncoding(loud, settings, { integratedLufs: -14, truePeakDbtp: -3 }, 1);
  expect(tooLoud).toEqual({ kind: "again", settings: { gainDb: 3, ceilingDbtp: -4 } });
});

test("an encoder that overshoots what was never limited is given less, not the same again", () => {
  const calm = { integratedLufs: -21, truePeakDbtp: -12 };
  const settings = { gainDb: 5, ceilingDbtp: -4 };
  expect(needsLimiter(calm, settings)).toBe(false);
  const step = nextEncoding(calm, settings, { integratedLufs: -16, truePeakDbtp: -0.2 }, 1);
  if (step.kind !== "again") throw new Error("a peak of -0.2 was accepted");
  expect(step.settings.ceilingDbtp).toBeCloseTo(-8.4, 6);
  expect(needsLimiter(calm, step.settings)).toBe(true);
});

test("the policy is kept with a margin for other meters, on both sides", () => {
  expect(isWithinPolicy({ integratedLufs: -15.2, truePeakDbtp: -1.2 })).toBe(true);
  expect(isWithinPolicy({ integratedLufs: -16.8, truePeakDbtp: -9 })).toBe(true);
  expect(isWithinPolicy({ integratedLufs: -15.1, truePeakDbtp: -3 })).toBe(false);
  expect(isWithinPolicy({ integratedLufs: -16.9, truePeakDbtp: -3 })).toBe(false);
  expect(isWithinPolicy({ integratedLufs: -16, truePeakDbtp: -1.1 })).toBe(false);
});

test.for([-70, -60.1, Number.NEGATIVE_INFINITY, Number.NaN])(
  "a recording at %d LUFS is silent",
  (integratedLufs) => {
    expect(() => firstSettings({ integratedLufs, truePeakDbtp: -70 })).toThrow(
      expect.objectContaining({ code: "media-silent", field: "file" }),
    );
  },
);

test("the faintest speech that counts is brought all the way up", () => {
  expect(firstSettings({ integratedLufs: -60, truePeakDbtp: -45 })).toEqual({
    gainDb: 44,
    ceilingDbtp: -4,
  });
});

test("attempts are numbered: the last one throws with what was measured", () => {
  const reading = { integratedLufs: -20, truePeakDbtp: 2 };
  expect(() =>
    nextEncoding(reading, { gainDb: 0, ceilingDbtp: -4 }, reading, encodingAttemptsMax),
  ).toThrow(
    expect.objectContaining({
      code: "media-not-level",
      params: { loudnessLufs: -20, truePeakDbtp: 2, attempts: encodingAttemptsMax },
    }),
  );
});

test("a pair wired in opposition is noticed, a voice on one side or on both is not", () => {
  const at = (integratedLufs: number): LoudnessReading => ({ integratedLufs, truePeakDbtp: -10 });
  expect(isCancelledByMixing(at(-50), at(-20))).toBe(true);
  expect(isCancelledByMixing(at(-70), at(-20))).toBe(true);
  expect(isCancelledByMixing(at(-26), at(-20))).toBe(false);
  expect(isCancelledByMixing(at(-26), at(-70))).toBe(false);
  expect(isCancelledByMixing(at(-20), undefined)).toBe(false);
});
