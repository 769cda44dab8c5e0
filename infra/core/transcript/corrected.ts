import { canonicalJson } from "../hash.ts";
import type { Cue, Transcript } from "./transcript.ts";

/**
 * A transcript that a person corrected, after what it was before: a cue that
 * still says the same at the same time keeps the times of its words, what is
 * said was read by whoever corrected it, and the engine of the times stays known.
 */
export function correctedFrom(before: Transcript | undefined, next: Transcript): Transcript {
  const timed = new Map((before?.cues ?? []).map((cue) => [identityOf(cue), cue.words]));
  const cues = next.cues.map((cue) => {
    const words = timed.get(identityOf(cue));
    return words === undefined ? cue : { ...cue, words };
  });
  return {
    ...next,
    cues,
    provenance: "corrected",
    engine: before?.engine ?? next.engine,
  };
}

/** Files keep milliseconds. */
const identityOf = ({ startSeconds, endSeconds, text }: Cue): string =>
  canonicalJson([Math.round(startSeconds * 1000), Math.round(endSeconds * 1000), text]);
