import { type EpisodeCard, EpisodeCardSchema, type Publication } from "#core/press/catalogue";
import { feedRefusal } from "#core/feed/item";
import { decidePublication, type PublishableEpisode } from "#core/publication";
import { searchFormat } from "#core/search/story";
import { episodePartition, episodeSort } from "#core/record-keys";
import { publicFileKey } from "#core/storage-keys";
import { ConflictError } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { type EpisodeFile, readEpisode } from "../episode/episode-records.ts";
import { withContent } from "../current-content.ts";
import { missingFiles } from "./prepare-publication.ts";
import { publicTexts } from "./public-texts.ts";
import type { PressCount } from "../press/press-count.ts";
import { breathe, takeTurn } from "../press/press-shared.ts";
import {
  everyPart,
  type PressedStory,
  type PressParts,
  pressStory,
  putStories,
} from "../press/press-story.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";
import {
  feedSource,
  liveStory,
  requireShow,
  shelvedCard,
  shelvedStory,
} from "../press/shelved-story.ts";
import { lastPlace, ontoTheShelves, publicationWrite, siteFeedPlace } from "../press/shelves.ts";

/** Stories after which others in this process get a chance to run. */
const storiesPerBreath = 5;

/**
 * Writes the pages of live stories again, each asked of the gate again. A story
 * that needs no more than its pages costs no more than that, and where its show
 * was edited or renamed, the shelves that it stands on; the shared pages are the
 * full press's own next step. One whose card, files or place at the edge is not as
 * it should be is settled as after any other change, with everything around it.
 * All pages are made first and then written in one turn, so that a withdrawal
 * waits for the writing only.
 */
export async function refreshStories(
  anyApp: App,
  onShelf: readonly EpisodeCard[],
  count: PressCount,
  parts: PressParts = everyPart,
): Promise<void> {
  const app = await withContent(anyApp);
  const pressed: PressedStory[] = [];
  const unsettled: string[] = [];
  for (const [index, card] of onShelf.entries()) {
    const story = await freshPages(app, card, parts);
    if (story === undefined) unsettled.push(card.id);
    else pressed.push(story);
    if (index % storiesPerBreath === 0) await breathe();
  }
  const changed = await takeTurn(app, () => putStories(app, pressed, count));
  for (const episodeId of [...unsettled, ...changed]) await reconcileEpisode(app, episodeId);
}

/** The pages of a story of which nothing else has to change; undefined for any other. */
async function freshPages(
  app: App,
  onShelf: EpisodeCard,
  parts: PressParts,
): Promise<PressedStory | undefined> {
  const file = await readEpisode(app.records, onShelf.id);
  const live = file?.publication.live;
  if (file === undefined || live === undefined) return undefined;
  const decision = decidePublication(file, app.clock.now());
  if (decision.status !== "publishable") return undefined;
  const { episode } = decision;
  const { publication } = live;
  const card = shelvedCard(app, episode, publication);
  if (!(await isOpen(app, episode, publication))) return undefined;
  // All three were read through one schema, so equal ones are written alike.
  const former = JSON.stringify(live.card);
  const { showSlug } = live.card;
  const expected = JSON.stringify(EpisodeCardSchema.parse({ ...card, showSlug }));
  if (former !== JSON.stringify(onShelf) || former !== expected) return undefined;
  const texts = parts.isWhole ? await missingTexts(app, episode, publication) : [];
  if (texts === undefined) return undefined;
  const isRight =
    live.index?.format === searchFormat &&
    showSlug === card.showSlug &&
    (await isInFeed(app, card)) &&
    (await isOnShelves(app, card));
  if (!isRight && !(await reshelved(app, file, episode, publication))) return undefined;
  const pressed = await pressStory(app, episode, { card }, file.version, parts);
  return { ...pressed, files: [...pressed.files, ...texts] };
}

/**
 * Puts a story on its shelves as its show wants it now; false when the story has
 * changed meanwhile. Nothing is remembered as leaving: a full press that dies is
 * done again to its end, and that presses every page that the story stands on or
 * stood on.
 */
async function reshelved(
  app: App,
  file: EpisodeFile,
  episode: PublishableEpisode,
  publication: Publication,
): Promise<boolean> {
  const story = shelvedStory(app, episode, publication);
  const live = liveStory(story, publication);
  const place = { partition: episodePartition(episode.id), sort: episodeSort };
  try {
    await app.records.commit([
      { kind: "check", ...place, expect: { version: file.version } },
      publicationWrite(file, { ...file.publication, live }),
      ...ontoTheShelves(file.publication.live?.card, story),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function isOpen(
  app: App,
  { id, epoch }: PublishableEpisode,
  { key }: Publication,
): Promise<boolean> {
  const entry = await app.allowList.get(id);
  return entry?.state === "allowed" && entry.publication === key && entry.epoch === epoch;
}

/** Whether a story has the item that it should have on the shelf of the feed of everything, or rightly none. */
async function isInFeed(app: App, card: EpisodeCard): Promise<boolean> {
  const item = await app.records.get(siteFeedPlace(card));
  if (feedRefusal(card) !== undefined) return item === undefined;
  const { data } = SourceSchema.safeParse(item?.body);
  return data?.source === feedSource(app, requireShow(app, card.showSlug));
}

/** Whether a story stands on every shelf that there is today: a former program knew fewer. */
const isOnShelves = async (app: App, card: EpisodeCard): Promise<boolean> =>
  (await app.records.get(lastPlace(card))) !== undefined;

/** What of an item tells whether it is still the right one; with the same card and source it is. */
const SourceSchema = z.object({ source: z.string() });

/**
 * Texts of a publication that got lost, made again from the records; undefined
 * where the publication no longer fits the story, sound or pictures are missing,
 * or a text would not be the one that was there: then it takes a new publication.
 */
async function missingTexts(
  app: App,
  episode: PublishableEpisode,
  publication: Publication,
): Promise<PressedStory["files"] | undefined> {
  if (publication.fingerprint !== episode.fingerprint) return undefined;
  const missing = await missingFiles(app, episode.id, publication);
  if (missing.length === 0) return [];
  const texts = publicTexts(episode, publication.key);
  const files = missing.map(({ name, bytes }) => {
    const text = texts.find(
      (candidate) => candidate.name === name && candidate.body.length === bytes,
    );
    return text && { key: publicFileKey(episode.id, name), body: text.body };
  });
  return files.every((file) => file !== undefined) ? files : undefined;
}
