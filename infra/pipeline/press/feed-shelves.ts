import type { FeedName } from "#core/feed/address";

/** The shelf whose stories a feed carries. */
export function shelfOfFeed(feed: FeedName): string {
  return feed.kind === "site" ? "all" : `${feed.kind}#${feed.slug}`;
}

/** The feed that carries the stories of a shelf that has one (`feedShelvesOf`). */
export function feedOfShelf(shelf: string): FeedName {
  const [kind = "", slug = ""] = shelf.split("#");
  return kind === "show" || kind === "project" ? { kind, slug } : { kind: "site" };
}
