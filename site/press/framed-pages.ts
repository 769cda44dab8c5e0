/**
 * Pages of which there are as many as stories, months and trades: Astro makes the
 * frame of a kind once for a language, plain functions make what is a page's own,
 * and a page is one copied around the other.
 */
import { embedPath } from "#core/press/oembed";
import type { Locale, PageData, SiteData } from "#core/press/page-data";
import { pathOfTask, storyPath } from "#core/press/task";
import { hole, type Parts } from "../src/hole.ts";
import type { FramePage, PageOf } from "../src/page-of.ts";
import { embedParts } from "../src/story/embed-parts.ts";
import { facetParts } from "../src/story/facet-parts.ts";
import { monthParts } from "../src/story/month-parts.ts";
import { storyParts } from "../src/story/story-parts.ts";
import { cutFrame, type Frame } from "./frame.ts";

type FramedKind = "episode" | "embed" | "month" | "facet";
type FramedPage = PageOf<FramedKind>;

/** Addresses that no page has: a frame is made there, and says nothing of any. */
const nobodys = { path: "/episodes/-/" };
const framePaths: Readonly<Record<FramedKind, (locale: Locale) => string>> = {
  episode: (locale) => storyPath(nobodys, locale),
  embed: () => embedPath(nobodys),
  month: (locale) => pathOfTask({ kind: "month", month: "-", locale }),
  facet: (locale) => pathOfTask({ kind: "facet", facet: { name: "role", key: "-" }, locale }),
};

/** Whether pages of this kind have a frame. */
export const isFramed = (page: PageData): page is FramedPage => page.kind in framePaths;

/** What is the page's own. */
export function partsOf(page: FramedPage): Parts {
  switch (page.kind) {
    case "episode":
      return storyParts(page);
    case "embed":
      return embedParts(page);
    case "month":
      return monthParts(page);
    case "facet":
      return facetParts(page);
  }
}

/** Renders the frame that stands at a path. */
export type MakeFrame = (path: string, page: FramePage) => Promise<Uint8Array>;

type Kept = { readonly site: SiteData; readonly frame: Promise<Frame> };
/** One for each kind and language, for the site as it is now: nothing piles up. */
const kept = new Map<string, Kept>();

/**
 * The frame of such a page, with a hole for each of `names`: the one that was made
 * last, as long as the site is the very same.
 */
export function frameOf(
  { kind, locale, site }: FramedPage,
  names: readonly string[],
  make: MakeFrame,
): Promise<Frame> {
  const name = `${kind} ${locale}`;
  const known = kept.get(name);
  if (known !== undefined && isAlike(known.site, site)) return known.frame;
  const path = framePaths[kind](locale);
  const page = { kind: "frame" as const, site, locale, path: hole("path"), alternates: elsewhere };
  const frame = make(path, page).then((bytes) => cutFrame(bytes, names));
  kept.set(name, { site, frame });
  // What could not be made is made again when it is asked for again; whoever waits for it now is told why.
  frame.catch(() => {
    if (kept.get(name)?.frame === frame) kept.delete(name);
  });
  return frame;
}

const elsewhere = { fr: hole("otherPath"), en: hole("otherPath") };

/** Whether everything that pages say of a site is the very same. */
const isAlike = (a: SiteData, b: SiteData): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (key) => a[key as keyof SiteData] === b[key as keyof SiteData],
  );
