import { expect, test } from "vitest";
import { cardOf, type Publication } from "#core/press/catalogue";
import {
  monthByMonth,
  planFeedArchive,
  planIndexChange,
  planSharedPages,
  planStoryChange,
} from "#core/press/plan";
import { pathOfTask } from "#core/press/task";
import { decidePublication } from "#core/publication";
import { pathOfIndexTask } from "#core/search/address";
import { aDossier, noon } from "../../../support/episode-builder.ts";

function aCard(publishedAt = noon) {
  const decision = decidePublication(aDossier(), noon);
  if (decision.status !== "publishable") throw new Error("the dossier is complete");
  const publication: Publication = {
    key: "0".repeat(26),
    fingerprint: "f",
    epoch: 1,
    firstPublishedAt: publishedAt,
    publishedAt,
    files: [],
  };
  return cardOf(decision.episode, publication);
}

const paths = (...args: Parameters<typeof planStoryChange>) =>
  planStoryChange(...args).map(pathOfTask);

test("a new story touches the home page, its show, its month, its facets, the search page, feeds and sitemap, and nothing else", () => {
  expect(paths(undefined, aCard())).toEqual([
    "/",
    "/en/",
    "/histoires/",
    "/en/histoires/",
    "/archives/",
    "/en/archives/",
    "/recherche/",
    "/en/search/",
    "/series/paroles-de-talents/",
    "/en/series/paroles-de-talents/",
    "/archives/2026-11/",
    "/en/archives/2026-11/",
    "/histoires/role/talent/",
    "/en/histoires/role/talent/",
    "/feeds/paroles-de-talents.xml",
    "/feeds/all.xml",
    "/sitemaps/2026-11.xml",
    "/sitemap.xml",
  ]);
});

test("taking a story back touches the very same pages as publishing it did", () => {
  expect(paths(aCard(), undefined)).toEqual(paths(undefined, aCard()));
});

test("a story that moves to another show touches both", () => {
  const moved = { ...aCard(), showSlug: "centres-d-espoir" };
  expect(paths(aCard(), moved)).toContain("/feeds/centres-d-espoir.xml");
  expect(paths(aCard(), moved)).toContain("/feeds/paroles-de-talents.xml");
});

test("a story of a project touches the project's page and feed too", () => {
  const touched = paths(undefined, { ...aCard(), projectSlug: "hop" });
  expect(touched).toHaveLength(paths(undefined, aCard()).length + 3);
  expect(touched).toEqual(
    expect.arrayContaining(["/projets/hop/", "/en/projets/hop/", "/feeds/projects/hop.xml"]),
  );
});

test("a story touches the page of each of its themes, trade, place and roles, and those that it no longer has", () => {
  const card = aCard();
  const now = { ...card, themes: ["sport", "art"], trade: "Maçonne", place: "Roubaix" };
  const touched = paths({ ...card, themes: ["sport"], place: "Hem" }, now);
  for (const path of ["theme/sport", "theme/art", "metier/maconne", "lieu/roubaix", "lieu/hem"]) {
    expect(touched).toContain(`/histoires/${path}/`);
    expect(touched).toContain(`/en/histoires/${path}/`);
  }
  expect(new Set(touched).size).toBe(touched.length);
});

test("a written page is touched by the stories that it asks for, by id or by shelf, and by no other", () => {
  const card = aCard();
  const page = (path: string, stories: string[], shelves: string[]) => ({ path, stories, shelves });
  const touched = planStoryChange(undefined, card, [
    page("/a/", [card.id], []),
    page("/en/b/", [], [`show#${card.showSlug}`]),
    page("/c/", ["0".repeat(20)], ["show#another"]),
  ]);
  const plain = touched.filter(({ kind }) => kind === "plain");
  expect(plain).toEqual([
    { kind: "plain", path: "/a/", locale: "fr" },
    { kind: "plain", path: "/en/b/", locale: "en" },
  ]);
});

test("nothing changed means nothing to do", () => {
  expect(planStoryChange(undefined, undefined)).toEqual([]);
});

