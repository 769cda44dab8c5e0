import { type EpisodeCard, namedBy, threadShelf } from "#core/press/catalogue";
import { episodePartition, publicationSort } from "#core/record-keys";
import type { App } from "../app.ts";
import { PublicationRecordSchema } from "../episode/episode-records.ts";
import { storiesOn } from "./read-shelf.ts";

/** A line of stories longer than this is none that a person reads. */
const threadStoriesMax = 48;

/** Where a story stands in its line. */
type Member = Pick<EpisodeCard, "id" | "followUpOf" | "pairedWith">;

/**
 * The other published stories of a story's line: what it follows up and what
 * follows it up, and the other half of a pair, however far, in no order. A story that is not public, or no
 * longer, joins nothing: what stood on both sides of it is then two lines. The
 * story itself need not be public.
 */
export async function othersInThread(app: App, story: Member): Promise<readonly EpisodeCard[]> {
  const found = new Map<string, EpisodeCard>();
  const waiting: Member[] = [story];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const card of await besides(app, next)) {
      if (card.id === story.id || found.has(card.id) || found.size >= threadStoriesMax) continue;
      found.set(card.id, card);
      waiting.push(card);
    }
  }
  return [...found.values()];
}

/** The whole line that a story stands in, oldest recording first; empty for one alone. */
export async function threadOf(app: App, card: EpisodeCard): Promise<readonly EpisodeCard[]> {
  const others = await othersInThread(app, card);
  return others.length === 0 ? [] : [card, ...others].sort(byTime);
}

const timeOf = ({ recordedOn, publishedAt }: EpisodeCard) => recordedOn ?? publishedAt;
const byTime = (a: EpisodeCard, b: EpisodeCard) =>
  timeOf(a) < timeOf(b) || (timeOf(a) === timeOf(b) && a.id < b.id) ? -1 : 1;

async function besides(app: App, story: Member): Promise<readonly EpisodeCard[]> {
  const after = await storiesOn(app, threadShelf(story.id), threadStoriesMax);
  const before = await Promise.all(namedBy(story).map((id) => liveCard(app, id)));
  return [...before.filter((card) => card !== undefined), ...after];
}

/** The card of a story while it is public and no consent that it rests on has ended. */
export async function liveCard(app: App, id: string): Promise<EpisodeCard | undefined> {
  const record = await app.records.get({ partition: episodePartition(id), sort: publicationSort });
  if (record === undefined) return undefined;
  const card = PublicationRecordSchema.parse(record.body).live?.card;
  const isOver = card?.closesAt !== undefined && card.closesAt <= app.clock.now();
  return isOver ? undefined : card;
}
