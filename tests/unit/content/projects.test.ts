import { expect, test } from "vitest";
import { requireContent } from "#core/content/check";
import type { Project } from "#core/content/project";
import { requireProject } from "../../support/project-files.ts";
import { peopleTotals } from "#core/content/project-people";
import { unknownReferences } from "#core/content/project-references";
import type { Claim } from "#core/content/project-parts";
import { VocabularySchema } from "#core/content/vocabulary";
import { contentFiles, readCard, readContentYaml } from "../../support/content-files.ts";
import { regionalFacts, sourceFacts, type SourceFacts } from "./source-facts.ts";

const files = contentFiles("projects", ".md");
const projects = files.map((file) => requireProject(readCard(file), file));
const projectOf = (slug: string): Project => {
  const project = projects.find((candidate) => candidate.slug === slug);
  if (project === undefined) throw new Error(`no card for ${slug}`);
  return project;
};
const facts = Object.entries(sourceFacts);

const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
const numbersOf = (claims: readonly Pick<Claim, "figures">[]): number[] =>
  claims.flatMap(({ figures }) =>
    figures.flatMap(({ value, valueMax }) =>
      valueMax === undefined ? [value] : [value, valueMax],
    ),
  );

const wordNumbers: readonly (readonly [RegExp, number])[] = [
  [/\bune?\b|l’entreprise/i, 1],
  [/\bdeux\b/i, 2],
  [/\btrois\b/i, 3],
  [/\bquatre\b/i, 4],
  [/\bcinq\b/i, 5],
  [/\bsix\b/i, 6],
  [/\bsept\b/i, 7],
  [/\bhuit\b/i, 8],
  [/\bdouze\b/i, 12],
  [/\bvingtaine\b/i, 20],
];

/** Every number that a French text states, in digits ("1 570") or in words ("douze"). */
const statedNumbers = (text: string): ReadonlySet<number> =>
  new Set([
    ...Array.from(text.matchAll(/\d{1,3}(?: \d{3})+|\d+/g), ([digits]) =>
      Number(digits.replaceAll(" ", "")),
    ),
    ...wordNumbers.flatMap(([word, value]) => (word.test(text) ? [value] : [])),
  ]);

test("there is one card for each of the twenty laureates, named after its slug", () => {
  expect(projects).toHaveLength(20);
  expect(projects.map(({ slug }) => slug).sort()).toEqual(Object.keys(sourceFacts).sort());
  expect(files).toEqual(projects.map(({ slug }) => `projects/${slug}.md`));
});

test("six laureates are of November 2018 and fourteen of April 2019", () => {
  const datesOf = (wave: number) =>
    projects.filter((project) => project.wave === wave).map(({ waveDate }) => waveDate);
  expect(datesOf(1)).toEqual(Array(6).fill("2018-11"));
  expect(datesOf(2)).toEqual(Array(14).fill("2019-04"));
});

test.each(facts)("%s has the holder, title, wave and date of the source", (slug, source) => {
  const project = projectOf(slug);
  expect(project.holder).toBe(source.holder);
  expect(project.title.fr).toContain(source.title);
  expect([project.wave, project.waveDate]).toEqual([source.wave, source.date]);
});

test.each(facts)(
  "%s names every member and partner of the source, and no other",
  (slug, source) => {
    const namesOf = (kind: "member" | "partner") =>
      projectOf(slug)
        .partners.filter((partner) => partner.kind === kind)
        .map(({ name }) => name);
    expect(namesOf("member")).toEqual(source.members);
    expect(namesOf("partner")).toEqual(source.partners);
  },
);

test.each(facts)(
  "%s names every territory of the source, and lies in its regions",
  (slug, source) => {
    const { territories, regions } = projectOf(slug);
    expect(territories).toHaveLength(source.territories.length);
    for (const [index, label] of source.territories.entries())
      expect(territories[index]?.label).toContain(label);
    expect(territories.filter(({ toBeDefined }) => toBeDefined)).toHaveLength(
      source.toBeDefined ?? 0,
    );
    expect([...regions].sort()).toEqual([...source.regions].sort());
    expect(territories.some(({ qpv }) => qpv)).toBe(source.qpv ?? false);
    expect(territories.some(({ rural }) => rural)).toBe(source.rural ?? false);
  },
);

test.each(facts)(
  "%s has every objective and added value of the source, with its numbers",
  (slug, source) => {
    const { objectives, addedValues } = projectOf(slug);
    const numbers = (claims: readonly Claim[]) => claims.map((claim) => sorted(numbersOf([claim])));
    expect(numbers(objectives)).toEqual(source.objectives.map(sorted));
    expect(numbers(addedValues)).toEqual(source.addedValues.map(sorted));
  },
);

test.each(facts)("%s gives every number of the source's presentation", (slug, source) => {
  const project = projectOf(slug);
  const given = new Set([...numbersOf([project]), ...statedNumbers(project.presentation)]);
  expect(source.presentation.filter((number) => !given.has(number))).toEqual([]);
});

