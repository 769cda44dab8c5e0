import { expect, test } from "vitest";
import { projectWordsEn } from "../../../site/src/i18n/project-words-en.ts";
import { projectWordsFr } from "../../../site/src/i18n/project-words-fr.ts";

type Said = readonly [key: string, text: string];

/** Every text of a dictionary; those that take an argument are called with some. */
function textsOf(words: object, prefix = ""): readonly Said[] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]): readonly Said[] => {
    const key = prefix + name;
    if (typeof value === "string") return [[key, value]];
    if (typeof value !== "function") return textsOf(value as object, `${key}.`);
    const call = value as (argument: unknown, other: unknown) => string;
    return [1, 2].map((argument): Said => [key, call(argument, 3)]);
  });
}
const [french, english] = [textsOf(projectWordsFr), textsOf(projectWordsEn)];

test("the pages of projects say the same things in both languages, and none of them says nothing", () => {
  expect(english.map(([key]) => key)).toEqual(french.map(([key]) => key));
  for (const [key, text] of [...french, ...english]) expect(text.trim(), key).not.toBe("");
});

test("French marks stay with their words, and apostrophes are curved", () => {
  for (const [key, text] of french) expect(text, key).not.toMatch(/ [;:!?%»]|« /);
  for (const [key, text] of [...french, ...english]) expect(text, key).not.toContain("'");
});
