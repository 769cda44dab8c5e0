import type { EpisodeView } from "#core/press/catalogue";
import type { Show } from "#core/content/show";
import type { Locale } from "#core/press/page-data";
import { formatBytes } from "../format/sizes.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { alikeOf } from "./story-alike.ts";

/** The files of a story to keep, and what may be done with them. */
export function downloadsHtml(story: EpisodeView, show: Show, locale: Locale): string {
  const words = wordsFor(locale);
  const files = alikeOf(story).downloads.map(
    ({ kind, path, format, bytes }) =>
      `<li><a${attribute("href", path)} download>${escapedText(words.downloadNames[kind])}</a>` +
      `<span class="downloads-size">${escapedText(`${format}, ${formatBytes(bytes, locale)}`)}</span></li>`,
  );
  const use = story.reusable
    ? `${escapedText(words.reusable)} ${licenceHtml(show)}`
    : escapedText(words.notReusable);
  return `<ul class="downloads" role="list">${files.join("")}</ul><p class="small">${use}</p>`;
}

function licenceHtml({ license: { url, identifier } }: Show): string {
  const name = escapedText(identifier);
  return url === undefined ? name : `<a${attribute("href", url)} rel="license">${name}</a>`;
}
