/**
 * What to do after each measurement so that a recording ends within the
 * loudness policy in every encoding. Pure: the caller renders and measures.
 *
 * Settings always count from the trimmed recording as it came in, never from an
 * earlier attempt, so that attempts cannot pile limiter upon limiter.
 */
import {
  ceilingLowestDbtp,
  ceilingStartDbtp,
  encodingAttemptsMax,
  levelAttemptsMax,
  levelledWithinLu,
  loudnessMarginLu,
  loudnessTargetLufs,
  loudnessToleranceLu,
  silentBelowLufs,
  truePeakMarginDb,
  truePeakMaxDbtp,
} from "./policy.ts";
import { AppError } from "../errors.ts";

export type LoudnessReading = { readonly integratedLufs: number; readonly truePeakDbtp: number };
/** Amplify by `gainDb`, then let nothing above `ceilingDbtp`. */
export type LevelSettings = { readonly gainDb: number; readonly ceilingDbtp: number };
export type LevelStep =
  { readonly kind: "level" } | { readonly kind: "again"; readonly settings: LevelSettings };

/** A limiter eats part of every decibel it is given, so a deficit is answered with a little more than itself. */
const gainOvershoot = 1.3;
/** Lowering a ceiling by exactly the excess lands on the edge; encoders do not answer one to one. */
const ceilingExtraDb = 0.4;

/**
 * Promise: the first settings for a recording, from its loudness before.
 * Errors: `media-silent` (`loudnessLufs`) when there is nothing to bring up.
 */
export function firstSettings(before: LoudnessReading): LevelSettings {
  if (!(before.integratedLufs >= silentBelowLufs)) {
    const loudnessLufs = Number.isFinite(before.integratedLufs) ? before.integratedLufs : -70;
    throw new AppError("media-silent", { field: "file", params: { loudnessLufs } });
  }
  return { gainDb: loudnessTargetLufs - before.integratedLufs, ceilingDbtp: ceilingStartDbtp };
}

/**
 * Promise: true when amplifying alone would pass the ceiling. Where it would
 * not, the limiter is left out: it could only cost time and touch the sound.
 */
export function needsLimiter(before: LoudnessReading, settings: LevelSettings): boolean {
  return before.truePeakDbtp + settings.gainDb > settings.ceilingDbtp;
}

/**
 * Promise: true when mixing a stereo pair to mono has cancelled the voice, as it
 * does when one of two microphones is wired in opposition. Voices that sit on
 * one side lose 6 dB by mixing, unrelated sides 3; nothing honest loses 10.
 */
export function isCancelledByMixing(
  mixed: LoudnessReading,
  firstChannel: LoudnessReading | undefined,
): boolean {
  return firstChannel !== undefined && firstChannel.integratedLufs - mixed.integratedLufs > 10;
}

/** Promise: true when a reading keeps the policy as any other meter would read it. */
export function isWithinPolicy(reading: LoudnessReading): boolean {
  const distance = Math.abs(reading.integratedLufs - loudnessTargetLufs);
  return (
    distance <= loudnessToleranceLu - loudnessMarginLu + rounding &&
    reading.truePeakDbtp <= truePeakMaxDbtp - truePeakMarginDb + rounding
  );
}
const rounding = 1e-9;

/**
 * After levelling, before any encoding: only loudness is steered (peaks are
 * judged where they count, in the encoded files). After the last attempt
 * anything the policy allows will do.
 * Errors: `media-not-level` after `levelAttemptsMax` attempts.
 */
export function nextLevelling(
  settings: LevelSettings,
  reading: LoudnessReading,
  attempt: number,
): LevelStep {
  const deficit = loudnessTargetLufs - reading.integratedLufs;
  if (Math.abs(deficit) <= levelledWithinLu) return { kind: "level" };
  if (attempt >= levelAttemptsMax) {
    if (Math.abs(deficit) <= loudnessToleranceLu - loudnessMarginLu) return { kind: "level" };
    throw notLevel(reading, attempt);
  }
  return {
    kind: "again",
    settings: { ...settings, gainDb: settings.gainDb + correction(deficit) },
  };
}

/**
 * After an encoding was measured: done, or the settings for encoding it again
 * from the trimmed recording (which was `before`). A peak too high brings the
 * ceiling below what the encoder was given, by the excess and a little more; a
 * loudness off the target corrects the gain; both at once when both are off,
 * since a lower ceiling takes loudness with it.
 * Errors: `media-not-level` after `encodingAttemptsMax` attempts, or when the
 * ceiling would have to go where a voice is flattened.
 */
export function nextEncoding(
  before: LoudnessReading,
  settings: LevelSettings,
  reading: LoudnessReading,
  attempt: number,
): LevelStep {
  if (isWithinPolicy(reading)) return { kind: "level" };
  const excess = reading.truePeakDbtp - (truePeakMaxDbtp - truePeakMarginDb);
  const givenDbtp = Math.min(settings.ceilingDbtp, before.truePeakDbtp + settings.gainDb);
  const ceilingDbtp = excess > 0 ? givenDbtp - excess - ceilingExtraDb : settings.ceilingDbtp;
  if (attempt >= encodingAttemptsMax || ceilingDbtp < ceilingLowestDbtp)
    throw notLevel(reading, attempt);
  const deficit = loudnessTargetLufs - reading.integratedLufs;
  return {
    kind: "again",
    settings: { gainDb: settings.gainDb + correction(deficit), ceilingDbtp },
  };
}

/** More than asked when louder is wanted (the limiter takes its share), exactly what is asked when quieter is. */
const correction = (deficitDb: number): number =>
  deficitDb > 0 ? deficitDb * gainOvershoot : deficitDb;

const notLevel = (reading: LoudnessReading, attempts: number): AppError =>
  new AppError("media-not-level", {
    field: "file",
    params: { loudnessLufs: reading.integratedLufs, truePeakDbtp: reading.truePeakDbtp, attempts },
  });
