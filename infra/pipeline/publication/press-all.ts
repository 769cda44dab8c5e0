import { AppError } from "#core/errors";
import { locales } from "#core/press/page-data";
import { pagesIndexPath } from "#core/search/pages";
import { canonicalJson } from "#core/hash";
import { feedsOfSite, monthByMonth, planSharedPages } from "#core/press/plan";
import type { PressTask } from "#core/press/task";
import { pressPartition, shelfPartition } from "#core/record-keys";
import { publicKeyOfPath } from "#core/storage-keys";
import type { RecordPage } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { findFacets } from "../press/find-facets.ts";
import { pressPictures } from "../press/press-artwork.ts";
import { shelfOfFeed } from "../press/feed-shelves.ts";
import { nothingPressed, type PressCount } from "../press/press-count.ts";
import { indexedYears, pressYear } from "../press/press-index.ts";
import { breathe, pressShared, pruneArchive, takeTurn, turnMsMax } from "../press/press-shared.ts";
import { everyPart, type PressParts } from "../press/press-story.ts";
import { showsRevisionOf, withContent } from "../current-content.ts";
import { inGroups } from "../in-groups.ts";
import { refreshStories } from "./refresh-stories.ts";
import { isSameAccount, monthNames, readMonths, rebuildMonths } from "../press/shelf-months.ts";

/** Where the press notes what the public files were made from, and how far a full press has got. */
const versionKey = { partition: pressPartition, sort: "version" };
const progressKey = { partition: pressPartition, sort: "progress" };

/** Changes with what the press writes beside the site's own pages: shelves, feeds, oEmbed, the search index. */
const format = 4;

const VersionSchema = z.object({
  site: z.string(),
  origin: z.string(),
  format: z.int(),
  /** How often the studio has changed shows; what was pressed before it could has none. */
  shows: z.int().default(0),
});
type Version = z.output<typeof VersionSchema>;
const PressedSchema = z.object({ version: VersionSchema, plainPaths: z.array(z.string()) });
const ProgressSchema = z.object({ version: VersionSchema, cursor: z.string(), stories: z.int() });

/** What of a card tells which story it is: its publication has the card itself. */
const OnShelfSchema = z.object({ id: z.string() });

const foundPagesKeys = locales.map((locale) => publicKeyOfPath(pagesIndexPath(locale)));

/** Pages are made for so many stories at a time, then written in one turn of a few dozen milliseconds. */
const storiesPerBatch = 50;

/** Files of the site itself that are written together. */
const assetsAtOnce = 16;

export type PressReport = (what: "stories" | "pages", done: number, total: number) => void;

/** The build of the site, the origin in its addresses and the studio's shows: another one of any needs a full press. */
const versionOf = (app: App): Version => ({
  site: app.renderer.version,
  origin: app.origin,
  format,
  shows: showsRevisionOf(app),
});

const isSame = (a: Version | undefined, b: Version) => canonicalJson(a) === canonicalJson(b);

/** True when the public files come from this very build of the site, for this origin, with the shows that there are. */
export async function isPressed(app: App): Promise<boolean> {
  return isSame((await readPressed(app))?.version, versionOf(await withContent(app)));
}

/** Nothing when no press was ever finished, or one of a former program that noted it differently. */
async function readPressed(app: App): Promise<z.output<typeof PressedSchema> | undefined> {
  return PressedSchema.safeParse((await app.records.get(versionKey))?.body).data;
}

/**
 * Presses everything: assets, every live story as the gate lets it through, shared pages
 * and feeds. A newer site needs it; repeating it writes nothing. Killed in the
 * middle, it goes on where it stopped. It holds the pages of one batch of stories
 * at a time.
 */
export async function pressAll(
  anyApp: App,
  onProgress?: PressReport,
  parts: PressParts = everyPart,
): Promise<PressCount & { readonly stories: number }> {
  const app = await withContent(anyApp);
  const count = nothingPressed();
  const former = await readPressed(app);
  // What a search finds of the pages is written with the studio's projects in it, further on.
  const assets = app.renderer.assets.filter(({ key }) => !foundPagesKeys.includes(key));
  await inGroups(assets, assetsAtOnce, async ({ key, path }) => {
    count[await app.publicStore.put(key, { path })] += 1;
  });
  // Before the stories, not beside them: drawing fills the thread pool that a withdrawal's files go through.
  if (parts.isWhole) count.created += await pressPictures(app);
  const stories = await pressStories(app, count, parts, onProgress);
  // After the stories: a renamed show has taken its own to another shelf by now.
  const shows = slugsEver(app);
  const projects = app.content.projects.map(({ slug }) => slug);
  const account = await accountFor(app, shows, count);
  const facets = parts.isWhole ? await findFacets(app) : [];
  if (parts.isWhole) await pressIndex(app, account.months, count);
  const { plainPaths } = app.renderer;
  for (const path of former?.plainPaths ?? []) {
    if (!plainPaths.includes(path)) await app.publicStore.delete(publicKeyOfPath(path));
  }
  const { months } = account;
  const shared = planSharedPages({ shows, projects, months, facets, plainPaths });
  const due = [...account.archives, ...shared].filter((task) => isPart(task, parts));
  const tasks = monthByMonth(due);
  await pressShared(app, tasks, count, (done) => onProgress?.("pages", done, tasks.length));
  const body = { version: versionOf(app), plainPaths: [...app.renderer.plainPaths] };
  await app.records.commit([
    { kind: "put", ...versionKey, body, expect: "any" },
    { kind: "delete", ...progressKey, expect: "any" },
  ]);
  return { ...count, stories };
}

