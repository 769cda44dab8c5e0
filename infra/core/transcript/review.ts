import type { Transcript } from "./transcript.ts";

/**
 * Whether a person still has to read these words before they may be public:
 * words that a machine heard, and words from a file of which nobody here knows who
 * wrote them. What someone typed or corrected here was read by who did it.
 */
export function needsReview({ provenance, reviewed }: Transcript): boolean {
  return (provenance === "machine" || provenance === "imported") && reviewed === undefined;
}

/** The languages of those that a person still has to read. */
export const unreadLanguages = (transcripts: readonly Transcript[]): readonly string[] =>
  transcripts.filter(needsReview).map(({ language }) => language);
