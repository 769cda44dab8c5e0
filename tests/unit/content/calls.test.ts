import { expect, test } from "vitest";
import { CallSchema } from "#core/content/call";
import { requireContent } from "#core/content/check";
import { contentFiles, readCard, readContentYaml } from "../../support/content-files.ts";
import { regionalFacts, sourceFacts } from "./source-facts.ts";

const callOf = (slug: string) =>
  requireContent(CallSchema, readContentYaml(`calls/${slug}.yaml`), `calls/${slug}.yaml`);
const national = callOf("100-inclusion");
const regional = callOf("100-inclusion-hauts-de-france");

test("every call file is named after its slug", () => {
  for (const file of contentFiles("calls", ".yaml")) {
    expect(`calls/${requireContent(CallSchema, readContentYaml(file), file).slug}.yaml`).toBe(file);
  }
});

test("the national call's two waves hold the laureates of the source, each card once", () => {
  const laureates = national.waves.flatMap(({ number, date, laureates: slugs }) =>
    slugs.map((slug) => [slug, number, date]),
  );
  expect(laureates).toHaveLength(20);
  for (const [slug, wave, date] of laureates) {
    const source = sourceFacts[String(slug)];
    expect([source?.wave, source?.date]).toEqual([wave, date]);
  }
});

test("every card belongs to the national call", () => {
  for (const file of contentFiles("projects", ".md"))
    expect(readCard(file)["call"]).toBe(national.slug);
});

test("the national call is chosen in three steps, by the people whom the source names", () => {
  expect(national.selection).toHaveLength(3);
  expect(national.people.map(({ name }) => name)).toEqual([
    "Muriel Pénicaud",
    "Jean-Marie Marx",
    "Eric Kayser",
  ]);
});

test("the regional call has the status, dates, envelope, strands and examples of its page", () => {
  expect(regional).toMatchObject({
    kind: "regional",
    parent: national.slug,
    region: "32",
    status: "closed",
    consultation: { from: "2021-02-01", to: "2021-04-15" },
    envelope: { amount: 250_000_000, currency: "EUR" },
  });
  expect(regional.axes).toHaveLength(3);
  expect(regional.examples).toHaveLength(6);
});

test("the regional call lists the six laureates of its page, all of them laureates of the national call", () => {
  expect(regional.laureates).toEqual(Object.keys(regionalFacts));
  const chosen = national.waves.flatMap(({ laureates }) => laureates);
  expect(regional.laureates.filter((slug) => !chosen.includes(slug))).toEqual([]);
});
