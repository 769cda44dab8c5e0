import { expect, test } from "vitest";
import { subscribeLinks } from "#core/feed/subscribe-links";

const feed = "https://paroles.example/feeds/all.xml?a=1&b=2";
const linkOf = (name: string) => subscribeLinks(feed).find((link) => link.name === name)?.href;

test("each app gets the feed in the form that it takes, and no other address", () => {
  expect(linkOf("Apple Podcasts")).toBe("podcast://paroles.example/feeds/all.xml?a=1&b=2");
  expect(linkOf("Pocket Casts")).toBe("pktc://subscribe/paroles.example/feeds/all.xml?a=1&b=2");
  for (const name of ["AntennaPod", "Overcast", "Castbox"]) {
    expect(new URL(linkOf(name) ?? "").searchParams.get("url"), name).toBe(feed);
  }
  for (const { name, href } of subscribeLinks(feed)) {
    expect(decodeURIComponent(href), name).toContain("paroles.example/feeds/all.xml?a=1&b=2");
  }
});

test("every kind of machine has at least two apps, and names come in order", () => {
  const links = subscribeLinks(feed);
  for (const kind of ["android", "ios", "computer"] as const) {
    expect(links.filter(({ on }) => on.includes(kind)).length).toBeGreaterThanOrEqual(2);
  }
  const names = links.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
});