test("a new version of the site names every shared page once", () => {
  const all = planSharedPages({
    shows: ["a", "b"],
    projects: ["hop"],
    months: ["2026-10"],
    facets: [{ name: "trade", key: "macon" }],
    plainPaths: ["/410.html", "/projets/hop/", "/en/projets/hop/", "/projets/carte/"],
  }).map(pathOfTask);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toContain("/410.html");
  expect(all).toContain("/robots.txt");
  expect(all).toEqual(expect.arrayContaining(["/histoires/", "/histoires/metier/macon/"]));
  expect(all).toContain("/feeds/projects/hop.xml");
});

const archived = (
  ...args: [
    Parameters<typeof planFeedArchive>[1],
    Parameters<typeof planFeedArchive>[2],
    readonly string[],
  ]
) => planFeedArchive({ kind: "site" }, ...args).map(pathOfTask);
const months = (...names: readonly string[]) => names.map((month) => ({ month, parts: 1 }));

test("a story in an archived month touches that month's document and no other", () => {
  const archive = months("2026-03", "2026-02", "2026-01");
  expect(archived(archive, archive, ["2026-02"])).toEqual(["/feeds/all/2026-02.xml"]);
  expect(archived(archive, archive, ["2026-09"])).toEqual([]);
});

test("a month that joins the archive is written, with the one that now links to it", () => {
  const before = months("2026-02", "2026-01", "2025-12");
  expect(archived(before, months("2026-03", "2026-02", "2026-01", "2025-12"), [])).toEqual([
    "/feeds/all/2026-03.xml",
    "/feeds/all/2026-02.xml",
  ]);
});

test("a month that left is named, so that its document goes, with those on both sides of the gap", () => {
  const before = months("2026-04", "2026-03", "2026-02", "2026-01");
  const after = months("2026-04", "2026-02", "2026-01");
  expect(archived(before, after, ["2026-03"]).sort()).toEqual([
    "/feeds/all/2026-02.xml",
    "/feeds/all/2026-03.xml",
    "/feeds/all/2026-04.xml",
  ]);
});

test("a month that needs another document touches its own and the older neighbour", () => {
  const before = months("2026-02", "2026-01", "2025-12");
  const after = [{ month: "2026-02", parts: 2 }, ...months("2026-01", "2025-12")];
  expect(archived(before, after, ["2026-02"])).toEqual([
    "/feeds/all/2026-02.xml",
    "/feeds/all/2026-02-1.xml",
    "/feeds/all/2026-01.xml",
  ]);
});

test("a story touches the shards that its words fall to and one list of ids, whatever else there is", () => {
  const card = aCard("2025-12-31T23:59:59.000Z");
  const paths = planIndexChange({ card, shards: [3, 255] }).map(pathOfIndexTask);
  expect(paths).toEqual([
    "/search/2025/words/03.json",
    "/search/2025/words/ff.json",
    `/search/2025/stories/${card.id.slice(0, 2)}.json`,
  ]);
});

test("everything that shows one month of the shelves stands together, newest month first, and all else keeps its order after it", () => {
  const feed = { kind: "site" } as const;
  const facets = [{ name: "role", key: "talent" }] as const;
  const shared = planSharedPages({
    shows: ["a"],
    projects: [],
    months: ["2026-01", "2026-02"],
    facets,
    plainPaths: ["/projets/"],
  });
  const archives = (["2026-02", "2026-01", "2026-01-1"] as const).map((archive) => ({
    kind: "feed-archive" as const,
    feed,
    archive,
  }));
  const due = [...archives, ...shared];
  const ordered = monthByMonth(due);
  expect(ordered.slice(0, 7).map(pathOfTask)).toEqual([
    "/feeds/all/2026-02.xml",
    "/archives/2026-02/",
    "/en/archives/2026-02/",
    "/sitemaps/2026-02.xml",
    "/feeds/all/2026-01.xml",
    "/feeds/all/2026-01-1.xml",
    "/archives/2026-01/",
  ]);
  const months = new Set(ordered.slice(0, 9));
  expect(ordered.slice(9)).toEqual(due.filter((task) => !months.has(task)));
});
