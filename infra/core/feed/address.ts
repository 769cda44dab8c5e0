import { type EpisodeCard, filePath, type PublicFile } from "../press/catalogue.ts";
import type { Show } from "../content/show.ts";

/** Which feed: of one show, of one project, or of the whole site. */
export type FeedName =
  | { readonly kind: "site" }
  | { readonly kind: "show"; readonly slug: string }
  | { readonly kind: "project"; readonly slug: string };

/** Address of a feed without `.xml`; ShowSchema keeps the slugs `all` and `projects` free for it. */
function feedStem(name: FeedName): string {
  switch (name.kind) {
    case "site":
      return "/feeds/all";
    case "show":
      return `/feeds/${name.slug}`;
    case "project":
      return `/feeds/projects/${name.slug}`;
  }
}

/** The address path that people subscribe to. */
export function feedPath(name: FeedName): string {
  return `${feedStem(name)}.xml`;
}

/** The address path of one archive document of a feed (core/feed/archive.ts names them). */
export function feedArchivePath(name: FeedName, archive: string): string {
  return `${feedStem(name)}/${archive}.xml`;
}

/**
 * The file of the story's present publication with this ending (`.mp3`,
 * `-3000.jpg`). The whole name is compared: `.json` is never the chapters' file.
 */
export function publishedFile(
  card: Pick<EpisodeCard, "files" | "publicationKey">,
  ending: string,
): PublicFile | undefined {
  const wanted = card.publicationKey + ending;
  return card.files.find(({ name }) => name === wanted);
}

/** The full address of a published file; `origin` is scheme and host without a slash at the end. */
export function fileUrl(
  origin: string,
  card: Pick<EpisodeCard, "path">,
  file: Pick<PublicFile, "name">,
): string {
  return `${origin}${filePath(card, file)}`;
}

/**
 * One permanent redirect (301). With `below`, every address under `from` goes
 * to the same place under `to`; both then end in `/`.
 */
export type FeedRedirect = { readonly from: string; readonly to: string; readonly below: boolean };

/**
 * Where former feed addresses lead, for good: apps follow a 301 and rewrite
 * their subscription. A show's own address redirects only once it has moved
 * away. An address that a show uses today never redirects elsewhere.
 */
export function feedRedirects(
  shows: readonly Pick<Show, "slug" | "formerSlugs" | "movedTo">[],
): readonly FeedRedirect[] {
  const inUse = new Set(shows.map(({ slug }) => slug));
  return shows.flatMap(({ slug, formerSlugs = [], movedTo }) => {
    const former = formerSlugs.filter((candidate) => !inUse.has(candidate));
    const old = movedTo === undefined ? former : [slug, ...former];
    const to = movedTo ?? feedPath({ kind: "show", slug });
    return old.flatMap((from) => [
      { from: feedPath({ kind: "show", slug: from }), to, below: false },
      ...(movedTo === undefined
        ? [{ from: `/feeds/${from}/`, to: `/feeds/${slug}/`, below: true }]
        : []),
    ]);
  });
}
