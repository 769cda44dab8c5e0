import fc from "fast-check";
import { type OracleScope, oracleScopes } from "./naive-oracle.ts";

/** One thing that somebody does, or that happens; the numbers choose whose, which and how. */
export type Step = {
  readonly do: (typeof kinds)[number];
  readonly story: number;
  readonly pick: number;
  /** None means all. */
  readonly scopes: readonly OracleScope[];
  readonly name: "real" | "other" | "none";
  readonly days: number | undefined;
  /** The process dies at this call of a store. */
  readonly diesAfter: number | undefined;
};

const kinds = [
  "grant",
  "grant",
  "grant",
  "withdraw",
  "narrow",
  "edit",
  "review",
  "upload",
  "clock",
  "press",
  "reconcile",
  "restart",
  "checkpoint",
  "embargo",
  "lift",
  "erase",
  "backup",
  "restore",
] as const;

const rarely = new Set<Step["do"]>(["embargo", "lift", "erase"]);

export const aStep: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...kinds.filter((kind) => !rarely.has(kind))) },
    { weight: 1, arbitrary: fc.constantFrom(...rarely) },
  ),
  story: fc.nat(2),
  pick: fc.nat(199),
  scopes: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray([...oracleScopes]) },
  ),
  name: fc.constantFrom("real", "real", "other", "none"),
  days: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 3 }),
  diesAfter: fc.option(fc.nat(80), { nil: undefined, freq: 4 }),
});
