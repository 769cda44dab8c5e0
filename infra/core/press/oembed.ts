import { type EpisodeCard, namesOf } from "./catalogue.ts";
import { fileUrl, publishedFile } from "../feed/address.ts";
import { escapeXml, lineOf } from "../feed/text.ts";
import type { SiteData } from "./page-data.ts";
import type { Show } from "../content/show.ts";

/** The embedded player's size in CSS pixels. */
const embedWidthPx = 600;
const embedHeightPx = 220;
/** A project has a name of up to three lines, and two facts below it. */
export const projectFrameHeightPx = 300;

/** Address paths within the story's folder, so that a takedown closes them too. */
export const embedPath = (card: Pick<EpisodeCard, "path">) => `${card.path}embed/`;
/** What a site that embeds the story asks for, as JSON or as XML. */
export const oembedPath = (card: Pick<EpisodeCard, "path">, format: "json" | "xml") =>
  `${card.path}oembed.${format}`;

/** An oEmbed 1.0 answer of type `rich` (oembed.com §2.3.4). */
export type Oembed = Readonly<Record<string, string | number>>;

/**
 * What a page that shows a link to this story needs to embed it. The width is
 * the greatest; a narrower place squeezes the frame.
 */
export function oembedOf(
  card: EpisodeCard,
  show: Pick<Show, "title" | "author" | "slug">,
  site: Pick<SiteData, "name" | "origin">,
): Oembed {
  const title = lineOf(card.headline) || lineOf(card.title) || site.name;
  const named = card.speakers.flatMap(({ name }) => (name === undefined ? [] : [{ name }]));
  const cover = publishedFile(card, "-500.jpg");
  return {
    version: "1.0",
    type: "rich",
    provider_name: site.name,
    provider_url: `${site.origin}/`,
    title,
    author_name: lineOf(namesOf(named, card.language)) || lineOf(show.author),
    author_url: `${site.origin}/series/${show.slug}/`,
    // Seconds; short, because a story can be withdrawn.
    cache_age: 300,
    width: embedWidthPx,
    height: embedHeightPx,
    html: embedHtml(card, title, site.origin),
    ...(cover === undefined
      ? {}
      : {
          thumbnail_url: fileUrl(site.origin, card, cover),
          thumbnail_width: 500,
          thumbnail_height: 500,
        }),
  };
}

/** The frame to paste into a page, of a story; it loads when it comes into sight and may do no more than play. */
export const embedHtml = (card: Pick<EpisodeCard, "path">, title: string, origin: string): string =>
  frameHtml(`${origin}${embedPath(card)}`, title, embedHeightPx);

/** The frame to paste into a page, of anything that is made for frames of other sites. */
export const frameHtml = (src: string, title: string, heightPx: number): string =>
  `<iframe src="${escapeXml(src)}" title="${escapeXml(title)}" width="${embedWidthPx}" height="${heightPx}"` +
  ' loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups" referrerpolicy="no-referrer"' +
  ' style="border:0;width:100%;max-width:600px"></iframe>';

/** The answer as JSON (`application/json+oembed`). */
export function oembedJson(answer: Oembed): string {
  return JSON.stringify(answer);
}

/** The answer as XML (`text/xml+oembed`). */
export function oembedXml(answer: Oembed): string {
  const members = Object.entries(answer).map(
    ([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><oembed>${members.join("")}</oembed>`;
}
