import fc from "fast-check";
import { expect, test } from "vitest";
import { cutWhere, escapeXml, htmlOf, lineOf, paragraphsOf, utf8Bytes } from "#core/feed/text";

test("a text that fits is left alone, a longer one ends in an ellipsis", () => {
  expect(lineOf("  une\n\tligne  ")).toBe("une ligne");
  expect(lineOf("a".repeat(255))).toHaveLength(255);
  const cut = lineOf("é".repeat(300));
  expect(cut).toHaveLength(255);
  expect(cut.endsWith("é…")).toBe(true);
});

test("an emoji made of several code points is kept whole or left out", () => {
  const family = "👨‍👩‍👧";
  const cut = cutWhere(family.repeat(40), (text) => utf8Bytes(text) <= 100);
  expect(cut).toBe(`${family.repeat(5)}…`);
});

test("whatever the text, the cut is the longest beginning that fits, without a torn character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 4, max: 60 }), (text, max) => {
      const fits = (candidate: string) => utf8Bytes(candidate) <= max;
      const cut = cutWhere(text, fits);
      expect(fits(cut)).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      if (fits(text)) expect(cut).toBe(text);
      else expect(text.startsWith(cut.slice(0, -1))).toBe(true);
    }),
  );
});

test("empty lines part paragraphs, and markup in them is shown as it was typed", () => {
  expect(paragraphsOf("un\ndeux\n\n \n trois ")).toEqual(["un deux", "trois"]);
  expect(htmlOf(["a < b & c", "<script>"])).toBe("<p>a &lt; b &amp; c</p><p>&lt;script&gt;</p>");
});

test("each of the five signs of XML is escaped wherever it stands, alone too, and nothing else is", () => {
  const named = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  for (const [sign, reference] of Object.entries(named))
    expect(escapeXml(`é${sign}${sign} /`)).toBe(`é${reference}${reference} /`);
  expect(escapeXml("https://é.example/?a=1;b#c — « oui »")).toBe(
    "https://é.example/?a=1;b#c — « oui »",
  );
});

test("every white space of a line is a single plain space, however little of it there is to change", () => {
  for (const space of ["\u00a0", "\u202f", "\t", "\n", "\u2028", "\u3000", "  ", " \u00a0"])
    expect(lineOf(`un${space}mot ou deux`)).toBe("un mot ou deux");
  expect(paragraphsOf("un\u00a0mot\n\ndeux  mots")).toEqual(["un mot", "deux mots"]);
});
