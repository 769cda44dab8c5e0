import fc from "fast-check";
import { expect, test } from "vitest";
import { type LedgerBody, type LedgerLeaf, nextLeaf, verifyChain } from "#core/consent/ledger";
import { aConsent, anEpisode, noon } from "../../../support/episode-builder.ts";

const bodyNumber = (number: number): LedgerBody => ({
  recordId: `r${number}`,
  salt: `salt-${number}`,
  consent: aConsent(anEpisode(), { scope: "voice", recordId: `r${number}` }),
});

function aChain(length: number) {
  const bodies = Array.from({ length }, (_, index) => bodyNumber(index + 1));
  const leaves: LedgerLeaf[] = [];
  for (const body of bodies) leaves.push(nextLeaf(leaves.at(-1), "grant", body, noon));
  return { leaves, bodies: new Map(bodies.map((body) => [body.recordId, body])) };
}

test("a chain that nobody touched has no fault", () => {
  const { leaves, bodies } = aChain(5);
  expect(verifyChain(leaves, bodies)).toEqual([]);
  expect(verifyChain([], new Map())).toEqual([]);
});

test("erasing bodies leaves the chain whole", () => {
  expect(verifyChain(aChain(5).leaves, new Map())).toEqual([]);
});

test("a leaf shows neither the salt nor what it commits to", () => {
  const { leaves } = aChain(1);
  expect(JSON.stringify(leaves)).not.toMatch(/salt-1|2026-11-02/);
});

test("changing any part of any leaf is found", () => {
  const { leaves, bodies } = aChain(4);
  const fields = [
    "event",
    "speakerId",
    "scope",
    "commitment",
    "at",
    "previousHash",
    "hash",
    "recordId",
  ] as const;
  fc.assert(
    fc.property(fc.nat(3), fc.constantFrom(...fields), (at, field) => {
      const forged = leaves.map((leaf, i) =>
        i === at ? ({ ...leaf, [field]: `${leaf[field]}x` } as LedgerLeaf) : leaf,
      );
      expect(verifyChain(forged, bodies)).not.toEqual([]);
    }),
  );
});

test("taking a leaf out of the middle, or swapping two, is found", () => {
  const { leaves, bodies } = aChain(4);
  const [a, b, c, d] = leaves;
  if (!a || !b || !c || !d) throw new Error("four leaves were made");
  expect(verifyChain([a, c, d], bodies)).not.toEqual([]);
  expect(verifyChain([a, c, b, d], bodies)).not.toEqual([]);
});

test("a body that was changed afterwards no longer fits its commitment", () => {
  const { leaves, bodies } = aChain(2);
  const first = bodies.get("r1");
  if (first === undefined) throw new Error("the first body was made");
  bodies.set("r1", { ...first, consent: { ...first.consent, scope: "platforms" } });
  expect(verifyChain(leaves, bodies)).toEqual([{ sequence: 1, code: "commitment" }]);
});
