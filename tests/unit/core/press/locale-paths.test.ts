import { expect, test } from "vitest";
import { localeFolder, localeOfPath, readLocale, withoutLocale } from "#core/press/locale-paths";
import { locales } from "#core/press/page-data";
import { pathOfTask } from "#core/press/task";

test("every page says by its address which language it is in, and what it would be without", () => {
  for (const locale of locales) {
    const path = pathOfTask({ kind: "stories", locale });
    expect(path).toBe(`${localeFolder(locale)}/histoires/`);
    expect(localeOfPath(path)).toBe(locale);
    expect(withoutLocale(path)).toBe("/histoires/");
  }
});

test("a folder that only begins like a language is none", () => {
  expect(localeOfPath("/enfance/")).toBe("fr");
  expect(withoutLocale("/enfance/")).toBe("/enfance/");
});

test("only the languages of the interface are read as such", () => {
  expect(["fr", "en", "ar", "EN", "", undefined].map(readLocale)).toEqual([
    "fr",
    "en",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
