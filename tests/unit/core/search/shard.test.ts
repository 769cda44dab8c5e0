import fc from "fast-check";
import { expect, test } from "vitest";
import {
  changedShard,
  codeOf,
  codesIn,
  type Indexed,
  parseShard,
  type Shard,
  shardCount,
  shardOf,
  shardsOf,
  shardsWith,
  shardText,
} from "#core/search/shard";

const letters = "0123456789abcdefghjkmnpqrstvwxyz";
/** Few letters, so that stories often share a code. */
const anyCode = fc.string({ unit: fc.constantFrom(..."01"), minLength: 4, maxLength: 4 });
const anyTerm = fc.oneof(
  fc.constantFrom("menuisi", "menuiser", "menu", "constructor", "2026", "7"),
  fc.string({ unit: fc.constantFrom(..."aeiorst"), minLength: 1, maxLength: 7 }),
);
const anyStory = fc.record({
  code: anyCode,
  terms: fc.record({ marked: fc.array(anyTerm), said: fc.array(anyTerm) }),
});

const textsOf = (shards: ReadonlyMap<number, Shard>) =>
  new Map([...shards].map(([number, shard]) => [number, shardText(shard)]));

/** The index after stories left it and came to it, one change at a time. */
function change(before: ReadonlyMap<number, Shard>, gone: readonly Indexed[], all: Indexed[]) {
  const shards = new Map(before);
  for (const { code, terms } of gone) {
    const present = all.filter((story) => story.code === code);
    for (const number of shardsOf(terms)) {
      const shard = changedShard(shards.get(number) ?? {}, number, [code], present);
      if (shardText(shard) === undefined) shards.delete(number);
      else shards.set(number, shard);
    }
  }
  return shards;
}

test("after any comings and goings the index is what it would be if made anew", () => {
  fc.assert(
    fc.property(
      fc.array(anyStory, { maxLength: 8 }),
      fc.array(anyStory, { maxLength: 8 }),
      (stay, go) => {
        const all = [...stay, ...go];
        const without = change(shardsWith(all), go, stay);
        expect(textsOf(without)).toEqual(textsOf(shardsWith(stay)));
        const again = change(without, go, all);
        expect(textsOf(again)).toEqual(textsOf(shardsWith(all)));
        // Once more changes nothing: a crash may have it done twice.
        expect(textsOf(change(again, go, all))).toEqual(textsOf(again));
      },
    ),
  );
});

test("nothing of a story that left is in any file of the index: no term of its own, no code", () => {
  fc.assert(
    fc.property(fc.array(anyStory, { maxLength: 6 }), anyStory, (others, story) => {
      const rest = others.filter(({ code }) => code !== story.code);
      const left = change(shardsWith([...rest, story]), [story], rest);
      const known = new Set(rest.flatMap(({ terms }) => [...terms.marked, ...terms.said]));
      for (const shard of left.values()) {
        for (const [term, rows] of Object.entries(shard)) {
          expect(known).toContain(term);
          expect(rows.flatMap(codesIn)).not.toContain(story.code);
        }
      }
    }),
  );
});

test("a shard's file is read back as it was written, and anything else is refused", () => {
  fc.assert(
    fc.property(fc.array(anyStory, { minLength: 1 }), (stories) => {
      for (const shard of shardsWith(stories).values()) {
        expect(parseShard(shardText(shard) ?? "")).toEqual(shard);
      }
    }),
  );
  for (const torn of [
    '{"menuisi":["0123',
    "[]",
    "null",
    "3",
    '{"a":["012",""]}',
    '{"a":["0123"]}',
  ]) {
    expect(parseShard(torn)).toBeUndefined();
  }
  expect(shardText({})).toBeUndefined();
});

test("words that begin alike lie together, and a shard's number stands for thousands of beginnings", () => {
  expect(new Set(["menuiserie", "menuisier", "menu"].map(shardOf)).size).toBe(1);
  const shared = new Map<number, number>();
  for (const a of letters)
    for (const b of letters)
      for (const c of letters) {
        const number = shardOf(`${a}${b}${c}e`);
        shared.set(number, (shared.get(number) ?? 0) + 1);
      }
  expect(shared.size).toBe(shardCount);
  expect(Math.min(...shared.values())).toBeGreaterThan(60);
});

test("two stories may share a code, and one's leaving does not take the other's words away", () => {
  const one = { code: codeOf("3dj74hs0bg4940f296cs"), terms: { marked: ["bois"], said: [] } };
  const two = { code: codeOf("3dj7zzzzzzzzzzzzzzzz"), terms: { marked: ["bois"], said: [] } };
  const number = shardOf("bois");
  const both = shardsWith([one, two]).get(number) ?? {};
  expect(changedShard(both, number, [one.code], [two])).toEqual({ bois: ["3dj7", ""] });
  expect(changedShard(both, number, [one.code], [])).toEqual({});
});
