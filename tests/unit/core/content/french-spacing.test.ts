import { expect, test } from "vitest";
import { frenchSpacing } from "#core/content/french-spacing";

test.each([
  ["Pourquoi ?", "Pourquoi\u00A0?"],
  ["« oui » ; « non » !", "«\u00A0oui\u00A0»\u00A0; «\u00A0non\u00A0»\u00A0!"],
  ["1 570 personnes, 65 %, 30 000 €", "1\u00A0570 personnes, 65\u00A0%, 30\u00A0000\u00A0€"],
  ["1 234 567", "1\u00A0234\u00A0567"],
])("%j gets spaces that do not break", (typed, shown) => {
  expect(frenchSpacing(typed)).toBe(shown);
});

test.each([
  "https://example.org/?a=1",
  "à 14:30",
  "en 2018 16 jeunes",
  "Yonne 89 12345",
  "de 8 à 12",
])("%j stays as typed", (text) => {
  expect(frenchSpacing(text)).toBe(text);
});

test("doing it twice changes nothing more", () => {
  const once = frenchSpacing("« 1 000 » ?");
  expect(frenchSpacing(once)).toBe(once);
});
