import type { Interval } from "#core/speech/activity";
import type { KnownWord } from "#core/speech/known-text";

export type Errors = {
  readonly sentenceSeconds: readonly number[];
  readonly wordSeconds: readonly number[];
};

/** How far the starts of heard words, and of the first word of each turn, are from the truth. */
export function measureErrors(
  times: readonly (Interval | undefined)[],
  words: readonly KnownWord[],
  truthSeconds: readonly number[],
): Errors {
  const all = times.map((time, i) => {
    const truth = truthSeconds[i];
    return time === undefined || truth === undefined
      ? undefined
      : Math.abs(time.startSeconds - truth);
  });
  const isFirst = (i: number): boolean => i === 0 || words[i - 1]!.breakAfter === "sentence";
  return {
    sentenceSeconds: all.filter((error, i) => error !== undefined && isFirst(i)) as number[],
    wordSeconds: all.filter((error) => error !== undefined),
  };
}
