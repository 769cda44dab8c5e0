import { EpisodeCardSchema, type Publication } from "#core/press/catalogue";
import { decidePublication, type PublishableEpisode } from "#core/publication";
import { episodePartition, episodeSort, publicationSort } from "#core/record-keys";
import { ConflictError } from "#ports/records";
import type { App } from "../app.ts";
import {
  type EpisodeFile,
  PublicationRecordSchema,
  readEpisode,
} from "../episode/episode-records.ts";
import { withContent } from "../current-content.ts";
import { inGroups } from "../in-groups.ts";
import { missingTexts } from "./missing-texts.ts";
import { standsOnShelves } from "../press/stands-on-shelves.ts";
import type { PressCount } from "../press/press-count.ts";
import { breathe, takeTurn } from "../press/press-shared.ts";
import {
  everyPart,
  type PressedStory,
  type PressParts,
  pressStory,
  putStories,
  storiesAtOnce,
} from "../press/press-story.ts";
import { reconcileEpisode } from "./reconcile-episode.ts";
import { liveStory, sealedWords, shelvedCard, shelvedStory } from "../press/shelved-story.ts";
import { ontoTheShelves, publicationWrite } from "../press/shelves.ts";

/**
 * Writes the pages of live stories again: by the seal of the decision on the very
 * records that there are, and where that does not hold any more, the gate is asked
 * again. A story that needs no more than its pages costs no more than that, and
 * where its show was edited or renamed, the shelves that it stands on; the shared
 * pages are the full press's own next step. One whose card, files or place at the
 * edge is not as it should be is settled as after any other change, with everything
 * around it. All pages are made first and then written in one turn, so that a withdrawal
 * waits for the writing only.
 */
export async function refreshStories(
  anyApp: App,
  ids: readonly string[],
  count: PressCount,
  parts: PressParts = everyPart,
): Promise<void> {
  const app = await withContent(anyApp);
  const made = await inGroups(ids, storiesAtOnce, async (id) => {
    const story = (await sealedPages(app, id, parts)) ?? (await freshPages(app, id, parts));
    await breathe();
    return story;
  });
  const pressed = made.filter((story) => story !== undefined);
  const unsettled = ids.filter((_, index) => made[index] === undefined);
  const changed = await takeTurn(app, () => putStories(app, pressed, count));
  for (const episodeId of [...unsettled, ...changed]) await reconcileEpisode(app, episodeId);
}

/** The pages of a story whose seal holds, out of one record; undefined for any other. `putStories` makes sure that the sealed version still stands. */
async function sealedPages(
  app: App,
  id: string,
  parts: PressParts,
): Promise<PressedStory | undefined> {
  const record = await app.records.get({ partition: episodePartition(id), sort: publicationSort });
  const live = record && PublicationRecordSchema.parse(record.body).live;
  const words = live && sealedWords(app, live);
  if (live === undefined || words === undefined) return undefined;
  const { card, publication } = live;
  if (!(await isOpen(app, { id, epoch: words.epoch }, publication))) return undefined;
  const { title, speakers } = card;
  const told = { ...words, title, speakers };
  const texts = parts.isWhole ? await missingTexts(app, told, publication) : [];
  if (texts === undefined) return undefined;
  const pressed = await pressStory(app, words, { card }, words.version, parts);
  return { ...pressed, files: [...pressed.files, ...texts] };
}

/** The pages of a story of which nothing else has to change, as the gate decides now; undefined for any other. */
async function freshPages(
  app: App,
  id: string,
  parts: PressParts,
): Promise<PressedStory | undefined> {
  const file = await readEpisode(app.records, id);
  const live = file?.publication.live;
  if (file === undefined || live === undefined) return undefined;
  const decision = decidePublication(file, app.clock.now());
  if (decision.status !== "publishable") return undefined;
  const { episode } = decision;
  const { publication } = live;
  if (publication.fingerprint !== episode.fingerprint) return undefined;
  const card = shelvedCard(app, episode, publication);
  if (!(await isOpen(app, episode, publication))) return undefined;
  // Both were read through one schema, so equal ones are written alike.
  const { showSlug } = live.card;
  const expected = JSON.stringify(EpisodeCardSchema.parse({ ...card, showSlug }));
  if (JSON.stringify(live.card) !== expected) return undefined;
  const texts = parts.isWhole ? await missingTexts(app, episode, publication) : [];
  if (texts === undefined) return undefined;
  const areShelvesRight = showSlug === card.showSlug && (await standsOnShelves(app, live));
  if (!(await sealed(app, file, episode, areShelvesRight))) return undefined;
  const pressed = await pressStory(app, episode, { card }, file.version, parts);
  return { ...pressed, files: [...pressed.files, ...texts] };
}

/**
 * Seals the decision on the records as they are, and puts the story on its shelves
 * as its show wants it now where it does not stand there; false when the story has
 * changed meanwhile. Nothing is remembered as leaving: a full press that dies is
 * done again to its end, and that presses every page that the story stands on or
 * stood on.
 */
async function sealed(
  app: App,
  file: EpisodeFile,
  episode: PublishableEpisode,
  areShelvesRight: boolean,
): Promise<boolean> {
  const former = file.publication.live;
  if (former === undefined) return false;
  const { publication } = former;
  const story = shelvedStory(app, episode, publication);
  const live = liveStory(story, publication, episode, file.version);
  const place = { partition: episodePartition(episode.id), sort: episodeSort };
  try {
    await app.records.commit([
      { kind: "check", ...place, expect: { version: file.version } },
      publicationWrite(file, { ...file.publication, live }),
      ...(areShelvesRight ? [] : ontoTheShelves(former.card, story)),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function isOpen(
  app: App,
  { id, epoch }: Pick<PublishableEpisode, "id" | "epoch">,
  { key }: Publication,
): Promise<boolean> {
  const entry = await app.allowList.get(id);
  return entry?.state === "allowed" && entry.publication === key && entry.epoch === epoch;
}
