import type { FeedChannel } from "./channel.ts";
import type { ItemNote } from "./item.ts";
import { licence } from "./item-elements.ts";
import type { RssChannel, XmlElement } from "./rss.ts";
import {
  cutWhere,
  descriptionBytesMax,
  htmlOf,
  lineOf,
  namespaceCharactersMax,
  paragraphsOf,
  utf8Bytes,
} from "./text.ts";
import { feedWords } from "./words.ts";
import { allRightsReserved } from "./licence.ts";
import { type Show, showArtworkPath } from "../content/show.ts";

/** How a document of a feed relates to its other documents. */
export type DocumentPlace = {
  /** Full address of this document. */
  readonly url: string;
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly isArchive: boolean;
};

/** The channel of one document, dated by the entries in it. */
export function rssChannelOf(
  channel: FeedChannel,
  entries: readonly ItemNote[],
  place: DocumentPlace,
): RssChannel {
  const { show } = channel;
  const title = lineOf(channel.title) || channel.origin;
  const author = lineOf(show.author) || title;
  const builtAt = Math.max(...entries.map(({ updatedAt }) => Date.parse(updatedAt)));
  const subtitle = lineOf(channel.subtitle ?? "");
  const category = lineOf(show.category);
  const texts = describe(channel);
  return {
    title,
    ...texts,
    ...(subtitle === "" ? {} : { subtitle }),
    feedUrl: place.url,
    link: `${channel.origin}${channel.pagePath}`,
    language: channel.language.toLowerCase(),
    copyright: holderOf(show.copyright) || author,
    author,
    owner: { name: lineOf(show.ownerName) || author, email: show.ownerEmail },
    explicit: show.explicit,
    category: {
      text: category,
      ...(show.subcategory === undefined ? {} : { subcats: [{ text: lineOf(show.subcategory) }] }),
    },
    imageUrl: artworkOf(channel),
    ...(Number.isFinite(builtAt) ? { builtAt: new Date(builtAt).toISOString() } : {}),
    elements: channelElements(channel, entries, place),
    ...(place.isArchive ? { namespaces: { fh: "http://purl.org/syndication/history/1.0" } } : {}),
  };
}

const artworkOf = ({ origin, show }: FeedChannel) => `${origin}${showArtworkPath(show, 3_000)}`;

/** The description as HTML, and as plain text for summaries; at most 4,000 bytes each. */
function describe(channel: FeedChannel): {
  readonly description: string;
  readonly summary: string;
} {
  const paragraphs = paragraphsOf(channel.description);
  // Where the show's own words say it, it is not said twice.
  const isSaid = paragraphs.some((paragraph) => /^d[ée]monstration\b/i.test(paragraph));
  const note =
    channel.demonstration && !isSaid ? [feedWords(channel.language).demonstrationShow] : [];
  const words = paragraphs.length === 0 ? [lineOf(channel.title) || channel.origin] : paragraphs;
  const whole = (text: string) => htmlOf([...note, ...paragraphsOf(text)]);
  const text = cutWhere(words.join("\n\n"), (cut) => utf8Bytes(whole(cut)) <= descriptionBytesMax);
  return { description: whole(text), summary: [...note, text].join("\n\n") };
}

/** PSP-1 wants the holder alone: no sign, no word "copyright", no year. */
function holderOf(copyright: string): string {
  return lineOf(
    copyright.replace(
      /©|\(c\)|\bcopyright\b|\b(?:19|20)\d{2}\b(?:\s*[-–]\s*(?:19|20)\d{2}\b)?/gi,
      " ",
    ),
  ).replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, "");
}

function channelElements(
  channel: FeedChannel,
  entries: readonly ItemNote[],
  place: DocumentPlace,
): readonly XmlElement[] {
  const link = (rel: string, href: string) => ({
    "atom:link": {
      _attr: { rel, href, ...(rel === "hub" ? {} : { type: "application/rss+xml" }) },
    },
  });
  return [
    ...place.links.map(({ rel, href }) => link(rel, href)),
    ...(channel.hubUrl === undefined ? [] : [link("hub", channel.hubUrl)]),
    ...(place.isArchive ? [{ "fh:archive": null }] : []),
    ...pictures(channel),
    { "podcast:guid": channel.guid },
    { "podcast:locked": [{ _attr: { owner: channel.show.ownerEmail } }, "yes"] },
    { "podcast:medium": "podcast" },
    channelLicence(channel.show, entries),
    ...situation(channel.show),
    ...(channel.demonstration || entries.some(({ demonstration }) => demonstration)
      ? [{ "podcast:txt": [{ _attr: { purpose: "ai-content" } }, "true"] }]
      : []),
    ...blocks(channel),
    ...(channel.newFeedUrl === undefined ? [] : [{ "itunes:new-feed-url": channel.newFeedUrl }]),
  ];
}

/** RSS 2.0's own image, for readers that know no other, and the namespace's. */
function pictures(channel: FeedChannel): readonly XmlElement[] {
  const href = artworkOf(channel);
  const title = lineOf(channel.title) || channel.origin;
  const alt = lineOf(feedWords(channel.language).cover(title));
  const attributes = { href, alt, "aspect-ratio": "1/1", width: "3000", purpose: "artwork" };
  return [
    { image: [{ url: href }, { title }, { link: `${channel.origin}${channel.pagePath}` }] },
    { "podcast:image": { _attr: attributes } },
  ];
}

/** Where the show is made (never where a person lives), how it is paid for, how often it comes out. */
function situation({ location, funding, updateFrequency }: Show): readonly XmlElement[] {
  const short = (text = "") => lineOf(text, namespaceCharactersMax);
  const [where, often] = [short(location), short(updateFrequency)];
  const url = funding && new URL(funding.url).href;
  return [
    ...(where === "" ? [] : [{ "podcast:location": [{ _attr: { rel: "creator" } }, where] }]),
    ...(url === undefined
      ? []
      : [{ "podcast:funding": [{ _attr: { url } }, short(funding?.text) || short(url)] }]),
    ...(often === "" ? [] : [{ "podcast:updateFrequency": often }]),
  ];
}

/**
 * The show's licence only where every story of the document may be reused: some
 * readers look at the channel alone, and a story that was not agreed to for
 * reuse must not seem free to them.
 */
function channelLicence(show: Show, entries: readonly ItemNote[]): XmlElement {
  return licence(
    entries.every(({ reusable }) => reusable) ? show.license : { identifier: allRightsReserved },
  );
}

/**
 * YouTube copies the sound and does not follow a feed afterwards, so a
 * withdrawal would not reach it. A demonstration belongs in no directory at all.
 */
function blocks({ demonstration }: FeedChannel): readonly XmlElement[] {
  if (demonstration) return [{ "podcast:block": "yes" }, { "itunes:block": "Yes" }];
  return [{ "podcast:block": [{ _attr: { id: "youtube" } }, "yes"] }];
}
