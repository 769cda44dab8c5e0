/**
 * The place that `chance` (0 to 1, 1 excluded) falls on when each place is as wide
 * as its weight; undefined when all weights together are nothing.
 */
export function weightedPick(weights: readonly number[], chance: number): number | undefined {
  const whole = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  let left = chance * whole;
  for (const [place, weight] of weights.entries()) {
    if (weight <= 0) continue;
    if (left < weight) return place;
    left -= weight;
  }
  return undefined;
}
