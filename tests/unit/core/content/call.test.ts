import { expect, test } from "vitest";
import { CallSchema } from "#core/content/call";
import { checkContent } from "#core/content/check";

const words = { fr: "Mots", en: "Words" };
const aCall = (changes: Record<string, unknown> = {}) => ({
  slug: "un-appel",
  kind: "national",
  title: words,
  programme: words,
  summary: words,
  eligible: words,
  aims: [words],
  selection: [{ who: words, does: words }],
  source: { document: "Une brochure" },
  ...changes,
});
const fieldsOf = (changes: Record<string, unknown>) => {
  const result = checkContent(CallSchema, aCall(changes), "calls/un-appel.yaml");
  return result.ok ? [] : result.problems.map(({ field, reason }) => `${field}: ${reason.en}`);
};

test("a national call needs neither region nor parent", () => {
  expect(fieldsOf({})).toEqual([]);
});

test("a regional call names its region and its national call", () => {
  expect(fieldsOf({ kind: "regional" })).toEqual([expect.stringContaining("names its region")]);
  expect(fieldsOf({ kind: "regional", region: "32" })).toHaveLength(1);
  expect(fieldsOf({ kind: "regional", region: "32", parent: "national" })).toEqual([]);
});

test("a consultation that ends before it starts is refused", () => {
  const consultation = { from: "2021-04-15", to: "2021-02-01" };
  expect(fieldsOf({ consultation })).toEqual([expect.stringMatching(/^consultation: /)]);
  expect(fieldsOf({ consultation: { from: consultation.to, to: consultation.from } })).toEqual([]);
});

test("a laureate listed twice, an empty wave and an amount of nothing are refused", () => {
  const wave = { number: 1, date: "2018-11", laureates: ["audace", "audace"] };
  expect(fieldsOf({ waves: [wave] })).toEqual([
    expect.stringMatching(/^waves\[0\]\.laureates\[1\]: .*audace/),
  ]);
  expect(fieldsOf({ waves: [{ ...wave, laureates: [] }] })).toHaveLength(1);
  expect(fieldsOf({ envelope: { amount: 0, currency: "EUR", label: words } })).toHaveLength(1);
});

test("words must be there in both languages", () => {
  expect(fieldsOf({ aims: [{ fr: "But" }] })).toEqual([expect.stringMatching(/^aims\[0\]\.en: /)]);
});
