import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { en } from "../../../site/src/i18n/en.ts";
import { fr } from "../../../site/src/i18n/fr.ts";
import { studioEn } from "../../../site/src/i18n/studio/words-en.ts";
import { studioFr } from "../../../site/src/i18n/studio/words-fr.ts";

type Said = readonly [key: string, text: string];

/** Every text of a dictionary; those that take an argument are called with two. */
function textsOf(words: object): readonly Said[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): readonly Said[] => {
    if (typeof value === "string") return [[key, value]];
    if (typeof value === "function") {
      const call = value as (argument: unknown, other: unknown) => string;
      return [
        [key, call(1, "2")],
        [key, call(2, "3")],
      ];
    }
    return textsOf(value as object).map(([inner, text]): Said => [`${key}.${inner}`, text]);
  });
}

const french = [...textsOf(fr), ...textsOf(studioFr)];
const english = [...textsOf(en), ...textsOf(studioEn)];

test("both languages say the same things, and none of them says nothing", () => {
  const keys = (words: readonly Said[]) => words.map(([key]) => key);
  expect(keys(english)).toEqual(keys(french));
  for (const [key, text] of [...french, ...english]) expect(text.trim(), key).not.toBe("");
});

test("every word is said somewhere", () => {
  const root = join(import.meta.dirname, "../../..");
  const read = (pattern: string) =>
    globSync(pattern, { cwd: root }).map(
      (path) => [path, readFileSync(join(root, path), "utf8")] as const,
    );
  const site = read("site/src/**/*.{ts,astro}");
  const dictionaries = site.filter(([path]) => path.includes("i18n"));
  const speakers = [
    ...site.filter(([path]) => !path.includes("i18n")),
    ...read("infra/core/**/*.ts"),
  ];
  const said = speakers.map(([, text]) => text).join("\n");
  const keys = dictionaries.flatMap(([, text]) =>
    Array.from(text.matchAll(/^ +(?:readonly )?(\w+): /gm), ([, key = ""]) => key),
  );
  expect(keys.length).toBeGreaterThan(500);
  expect([...new Set(keys)].filter((key) => !new RegExp(`\\b${key}\\b`).test(said))).toEqual([]);
});

test("French marks never stand alone at the start of a line", () => {
  for (const [key, text] of french) {
    expect(text, key).not.toMatch(/ [;:!?%»]/);
    expect(text, key).not.toMatch(/« /);
  }
});

test("apostrophes are curved in both languages", () => {
  for (const [key, text] of [...french, ...english]) expect(text, key).not.toContain("'");
});

test("the promise is made for one voice and for several", () => {
  expect(fr.promise(1)).toContain("la personne qui parle a dit oui");
  expect(fr.promise(2)).toContain("les personnes qui parlent ont dit oui");
  expect(en.promise(1)).toContain("the person speaking said yes");
  expect(en.promise(2)).toContain("the people speaking said yes");
});
