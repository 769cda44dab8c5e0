import { expect, test } from "vitest";
import { feedContentType } from "#core/feed/content-type";
import { createFeedEntryMaker } from "#core/feed/entry-cache";
import { feedEntry } from "#core/feed/item";
import { aCard, cardsApart } from "../../../support/card-builder.ts";
import { aShow, aSite } from "../../../support/show-builder.ts";

const show = aShow();
const site = aSite(show);

test("an entry is made once for the same card, and is the one that would be made anew", () => {
  const make = createFeedEntryMaker(10);
  const first = make(aCard(), show, site);
  expect(make(aCard(), show, site)).toBe(first);
  expect(first).toEqual(feedEntry(aCard(), show, site));
});

test("whatever shows in the item makes another entry: words, files, show, origin, consent", () => {
  const make = createFeedEntryMaker(10);
  const first = make(aCard(), show, site);
  const others = [
    make(aCard({ summary: "Autre." }), show, site),
    make(aCard({ files: aCard().files.slice(0, 1) }), show, site),
    make(aCard(), aShow({ explicit: true }), site),
    make(aCard(), show, { origin: "https://other.example" }),
    make(aCard({ onPlatforms: false }), show, site),
  ];
  for (const other of others) expect(other?.xml).not.toBe(first?.xml);
  expect(others.at(-1)).toBeUndefined();
  expect(make(aCard(), show, site)).toEqual(first);
});

test("no more entries are kept than allowed, and the longest unused goes first", () => {
  const make = createFeedEntryMaker(2);
  const [a, b, c] = cardsApart(3, 24).map((card) => () => make(card, show, site));
  const first = a?.();
  b?.();
  expect(a?.()).toBe(first);
  const third = c?.();
  expect(a?.()).toBe(first);
  expect(c?.()).toBe(third);
});

test("a browser gets the feed as XML that it styles, an app as RSS", () => {
  const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  expect(feedContentType(browser)).toBe("application/xml; charset=utf-8");
  for (const accept of [undefined, "*/*", "application/rss+xml, text/xml;q=0.9, */*;q=0.1"]) {
    expect(feedContentType(accept)).toBe("application/rss+xml; charset=utf-8");
  }
});
