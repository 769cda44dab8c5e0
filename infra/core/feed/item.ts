import { z } from "zod";
import { type EpisodeCard, namesOf, type PublicFile } from "../press/catalogue.ts";
import { fileUrl, publishedFile } from "./address.ts";
import { itemElements, plainTypeOf } from "./item-elements.ts";
import { itemOpening, rssItem } from "./rss.ts";
import {
  cutWhere,
  descriptionBytesMax,
  escapeXml,
  htmlOf,
  lineOf,
  paragraphsOf,
  utf8Bytes,
} from "./text.ts";
import { feedWords } from "./words.ts";
import type { SiteData } from "../press/page-data.ts";
import { itemGuid } from "./podcast-guid.ts";
import type { Show } from "../content/show.ts";
import { cleanText } from "../text.ts";
import { utf8Of } from "../utf8.ts";

/**
 * One item ready to stand in any feed: its text, and what documents need to
 * know to order, filter and date it. Plain JSON, so that it can be stored.
 */
export const FeedEntrySchema = z.object({
  id: z.string(),
  title: z.string(),
  publishedAt: z.string(),
  updatedAt: z.string(),
  closesAt: z.string().optional(),
  reusable: z.boolean(),
  demonstration: z.boolean(),
  xml: z.string(),
});
export type FeedEntry = z.output<typeof FeedEntrySchema>;

/** What is known of an item beside its text. */
export const ItemNoteSchema = FeedEntrySchema.omit({ xml: true });
export type ItemNote = z.output<typeof ItemNoteSchema>;

/** An item as documents take it in: its text in bytes, which begins with the title that it is shown under. */
export type FeedItem = ItemNote & {
  readonly text: { readonly shownAs: string; readonly bytes: Uint8Array };
};

/** The item of a stored entry, under its own title. */
export function itemOf({ xml, ...note }: FeedEntry): FeedItem {
  return { ...note, text: { shownAs: note.title, bytes: utf8Of(xml) } };
}

/** Why a card is in no feed. */
export type FeedRefusal = "not-for-platforms" | "no-audio";

/** The reason to keep a card out of every feed, or nothing. */
export function feedRefusal(card: EpisodeCard): FeedRefusal | undefined {
  if (!card.onPlatforms) return "not-for-platforms";
  return publishedFile(card, ".mp3") === undefined ? "no-audio" : undefined;
}

/**
 * The item of a story, from its card, its show and the site's origin alone: the
 * same three always give the same bytes, in every feed. Nothing for a story
 * that was not agreed to for podcast apps, or without an MP3.
 */
export function feedEntry(
  card: EpisodeCard,
  show: Show,
  site: Pick<SiteData, "origin">,
): FeedEntry | undefined {
  const audio = publishedFile(card, ".mp3");
  if (feedRefusal(card) !== undefined || audio === undefined) return undefined;
  const title = titleOf(card, show);
  const { id, publishedAt, updatedAt, closesAt, reusable, demonstration } = card;
  return {
    id,
    title,
    publishedAt,
    updatedAt,
    ...(closesAt === undefined ? {} : { closesAt }),
    reusable,
    demonstration,
    xml: itemText(card, show, site.origin, title, audio),
  };
}

function itemText(
  card: EpisodeCard,
  show: Show,
  origin: string,
  title: string,
  audio: PublicFile,
): string {
  const link = `${origin}${card.path}`;
  const image = publishedFile(card, "-3000.jpg") ?? publishedFile(card, "-1400.jpg");
  return rssItem({
    title,
    ...describe(card, title, link),
    link,
    guid: card.guid ?? itemGuid(card.id),
    publishedAt: card.publishedAt,
    enclosure: {
      url: fileUrl(origin, card, audio),
      bytes: audio.bytes,
      mimeType: plainTypeOf(audio.mimeType),
    },
    author: authorOf(card, show),
    explicit: show.explicit,
    durationSeconds: Math.max(1, Math.round(card.durationSeconds)),
    ...(image === undefined ? {} : { imageUrl: fileUrl(origin, card, image) }),
    elements: itemElements(card, show, origin, title),
  });
}

/** The bytes of an item under another title (core/feed/titles.ts): the very ones that `rssItem` would make of it. */
export function bytesUnder({ text }: Pick<FeedItem, "text">, title: string): Uint8Array {
  if (title === text.shownAs) return text.bytes;
  const opening = utf8Of(itemOpening(text.shownAs));
  if (opening.some((byte, at) => text.bytes[at] !== byte))
    throw new RangeError("an item of a feed does not begin with its own title");
  return utf8Of(itemOpening(title), text.bytes.subarray(opening.length));
}

/** AntennaPod refuses a whole feed for one item without a title, so there always is one. */
function titleOf(card: EpisodeCard, show: Show): string {
  return lineOf(card.headline) || lineOf(card.title) || lineOf(show.title) || card.id;
}

/** Whoever agreed to be named; the show speaks for the others. */
function authorOf(card: EpisodeCard, show: Show): string {
  const named = card.speakers.flatMap(({ name }) => (name === undefined ? [] : [{ name }]));
  // One name needs no list format, which is slow to make.
  const names = named.length > 1 ? namesOf(named, card.language) : (named[0]?.name ?? "");
  return lineOf(names) || lineOf(show.author) || titleOf(card, show);
}

/**
 * What the story is about, as HTML with a link to the transcript and as plain
 * text. What people wrote gives way where all of it would pass 4,000 bytes.
 */
function describe(
  card: EpisodeCard,
  title: string,
  link: string,
): { readonly description: string; readonly summary: string } {
  const words = feedWords(card.language);
  const note = card.demonstration ? [words.demonstrationStory] : [];
  const about = cleanText(card.summary) || title;
  const html = (text: string) =>
    `${htmlOf([...note, ...paragraphsOf(text)])}<p><a href="${escapeXml(link)}">${words.transcript}</a></p>`;
  const plain = (text: string) => [...note, text].join("\n\n");
  const cut = (whole: (text: string) => string) =>
    whole(cutWhere(about, (text) => utf8Bytes(whole(text)) <= descriptionBytesMax));
  return { description: cut(html), summary: cut(plain) };
}
