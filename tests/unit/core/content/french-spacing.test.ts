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

/** Every text of up to five of these signs. */
const signs = [" ", "«", "»", ";", "1", "a"];
function* textsOf(length: number): Generator<string> {
  if (length === 0) return yield "";
  for (const rest of textsOf(length - 1)) for (const sign of signs) yield rest + sign;
}

/** The rule sign by sign, as a typographer would say it. */
function spacedByHand(text: string): string {
  return [...text]
    .map((sign, at) => {
      const [before = "", after = ""] = [text[at - 1], text[at + 1]];
      const opensGroup = /^\d{3}(?!\d)/.test(text.slice(at + 1));
      const isKept = ";:!?%»€".includes(after) && after !== "";
      return sign === " " && (isKept || before === "«" || (/\d/.test(before) && opensGroup))
        ? "\u00A0"
        : sign;
    })
    .join("");
}

test("of all short texts none with such a place is passed over", () => {
  const texts = [0, 1, 2, 3, 4, 5].flatMap((length) => [...textsOf(length)]);
  for (const text of [...texts, "a 123", "1 123 123", "1 1234"])
    expect(frenchSpacing(text), text).toBe(spacedByHand(text));
});
