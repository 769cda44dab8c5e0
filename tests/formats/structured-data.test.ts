import { expect, test } from "vitest";
import { licenceUrl } from "#core/feed/licence";
import { podcastEpisode, podcastSeries } from "#core/press/json-ld";
import { locales } from "#core/press/page-data";
import { aCard } from "../support/card-builder.ts";
import { pagesIn, plainPages } from "../support/page-of-each-kind.ts";
import { faultsOfThings, type Thing, thingsIn } from "../support/schema-org.ts";
import { aShow, aSite } from "../support/show-builder.ts";
import { htmlOf, theSite } from "../support/site-bundle.ts";
import { aPage, viewOfCard } from "../support/site-page-data.ts";

const typesOf = (things: readonly Thing[]) => new Set(things.map((thing) => thing["@type"]));

/** What a value looks like to a compiler: names, types, and of a list each kind of member once. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.entries(value).map(([name, one]) => [
    name,
    // A type is a name and no text.
    name.startsWith("@type") ? one : shapeOf(one),
  ]);
}

test("schema.org knows every type and property in the data of every kind of page, and of every project", async () => {
  const { plainPaths } = await theSite();
  const projects = plainPaths.filter((path) => /^\/projets\/[^/]+\/$/.test(path));
  const cards = projects.map((path) => aPage({ kind: "plain" }, { path, locale: "fr" }));
  const pages = [...locales.flatMap(pagesIn), ...(await plainPages()), ...cards];
  const things = (await Promise.all(pages.map(htmlOf))).flatMap(thingsIn);
  // A story with everything that it can have; its show lets others use it.
  const show = aShow({ license: { identifier: "CC-BY-4.0" } });
  const whole = aCard({
    reusable: true,
    demonstration: true,
    themes: ["transmission"],
    trade: "Soudeuse",
    place: "Denain",
  });
  expect(licenceUrl(show.license)).toBeDefined();
  things.push(podcastSeries(show, aSite(show)));
  things.push(podcastEpisode(viewOfCard(whole), show, aSite(show)));
  expect(typesOf(things)).toEqual(
    new Set(["PodcastSeries", "PodcastEpisode", "Project", "BreadcrumbList"]),
  );
  expect(things.filter((thing) => thing["@type"] === "Project").length).toBeGreaterThan(20);
  // The compiler looks at types: of things of one shape, one stands for all.
  const shapes = new Map(things.map((thing) => [JSON.stringify(shapeOf(thing)), thing]));
  expect(faultsOfThings([...shapes.values()])).toEqual([]);
});

test("a property that there is not, one of another type and a value of the wrong kind are each found", () => {
  const series = podcastSeries(aShow(), aSite());
  const faulty: readonly Thing[] = [
    { ...series, webFed: "https://paroles.example/feed.xml" },
    { ...series, duration: "PT1M" },
    { ...series, author: { "@type": "Organisation", name: "Atelier" } },
    { ...series, isAccessibleForFree: "perhaps" },
  ];
  // One each, and none for the good one beside them.
  expect(faultsOfThings([series, ...faulty])).toHaveLength(faulty.length);
});
