/**
 * Pages that each story has: Astro makes their frame once for a language, plain
 * functions make what is a story's own, and a page is one copied around the other.
 */
import { embedPath } from "#core/press/oembed";
import type { PageData, SiteData } from "#core/press/page-data";
import { storyPath } from "#core/press/plan";
import { hole, type Parts } from "../src/hole.ts";
import type { FramePage, PageOf } from "../src/page-of.ts";
import { embedParts } from "../src/story/embed-parts.ts";
import { storyParts } from "../src/story/story-parts.ts";
import { cutFrame, type Frame } from "./frame.ts";

/** A story that is nobody's: a frame is made at its address, and says nothing of it. */
const nobodys = { path: "/episodes/-/" };

type FramedPage = PageOf<"episode" | "embed">;

/** Whether pages of this kind have a frame. */
export const isFramed = (page: PageData): page is FramedPage =>
  page.kind === "episode" || page.kind === "embed";

/** What is the page's own. */
export const partsOf = (page: FramedPage): Parts =>
  page.kind === "episode" ? storyParts(page) : embedParts(page);

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
  const path = kind === "embed" ? embedPath(nobodys) : storyPath(nobodys, locale);
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
