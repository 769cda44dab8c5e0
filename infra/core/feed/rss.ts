/**
 * The only place that knows the npm package `podcast`. What it gets wrong is
 * mended here: it stamps `lastBuildDate` with the clock, writes durations as
 * HH:MM:SS unless given text, repeats the description as summary, puts an
 * `author` into the channel that RSS 2.0 does not know, ignores `imageUrl`, and
 * offers no `podcast:*` elements (they go in as custom ones).
 */
import { type FeedOptions, Podcast } from "podcast";

/** An element in the notation of npm `xml`: `{ name: text }` or `{ name: [{ _attr: … }, child, …] }`. */
export type XmlElement = { readonly [name: string]: unknown };

/** What one item says; every text clean, every address full. */
export type RssItem = {
  readonly title: string;
  /** HTML. */
  readonly description: string;
  /** Plain text. */
  readonly summary: string;
  readonly link: string;
  readonly guid: string;
  readonly publishedAt: string;
  readonly enclosure: { readonly url: string; readonly bytes: number; readonly mimeType: string };
  readonly author: string;
  readonly explicit: boolean;
  readonly durationSeconds: number;
  readonly imageUrl?: string;
  readonly elements: readonly XmlElement[];
};

/** What the feed says of itself. */
export type RssChannel = {
  readonly title: string;
  /** HTML. */
  readonly description: string;
  /** Plain text. */
  readonly summary: string;
  readonly subtitle?: string;
  readonly feedUrl: string;
  readonly link: string;
  readonly language: string;
  readonly copyright: string;
  readonly author: string;
  readonly owner: { readonly name: string; readonly email: string };
  readonly explicit: boolean;
  readonly category: { readonly text: string; readonly subcats?: { readonly text: string }[] };
  readonly imageUrl: string;
  /** When an item of this document last changed; nothing when it has none. */
  readonly builtAt?: string;
  readonly elements: readonly XmlElement[];
  readonly namespaces?: Readonly<Record<string, string>>;
};

/** Only the namespaces that are used; psc chapters are not (they are a file of their own). */
const namespaces: NonNullable<FeedOptions["namespaces"]> = {
  iTunes: true,
  podcast: true,
  simpleChapters: false,
};

/** CSS comes after XSL: a browser that no longer runs XSL still shows a readable page. */
const stylesheets =
  '<?xml-stylesheet type="text/xsl" href="/feed.xsl"?><?xml-stylesheet type="text/css" href="/feed.css"?>';

const feedEnd = "</channel></rss>";

/** One `<item>…</item>`, the same text wherever it stands. */
export function rssItem(item: RssItem): string {
  const feed = new Podcast({ title: "-", namespaces });
  feed.addItem({
    title: item.title,
    description: item.description,
    url: item.link,
    guid: item.guid,
    date: item.publishedAt,
    enclosure: {
      url: item.enclosure.url,
      size: item.enclosure.bytes,
      type: item.enclosure.mimeType,
    },
    itunesAuthor: item.author,
    itunesSummary: item.summary,
    itunesExplicit: item.explicit,
    // As text: a number would be written as HH:MM:SS.
    itunesDuration: String(item.durationSeconds),
    itunesEpisodeType: "full",
    ...(item.imageUrl === undefined ? {} : { itunesImage: item.imageUrl }),
    customElements: [...item.elements],
  });
  const xml = feed.buildXml();
  // Nothing that a person typed stands before the first item or after the last one.
  return xml.slice(xml.indexOf("<item>"), -feedEnd.length);
}

/** What stands in a feed document before its items (of `rssItem`), and after them. */
export function rssFrame(channel: RssChannel): readonly [before: string, after: string] {
  const feed = new Podcast({
    title: channel.title,
    description: channel.description,
    feedUrl: channel.feedUrl,
    siteUrl: channel.link,
    generator: "Paroles",
    language: channel.language,
    copyright: channel.copyright,
    // Minutes: how soon an app may ask again. A withdrawn item should not stay in lists for long.
    ttl: 60,
    namespaces,
    customNamespaces: { ...channel.namespaces },
    customElements: [...channel.elements],
    itunesAuthor: channel.author,
    itunesSummary: channel.summary,
    ...(channel.subtitle === undefined ? {} : { itunesSubtitle: channel.subtitle }),
    itunesOwner: channel.owner,
    itunesExplicit: channel.explicit,
    itunesCategory: [
      {
        text: channel.category.text,
        ...(channel.category.subcats ? { subcats: channel.category.subcats } : {}),
      },
    ],
    itunesImage: channel.imageUrl,
    itunesType: "episodic",
  });
  const xml = withBuildDate(feed.buildXml(), channel.builtAt);
  const start = xml.indexOf("?>") + "?>".length;
  return [xml.slice(0, start) + stylesheets + xml.slice(start, -feedEnd.length), feedEnd];
}

/** The item's beginning, as `rssItem` writes it, up to the end of its title. */
export function itemOpening(title: string): string {
  return `<item><title><![CDATA[${title.replaceAll("]]>", "]]]]><![CDATA[>")}]]></title>`;
}

/** Replaces the clock's time by the content's. Titles and descriptions are CDATA: what they say is passed over. */
function withBuildDate(xml: string, builtAt: string | undefined): string {
  const date =
    builtAt === undefined
      ? ""
      : `<lastBuildDate>${new Date(builtAt).toUTCString()}</lastBuildDate>`;
  return xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<lastBuildDate>[^<]*<\/lastBuildDate>/g, (part) =>
    part.startsWith("<!") ? part : date,
  );
}
