import type { EpisodeCard } from "../press/catalogue.ts";
import { type FeedEntry, feedEntry } from "./item.ts";
import type { SiteData } from "../press/page-data.ts";
import type { Show } from "../content/show.ts";

/** Makes the entry of a card, or hands out the one made before from the very same card, show and origin. */
export type FeedEntryMaker = (
  card: EpisodeCard,
  show: Show,
  site: Pick<SiteData, "origin">,
) => FeedEntry | undefined;

/**
 * As `feedEntry`, remembering the last `entriesMax` entries by everything that
 * they are made of, so that publishing one story makes one item and not three
 * hundred. About 2.5 KB an entry.
 */
export function createFeedEntryMaker(entriesMax: number): FeedEntryMaker {
  const made = new Map<string, { readonly from: string; readonly entry: FeedEntry | undefined }>();
  const showTexts = new WeakMap<Show, string>();
  const textOf = (show: Show) => {
    const text = showTexts.get(show) ?? JSON.stringify(show);
    showTexts.set(show, text);
    return text;
  };
  return (card, show, site) => {
    const { waveform: _drawing, ...shown } = card;
    const from = `${site.origin}\n${textOf(show)}\n${JSON.stringify(shown)}`;
    const known = made.get(card.id);
    const entry = known?.from === from ? known.entry : feedEntry(card, show, site);
    // Deleted and set again, the newest use stands last: the first one is the longest unused.
    made.delete(card.id);
    made.set(card.id, { from, entry });
    const [oldest] = made.keys();
    if (made.size > entriesMax && oldest !== undefined) made.delete(oldest);
    return entry;
  };
}