const pathwayOf = ({ pathwayLength: length }: Project): SourceFacts["pathway"] => ({
  ...(length.monthsMax === undefined ? {} : { months: [length.monthsMin, length.monthsMax] }),
  ...(length.weeksMin === undefined || length.weeksMax === undefined
    ? {}
    : { weeks: [length.weeksMin, length.weeksMax] }),
  ...(length.followUpMonthsMax === undefined ? {} : { followUp: length.followUpMonthsMax }),
  ...(length.parts.length === 0 ? {} : { parts: length.parts.length }),
});

test.each(facts)("%s has the pathway length and the ages of the source", (slug, source) => {
  const project = projectOf(slug);
  expect(pathwayOf(project)).toEqual(source.pathway);
  expect([project.publics.ageMin, project.publics.ageMax]).toEqual(
    source.ages ?? [undefined, undefined],
  );
});

test.each(facts)("%s counts the people of the source", (slug, source) => {
  const [target] = projectOf(slug).peopleTarget.filter(
    ({ kind, document }) => kind === "accompanied" && document === "national",
  );
  expect(target?.count).toBe(source.accompanied);
});

test.each(facts)("%s states in words each number that it gives as data", (slug) => {
  const { objectives, addedValues, regionalNote } = projectOf(slug);
  for (const claim of [...objectives, ...addedValues, ...(regionalNote?.differences ?? [])]) {
    const stated = statedNumbers(claim.text);
    expect(
      numbersOf([claim]).filter((number) => !stated.has(number)),
      claim.text,
    ).toEqual([]);
  }
});

test.each(facts)("%s states each bound of its pathway in its words, in both languages", (slug) => {
  const { text, monthsMin, monthsMax, weeksMin, weeksMax } = projectOf(slug).pathwayLength;
  const bounds = [monthsMin, monthsMax, weeksMin, weeksMax].filter((bound) => bound !== undefined);
  const inYears = /^1 an$|^Un an$/.test(text.fr);
  const french = statedNumbers(text.fr);
  expect(bounds.filter((bound) => !french.has(inYears ? bound / 12 : bound))).toEqual([]);
  expect(
    bounds.filter((bound) => !(inYears ? /year/ : new RegExp(`\\b${bound}\\b`)).test(text.en)),
  ).toEqual([]);
});

test("only the card whose source shows a photograph credits one, without naming who is on it", () => {
  for (const [slug, source] of facts) {
    const { photo } = projectOf(slug);
    if (source.photoCredit === undefined) expect(photo).toBeUndefined();
    else expect(photo?.credit).toMatch(source.photoCredit);
  }
});

test("the six identity cards that the source misplaces say how they were assigned", () => {
  const assigned = projects.filter(({ source }) =>
    source.note?.startsWith("Carte attribuée par son contenu"),
  );
  expect(assigned.map(({ slug }) => slug).sort()).toEqual([
    "12-parcours-sans-couture",
    "2024-toutes-championnes-tous-champions",
    "attitudes-pro",
    "coachs-insertion-sport",
    "teame",
    "un-parcours-pour-une-transformation",
  ]);
});

test("exactly the six laureates of the regional page carry its note, with its names, places and numbers", () => {
  const noted = projects.filter(({ regionalNote }) => regionalNote !== undefined);
  expect(noted.map(({ slug }) => slug).sort()).toEqual(Object.keys(regionalFacts).sort());
  for (const [slug, source] of Object.entries(regionalFacts)) {
    const note = projectOf(slug).regionalNote;
    expect(note?.holder).toMatch(source.holder);
    expect(note?.title).toMatch(source.title);
    expect(note?.territories).toHaveLength(source.territories.length);
    for (const [index, label] of source.territories.entries()) {
      expect(note?.territories[index]?.label).toContain(label);
    }
    const numbers = new Set(numbersOf(note?.differences ?? []));
    expect(
      source.numbers.filter((number) => !numbers.has(number)),
      slug,
    ).toEqual([]);
  }
});

test("everything that a card points to exists", () => {
  const keysOf = (file: string) =>
    new Set(requireContent(VocabularySchema, readContentYaml(file), file).map(({ key }) => key));
  const known = {
    calls: new Set(
      contentFiles("calls", ".yaml").map((file) => file.replace(/^calls\/|\.yaml$/g, "")),
    ),
    themes: keysOf("vocabulary/themes.yaml"),
    publics: keysOf("vocabulary/publics.yaml"),
    stories: new Set<string>(),
  };
  expect(
    projects.flatMap((project) => unknownReferences(project, known, `projects/${project.slug}.md`)),
  ).toEqual([]);
});

test("the national cards add up to the people that the source announces", () => {
  expect(peopleTotals(projects)).toEqual({
    accompanied: 21_170,
    accompaniedPerYear: 450,
    spotted: 3000,
    professionals: 150 + 90 + 600,
    without: ["agir-pour-les-decrocheurs"],
  });
});
