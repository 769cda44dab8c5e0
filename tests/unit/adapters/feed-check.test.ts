import { expect, test } from "vitest";
import { checkFeed } from "../../support/feed-check/feed-check.ts";
import { showFeed } from "../../support/whole-feed.ts";
import { aCard } from "../../support/card-builder.ts";
import { feedMutants } from "../../support/feed-mutants.ts";
import { later } from "../../support/feed-reader.ts";
import { aShow, aSite } from "../../support/show-builder.ts";

const show = aShow();
const good = showFeed(
  show,
  [
    aCard({ word: "one", title: "Une", publishedAt: "2026-03-14T09:00:00.000Z" }),
    aCard({ word: "two", title: "Deux", publishedAt: "2026-03-12T09:00:00.000Z" }),
  ],
  aSite(show),
  later,
);

test("a good feed has no fault", () => {
  const url = "https://paroles.example/feeds/paroles-de-talents.xml";
  expect(checkFeed(good, { now: later, url })).toEqual([]);
});

test.each(feedMutants)("one fault is found where it is: $name", ({ mutate, code, where }) => {
  const faults = checkFeed(mutate(good), { now: later });
  expect(faults.map((fault) => [fault.code, fault.where])).toContainEqual([code, where]);
  // A single mistake is not drowned in others.
  expect(faults.length).toBeLessThanOrEqual(3);
});

test("a feed read elsewhere than where it says it is", () => {
  const faults = checkFeed(good, { url: "https://paroles.example/feeds/other.xml" });
  expect(faults.map(({ code }) => code)).toEqual(["self-link"]);
});

test("a story twice under one title on one day is told, with its place", () => {
  const title = (xml: string) =>
    xml.replaceAll("Sandra – Une", "Sandra – Deux").replace("Sat, 14 Mar", "Thu, 12 Mar");
  expect(checkFeed(title(good)).map(({ code }) => code)).toEqual(["title-repeated"]);
});

test("what is no feed at all is refused without an exception", () => {
  const codes = (xml: string) => checkFeed(xml).map(({ code }) => code);
  expect(codes("")).toEqual(["xml-malformed"]);
  expect(codes("<html><body/></html>")).toEqual(["not-rss"]);
  expect(codes('<rss version="2.0"/>')).toEqual(["not-rss"]);
  expect(codes("{}")).toEqual(["xml-malformed"]);
});
