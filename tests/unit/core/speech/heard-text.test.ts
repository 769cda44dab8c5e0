import fc from "fast-check";
import { expect, test } from "vitest";
import { believable, withoutLoops } from "#core/speech/heard-text";

const speech = [{ startSeconds: 0, endSeconds: 10 }];
const segment = (text: string, startSeconds = 0, endSeconds = 4) => ({
  text,
  startSeconds,
  endSeconds,
});
const texts = (segments: Parameters<typeof believable>[0], stretches = speech) =>
  believable(segments, stretches).map(({ text }) => text);

test("what is said stays as it was heard", () => {
  expect(texts([segment("Voici Marie."), segment("Elle rit.", 4, 6)])).toEqual([
    "Voici Marie.",
    "Elle rit.",
  ]);
});

test("text over silence goes, and the same text over speech stays", () => {
  expect(texts([segment("Au revoir.", 20, 24)])).toEqual([]);
  expect(texts([segment("Au revoir.", 6, 9)])).toEqual(["Au revoir."]);
});

test("habits of captions, sound marks and repeated segments go", () => {
  expect(
    texts([
      segment("Sous-titrage Société Radio-Canada"),
      segment("Sous-titres réalisés par la communauté d'Amara.org"),
      segment("[Musique] ♪"),
      segment("(rires) C'est vrai."),
      segment("C'est vrai.", 4, 6),
    ]),
  ).toEqual(["C'est vrai."]);
});

test("more words than fit in the time were not said in it", () => {
  const many = Array.from({ length: 40 }, (_, i) => `mot${i}`).join(" ");
  expect(texts([segment(many, 0, 2)])).toEqual([]);
  expect(texts([segment(many, 0, 10)])).toEqual([many]);
});

test("a decoder that got stuck is cut to its first round; saying something twice is not", () => {
  expect(withoutLoops("oui et puis et puis et puis et puis voilà".split(" ")).join(" ")).toBe(
    "oui et puis voilà",
  );
  expect(withoutLoops(["non,", "Non", "non."])).toEqual(["non,"]);
  expect(withoutLoops(["très", "très", "bien"])).toEqual(["très", "très", "bien"]);
});

test("no text makes it hang, and nothing is added", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "b", "c", "…"), { maxLength: 60 }), (words) => {
      const kept = withoutLoops(words);
      expect(kept.length).toBeLessThanOrEqual(words.length);
      expect(withoutLoops(kept).length).toBeLessThanOrEqual(kept.length);
    }),
  );
});
