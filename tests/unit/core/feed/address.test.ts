import { expect, test } from "vitest";
import { feedArchivePath, feedPath, feedRedirects, publishedFile } from "#core/feed/address";
import { ShowSchema } from "#core/content/show";
import { aCard } from "../../../support/card-builder.ts";
import { aShow } from "../../../support/show-builder.ts";

test("each feed and each of its archives has an address of its own", () => {
  expect(feedPath({ kind: "site" })).toBe("/feeds/all.xml");
  expect(feedPath({ kind: "show", slug: "paroles" })).toBe("/feeds/paroles.xml");
  expect(feedPath({ kind: "project", slug: "hop" })).toBe("/feeds/projects/hop.xml");
  expect(feedArchivePath({ kind: "show", slug: "paroles" }, "2026-03")).toBe(
    "/feeds/paroles/2026-03.xml",
  );
});

test("a show cannot take the address of the site's feed or of the projects' feeds", () => {
  const fields = { ...aShow() };
  for (const slug of ["all", "projects"]) {
    expect(ShowSchema.safeParse({ ...fields, slug }).success).toBe(false);
  }
  expect(ShowSchema.safeParse({ ...fields, slug: "allo" }).success).toBe(true);
});

test("a file is found by its whole name, never by an ending that another name shares", () => {
  const card = aCard();
  const key = card.publicationKey;
  const files = [
    { name: `${key}-chapters.json`, mimeType: "application/json+chapters", bytes: 10 },
    { name: `other.json`, mimeType: "application/json", bytes: 10 },
    ...card.files,
  ];
  expect(publishedFile({ ...card, files }, ".json")?.name).toBe(`${key}.json`);
  expect(publishedFile({ ...card, files }, "-chapters.json")?.bytes).toBe(10);
  expect(publishedFile({ ...card, files }, "-640.jpg")).toBeUndefined();
});

test("former addresses of a renamed show lead to the new one, archives too", () => {
  expect(feedRedirects([aShow({ slug: "voix", formerSlugs: ["paroles", "recits"] })])).toEqual([
    { from: "/feeds/paroles.xml", to: "/feeds/voix.xml", below: false },
    { from: "/feeds/paroles/", to: "/feeds/voix/", below: true },
    { from: "/feeds/recits.xml", to: "/feeds/voix.xml", below: false },
    { from: "/feeds/recits/", to: "/feeds/voix/", below: true },
  ]);
});

test("a show that moved away leads there from every address it had, without a second hop", () => {
  const movedTo = "https://elsewhere.example/feed.xml";
  expect(feedRedirects([aShow({ slug: "voix", formerSlugs: ["paroles"], movedTo })])).toEqual([
    { from: "/feeds/voix.xml", to: movedTo, below: false },
    { from: "/feeds/paroles.xml", to: movedTo, below: false },
  ]);
});

test("an address that a show uses today is never redirected to another show", () => {
  const shows = [aShow({ slug: "voix", formerSlugs: ["paroles"] }), aShow({ slug: "paroles" })];
  expect(feedRedirects(shows)).toEqual([]);
});
