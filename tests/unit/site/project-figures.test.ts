import { expect, test } from "vitest";
import { requireProject } from "../../support/project-files.ts";
import {
  figureAmount,
  formatEuros,
  peopleInWords,
  spanInWords,
} from "../../../site/src/projects/format-figure.ts";
import { facetEntries, facetPath, projectsWith } from "#core/press/project-addresses";
import {
  figuresByRegion,
  figuresByWave,
  monthsOf,
  organisationsOf,
  peopleByProject,
} from "../../../site/src/projects/project-figures.ts";
import {
  metropolitanPlaces,
  overseasPlaces,
  shadeOf,
} from "../../../site/src/projects/map-places.ts";
import { markOf } from "../../../site/src/projects/project-mark.ts";
import { regions } from "#core/content/region";
import { contentFiles, readCard } from "../../support/content-files.ts";

const projects = contentFiles("projects", ".md").map((file) =>
  requireProject(readCard(file), file),
);
const projectOf = (slug: string) => projects.filter((project) => project.slug === slug);
const label = { fr: "x", en: "x" };

test("numbers are said as exactly as their source says them", () => {
  const said = (figure: object, locale: "fr" | "en" = "fr") =>
    figureAmount({ value: 1, kind: "other", label, ...figure }, locale).replaceAll("\u00a0", " ");
  expect(said({ value: 3000, qualifier: "about", kind: "people" })).toBe("environ 3 000");
  expect(said({ value: 3000, qualifier: "about", kind: "people" }, "en")).toBe("about 3,000");
  expect(said({ value: 200, valueMax: 300, kind: "people" })).toBe("200 à 300");
  expect(said({ value: 65, qualifier: "more-than", kind: "percent" })).toBe("plus de 65 %");
  expect(said({ value: 65, qualifier: "more-than", kind: "percent" }, "en")).toBe("more than 65%");
  expect(said({ value: 1, kind: "years" })).toBe("1 an");
  expect(said({ value: 6, valueMax: 15, kind: "months" }, "en")).toBe("6 to 15 months");
  expect(said({ value: 2014 })).toBe("2014");
  expect(said({ value: 2014 }, "en")).toBe("2014");
});

test("people, lengths and money are said in words, never cut from their units", () => {
  const said = (text: string) => text.replaceAll("\u00a0", " ");
  const target = { kind: "accompanied", perYear: false, document: "national" } as const;
  expect(said(peopleInWords({ ...target, count: 1000, byYear: 2021 }, "fr"))).toBe(
    "1 000 personnes à accompagner d’ici à 2021",
  );
  expect(said(peopleInWords({ ...target, count: 450, perYear: true }, "en"))).toBe(
    "450 people to be supported a year",
  );
  expect(said(spanInWords({ monthsMin: 3, monthsMax: 6 }, "fr"))).toBe("3 à 6 mois");
  expect(said(spanInWords({ monthsMax: 36 }, "en"))).toBe("at most 36 months");
  expect(said(spanInWords({ weeksMin: 11, weeksMax: 11 }, "fr"))).toBe("11 semaines");
  expect(said(formatEuros(250_000_000, "fr"))).toBe("250 millions d’euros");
  expect(formatEuros(250_000_000, "en")).toBe("€250 million");
});

test("the waves add up to all people whom the cards announce", () => {
  expect(figuresByWave(projects)).toEqual([
    { wave: 1, projects: 6, people: 10_800 },
    { wave: 2, projects: 14, people: 10_370 },
  ]);
  expect(peopleByProject(projects)).toHaveLength(18);
  expect(peopleByProject(projects)[0]).toMatchObject({ people: 5000 });
  const sum = peopleByProject(projects).reduce((total, { people }) => total + people, 0);
  expect(sum).toBe(21_170);
});

test("a region counts every project that works there, and people only of those that work nowhere else", () => {
  const [north, reunion, mayotte] = figuresByRegion(projects, ["32", "04", "06"]);
  expect(north?.projects).toHaveLength(7);
  expect(north?.peopleOfItsOwn).toBe(1000 + 400);
  expect(reunion?.projects.map(({ slug }) => slug).sort()).toEqual([
    "attitudes-pro",
    "coachs-insertion-sport",
    "etincelle",
  ]);
  expect(reunion?.peopleOfItsOwn).toBe(640);
  expect(mayotte?.projects.map(({ slug }) => slug)).toEqual(["etincelle"]);
  expect(mayotte?.named).toEqual([]);
});

test("lengths are compared in months, weeks as parts of them", () => {
  const span = (slug: string) => projectOf(slug).map(monthsOf)[0];
  expect(span("audace")).toEqual({ from: 0, to: 15 });
  expect(span("teame")).toEqual({ from: 3, to: 6 });
  expect(span("pas-de-quartier-pour-l-echec")?.to).toBeCloseTo(3.92, 2);
});

test("an organisation that two projects name counts once", () => {
  expect(
    [...organisationsOf(projects)].filter((name) => name === "Sport dans la Ville"),
  ).toHaveLength(1);
});

test("filters leave nothing empty and lead to an address of their own", () => {
  const entries = facetEntries(projects, "theme", ["sport", "famille", "jeu"]);
  expect(entries).toEqual([
    { key: "sport", count: 4 },
    { key: "jeu", count: 2 },
  ]);
  expect(projectsWith(projects, "vague", "1")).toHaveLength(6);
  expect(facetPath("region", "32", "en")).toBe("/en/projets/region/32/");
});

test("the map has each region once, and darkens with the number of projects", () => {
  const codes = [...metropolitanPlaces, ...overseasPlaces].map(({ code }) => code);
  expect(codes.toSorted()).toEqual(regions.map(({ code }) => code).toSorted());
  expect([0, 1, 2, 3, 7, 13].map((count) => shadeOf(count, 13))).toEqual([0, 1, 1, 2, 3, 5]);
});

test("every project has a sign of its own, always the same", () => {
  const signs = projects.map(({ slug }) => JSON.stringify(markOf(slug)));
  expect(new Set(signs).size).toBe(projects.length);
  expect(markOf("audace")).toEqual(markOf("audace"));
  expect(markOf("audace")).toHaveLength(4);
});