/** The search index of every year that has, or had, stories; in turns, so that a withdrawal never waits for it. */
async function pressIndex(app: App, months: readonly string[], count: PressCount): Promise<void> {
  const years = new Set([
    ...months.map((month) => month.slice(0, "YYYY".length)),
    ...(await indexedYears(app)),
  ]);
  for (const year of years) {
    let done: string | undefined = "";
    while (done !== undefined) {
      const from: string = done;
      done = await takeTurn(app, () => {
        const endsAt = performance.now() + turnMsMax;
        return pressYear(app, year, from, () => performance.now() > endsAt, count);
      });
      await breathe();
    }
  }
}

/** What every generator of sites and podcasts makes of stories. */
const indexes: readonly PressTask["kind"][] = [
  "home",
  "show",
  "months",
  "month",
  "feed",
  "feed-archive",
];

const isPart = (task: PressTask, { locales, isWhole }: PressParts) =>
  (isWhole || indexes.includes(task.kind)) &&
  (!("locale" in task) || locales.includes(task.locale));

/** Every live story, in the order of the shelf, from where an earlier press of this version stopped. */
async function pressStories(
  app: App,
  count: PressCount,
  parts: PressParts,
  onProgress?: PressReport,
): Promise<number> {
  const known = Object.values((await readMonths(app, "all")).stories);
  const total = known.reduce((sum, each) => sum + each, 0);
  const version = versionOf(app);
  const noted = ProgressSchema.safeParse((await app.records.get(progressKey))?.body).data;
  const start = isSame(noted?.version, version) ? noted : undefined;
  let stories = start?.stories ?? 0;
  let cursor = start?.cursor;
  do {
    const page = await batchOf(app, cursor);
    const ids = page.records.map(({ body }) => OnShelfSchema.parse(body).id);
    await refreshStories(app, ids, count, parts);
    stories += page.records.length;
    cursor = page.cursor;
    if (cursor !== undefined) {
      const body = { version, cursor, stories };
      await app.records.commit([{ kind: "put", ...progressKey, body, expect: "any" }]);
    }
    onProgress?.("stories", stories, Math.max(total, stories));
  } while (cursor !== undefined);
  return stories;
}

async function batchOf(app: App, cursor: string | undefined): Promise<RecordPage> {
  const options = { limit: storiesPerBatch };
  const shelf = shelfPartition("all");
  if (cursor === undefined) return app.records.query(shelf, options);
  try {
    return await app.records.query(shelf, { ...options, cursor });
  } catch (error) {
    // Another program may have noted it; then everything is gone through again.
    if (!(error instanceof AppError) || error.code !== "bad-cursor") throw error;
    return app.records.query(shelf, options);
  }
}

type Account = {
  /** Months that had stories when last counted, or have now. */
  readonly months: readonly string[];
  readonly archives: readonly PressTask[];
};

/**
 * Brings the account of every shelf that has a feed up to date, from the shelf
 * itself, and that of those that had one under a former name of their show.
 */
export async function accountFor(
  app: App,
  slugs: readonly string[],
  count: PressCount,
): Promise<Account> {
  const archives: PressTask[] = [];
  let months: readonly string[] = [];
  const projects = app.content.projects.map(({ slug }) => slug);
  for (const feed of feedsOfSite(slugs, projects)) {
    await takeTurn(app, async (turn) => {
      const shelf = shelfOfFeed(feed);
      const before = await turn.months(shelf);
      const now = await rebuildMonths(app, turn, shelf, before);
      if (!isSameAccount(now, before)) turn.replaceMonths(shelf, now);
      archives.push(...(await pruneArchive(turn, feed, count)));
      if (feed.kind !== "site") return;
      months = [...new Set([...monthNames(before.stories), ...monthNames(now.stories)])];
    });
    await breathe();
  }
  return { months, archives };
}

/** The names that shows have, and those that they had: what stands under those goes. */
function slugsEver(app: App): readonly string[] {
  const { shows } = app.content;
  return [...new Set(shows.flatMap(({ slug, formerSlugs = [] }) => [slug, ...formerSlugs]))];
}
