import { canonicalJson } from "../hash.ts";

/** A card as it is written, field by field; whether it holds is asked elsewhere. */
export type LooseCard = Readonly<Record<string, unknown>>;

/** One field in which two versions of a card differ. */
export type Difference = {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** The side that alone has changed since both were the same; undefined where a person must choose. */
  readonly suggested?: Side;
};
export type Side = "mine" | "theirs";

const isSame = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** Whether two cards say the same, however they are written. */
export const isSameCard = (a: LooseCard, b: LooseCard): boolean => isSame(a, b);

/** The fields in which two versions differ, in the order of the first, out of what both come from where that is known. */
export function differencesOf(
  mine: LooseCard,
  theirs: LooseCard,
  base?: LooseCard,
): readonly Difference[] {
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return fields
    .filter((field) => !isSame(mine[field], theirs[field]))
    .map((field) => {
      const both = { field, mine: mine[field], theirs: theirs[field] };
      if (base === undefined) return both;
      if (isSame(base[field], both.mine)) return { ...both, suggested: "theirs" };
      return isSame(base[field], both.theirs) ? { ...both, suggested: "mine" } : both;
    });
}

/** One card out of two: `theirs` in the fields that are named so, `mine` in all others. */
export function chosenCard(
  mine: LooseCard,
  theirs: LooseCard,
  picks: Readonly<Record<string, Side>>,
): LooseCard {
  const chosen: Record<string, unknown> = { ...mine };
  for (const { field } of differencesOf(mine, theirs)) {
    if (picks[field] !== "theirs") continue;
    if (theirs[field] === undefined) delete chosen[field];
    else chosen[field] = theirs[field];
  }
  return chosen;
}
