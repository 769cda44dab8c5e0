import { z } from "zod";

/** A passage of a recording, in seconds from its trimmed start. */
export const SpanSchema = z
  .object({
    startSeconds: z.number().min(0).max(86_400),
    endSeconds: z.number().min(0).max(86_400),
  })
  .refine((span) => span.endSeconds > span.startSeconds, {
    path: ["endSeconds"],
    error: "a passage ends after it starts",
  });
export type Span = z.output<typeof SpanSchema>;

/** More passages than anybody takes out of three minutes. */
export const spansMax = 100;
/** Between two passages that are taken out nothing shorter than this is left standing: it would be a click. */
const crumbSeconds = 0.05;

/** The same passages in order, each moment in one of them only; neighbours become one. */
export function joinedSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.startSeconds - b.startSeconds)) {
    const last = joined.at(-1);
    if (last === undefined || span.startSeconds - last.endSeconds > crumbSeconds)
      joined.push({ startSeconds: span.startSeconds, endSeconds: span.endSeconds });
    else if (span.endSeconds > last.endSeconds)
      joined[joined.length - 1] = { ...last, endSeconds: span.endSeconds };
  }
  return joined;
}

/** What is left of a recording without these passages, in order. */
export function keptSpans(removed: readonly Span[], durationSeconds: number): readonly Span[] {
  const kept: Span[] = [];
  let from = 0;
  for (const { startSeconds, endSeconds } of joinedSpans(removed)) {
    if (startSeconds > from)
      kept.push({ startSeconds: from, endSeconds: Math.min(startSeconds, durationSeconds) });
    from = Math.max(from, endSeconds);
  }
  if (durationSeconds > from) kept.push({ startSeconds: from, endSeconds: durationSeconds });
  return kept.filter((span) => span.endSeconds > span.startSeconds);
}

/** Where a moment is once the passages are gone; a moment inside one of them is where that one was. */
export function timeWithout(removed: readonly Span[], seconds: number): number {
  const gone = joinedSpans(removed).reduce(
    (sum, { startSeconds, endSeconds }) =>
      sum + Math.max(0, Math.min(seconds, endSeconds) - startSeconds),
    0,
  );
  return seconds - gone;
}

/**
 * Passages of a recording from which others are gone already, as passages of the
 * recording before: one list holds everything that was ever taken out.
 */
export function withMoreRemoved(removed: readonly Span[], more: readonly Span[]): readonly Span[] {
  const before = joinedSpans(removed);
  const back = (seconds: number, isEnd: boolean): number => {
    let at = seconds;
    for (const { startSeconds, endSeconds } of before) {
      // An end that touches what is gone stays before it; a start goes behind it.
      if (isEnd ? startSeconds >= at : startSeconds > at) break;
      at += endSeconds - startSeconds;
    }
    return at;
  };
  const placed = more.map(({ startSeconds, endSeconds }) => ({
    startSeconds: back(startSeconds, false),
    endSeconds: back(endSeconds, true),
  }));
  return joinedSpans([...before, ...placed]);
}
