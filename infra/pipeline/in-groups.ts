import { everyEnd } from "./every-end.ts";

/**
 * Does `work` for all, `atOnce` of them together, so that stores which take
 * milliseconds are waited for together and no more is held at a time than that;
 * answers in their order. The first failure is thrown when its group is over, and
 * no further group begins.
 */
export async function inGroups<One, Answer>(
  all: readonly One[],
  atOnce: number,
  work: (one: One) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < all.length; at += atOnce)
    answers.push(...(await everyEnd(all.slice(at, at + atOnce).map(work))));
  return answers;
}
