import { type EpisodeCard, EpisodeCardSchema } from "#core/press/catalogue";
import { feedRefusal } from "#core/feed/item";
import { searchFormat } from "#core/search/story";
import { z } from "zod";
import type { App } from "../app.ts";
import type { Live } from "../episode/episode-records.ts";
import { feedSource, requireShow } from "./shelved-story.ts";
import { lastPlace, siteFeedPlace, siteShelfPlace } from "./shelves.ts";

/** Whether a story stands where it should, as it should: with its terms, on every shelf that there is today (a former program knew fewer), and in the feeds. */
export async function standsOnShelves(app: App, { card, index }: Live): Promise<boolean> {
  if (index?.format !== searchFormat) return false;
  const [onAll, onLast] = await Promise.all([
    app.records.get(siteShelfPlace(card)),
    app.records.get(lastPlace(card)),
  ]);
  const { data } = EpisodeCardSchema.safeParse(onAll?.body);
  if (JSON.stringify(data) !== JSON.stringify(card)) return false;
  return onLast !== undefined && (await isInFeed(app, card));
}

/** Whether a story has the item that it should have on the shelf of the feed of everything, or rightly none. */
async function isInFeed(app: App, card: EpisodeCard): Promise<boolean> {
  const item = await app.records.get(siteFeedPlace(card));
  if (feedRefusal(card) !== undefined) return item === undefined;
  const { data } = SourceSchema.safeParse(item?.body);
  return data?.source === feedSource(app, requireShow(app, card.showSlug));
}

/** What of an item tells whether it is still the right one; with the same card and source it is. */
const SourceSchema = z.object({ source: z.string() });
