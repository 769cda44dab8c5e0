/** Steps that a recording goes through, in order. */
export const processingSteps = ["probe", "master", "cover", "transcribe", "store"] as const;
export type ProcessingStep = (typeof processingSteps)[number];

export type ProgressEvent = {
  readonly episodeId: string;
  readonly step: ProcessingStep;
  /** Of the whole processing, 0 to 100. */
  readonly percent: number;
};

/** Where those who wait can see how far a recording is. Losing an event loses nothing else. */
export interface Progress {
  /** Returns at once, and never throws. */
  report(event: ProgressEvent): void;
}
