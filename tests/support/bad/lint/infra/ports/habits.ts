import { make, type PublishableEpisode } from "../core/publication.ts";
import { Other } from "./other.ts"; // fires: typescript/consistent-type-imports

/** Documented. */
export const loose = (a: number, b: number) => a == b; // fires: eqeqeq
/** Documented. */
export const anything = (value: any) => make(String(value)); // fires: typescript/no-explicit-any
export type Both = PublishableEpisode & Other;

/** Documented. */
export function swallows(work: () => void) {
  try {
    work();
  } catch {} // fires: no-empty
}

/** Documented. */
export function counts(numbers: readonly number[]) {
  var total = 0; // fires: no-var
  for (const number of numbers) total += number;
  let doubled = total * 2; // fires: prefer-const
  return doubled;
}
