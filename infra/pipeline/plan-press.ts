import { type EpisodeCard, EpisodeCardSchema } from "#core/press/catalogue";
import { archiveNames } from "#core/feed/archive";
import {
  feedsOfSite,
  pathOfTask,
  planSharedPages,
  planStoryChange,
  storyAddresses,
  storyPath,
} from "#core/press/plan";
import { locales } from "#core/press/page-data";
import { decidePublication } from "#core/publication";
import { publicFolder, shelfPartition } from "#core/storage-keys";
import type { App } from "./app.ts";
import { requireEpisode } from "./episode-records.ts";
import { everyPage } from "./every-page.ts";
import { findFacets } from "./account-for-facets.ts";
import { shelfOfFeed } from "./press-content.ts";
import { addressesOf } from "./press-story.ts";
import { othersInThread } from "./read-thread.ts";
import { findMonths } from "./read-shelf.ts";
import { monthNames, readMonths } from "./shelf-months.ts";
import { shelvedCard } from "./shelved-story.ts";

/** One line of a plan. A page to be written may turn out to be right already; then it is left alone. */
export type PlannedStep = { readonly step: "write" | "delete"; readonly path: string };

/**
 * What pressing one story would do: its own addresses, and the shared ones that
 * its coming or going touches. A story that may be public and has no publication
 * that fits gets new media addresses, which nobody can name before; they are
 * told as the folder. Errors: `episode-unknown`. Changes nothing.
 */
export async function planStory(app: App, episodeId: string): Promise<readonly PlannedStep[]> {
  const file = await requireEpisode(app.records, episodeId);
  const { live, leaving, addresses } = file.publication;
  const decision = decidePublication(file, app.clock.now());
  const former = [...leaving.map(({ card }) => card), ...(live === undefined ? [] : [live.card])];
  if (decision.status !== "publishable") {
    const around = former
      .flatMap((card) => planStoryChange(card, undefined, app.renderer.needs))
      .map(pathOfTask);
    const line = await pagesInLine(app, former);
    return [...steps("delete", addresses), ...steps("write", [...around, ...line])];
  }
  const { episode } = decision;
  const fits = live?.publication.fingerprint === episode.fingerprint;
  const publication = fits ? live.publication : standIn(file.publication.firstPublishedAt, app);
  const card = shelvedCard(app, episode, publication);
  const own = fits
    ? addressesOf({ card }, publication)
    : [...storyAddresses(card), `/${publicFolder(episodeId)}`];
  const gone = addresses.filter((path) => !fits && !own.includes(path));
  const around = [...former, card]
    .flatMap((each) => planStoryChange(each, card, app.renderer.needs))
    .map(pathOfTask);
  const line = await pagesInLine(app, [...former, card]);
  return [...steps("delete", gone), ...steps("write", [...own, ...around, ...line])];
}

/** The pages of the stories that these follow up, and that follow them up: each names the others. */
async function pagesInLine(app: App, cards: readonly EpisodeCard[]): Promise<readonly string[]> {
  const lines = await Promise.all(cards.map((card) => othersInThread(app, card)));
  return lines.flat().flatMap((other) => locales.map((locale) => storyPath(other, locale)));
}

/** The publication that a story would get: without key and files, which are only made when it does. */
function standIn(firstPublishedAt: string | undefined, app: App) {
  const now = app.clock.now();
  const dates = { firstPublishedAt: firstPublishedAt ?? now, publishedAt: now };
  return { key: "", fingerprint: "", epoch: 0, files: [], ...dates };
}

/** What a full press would do, one address at a time: stories first, then what they share. Changes nothing. */
export async function* planEverything(app: App): AsyncGenerator<PlannedStep> {
  for (const { key } of app.renderer.assets) yield { step: "write", path: `/${key}` };
  const pages = everyPage((from) => app.records.query(shelfPartition("all"), from));
  for await (const { records } of pages) {
    for (const { body } of records)
      yield* steps("write", storyAddresses(EpisodeCardSchema.parse(body)));
  }
  const shows = app.content.shows.map(({ slug }) => slug);
  const [months, known] = [await findMonths(app, "all"), await readMonths(app, "all")];
  const projects = app.content.projects.map(({ slug }) => slug);
  const { plainPaths } = app.renderer;
  const facets = await findFacets(app);
  const shared = planSharedPages({ shows, projects, months, facets, plainPaths });
  yield* steps("write", shared.map(pathOfTask));
  for (const feed of feedsOfSite(shows, projects)) {
    const { archive } = await readMonths(app, shelfOfFeed(feed));
    const documents = archive
      .flatMap(archiveNames)
      .map((name) => pathOfTask({ kind: "feed-archive", feed, archive: name }));
    yield* steps("write", documents);
  }
  const empty = monthNames(known.stories).filter((month) => !months.includes(month));
  const left = empty.flatMap((month) => [
    pathOfTask({ kind: "month", month, locale: "fr" }),
    pathOfTask({ kind: "month", month, locale: "en" }),
    pathOfTask({ kind: "sitemap-part", month }),
  ]);
  yield* steps("delete", left);
}

const steps = (step: PlannedStep["step"], paths: readonly string[]): readonly PlannedStep[] =>
  [...new Set(paths)].map((path) => ({ step, path }));
