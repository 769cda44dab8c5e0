/**
 * What can be heard of how a recording was made, beside what was refused. Two
 * people who speak at once are not among it: loudness, peaks and pauses do not
 * tell them from one who speaks fast, and a hint that is wrong half of the time
 * teaches nobody. The story's page asks whoever listens (views/studio/Story.astro).
 */
export type SoundHint = "faint" | "clipped";

/** Below this, levelling lifts the room's noise with the voice; our quiet test recordings lie there. */
const faintBelowLufs = -38;
/** A true peak at full scale or above: the microphone or its amplifier ran into its limit. */
const clippedFromDbtp = 0;

/** Hints for the next recording; levelling has made the best of this one. */
export function soundHints(before: {
  readonly integratedLufs: number;
  readonly truePeakDbtp: number;
}): readonly SoundHint[] {
  return [
    ...(before.integratedLufs < faintBelowLufs ? (["faint"] as const) : []),
    ...(before.truePeakDbtp >= clippedFromDbtp ? (["clipped"] as const) : []),
  ];
}
