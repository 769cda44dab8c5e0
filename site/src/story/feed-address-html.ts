import type { Locale } from "#core/press/page-data";
import { pathOfTask } from "#core/press/task";
import { wordsFor } from "../i18n/words-for.ts";
import { attribute, escapedText } from "../ready-html.ts";

export type FeedAddressOf = {
  readonly origin: string;
  readonly path: string;
  readonly locale: Locale;
  /** The show whose part of the page about subscribing explains it. */
  readonly show?: string | undefined;
};

/** The address to paste into a podcast app: shown in full, since no app opens by itself everywhere. */
export function feedAddressHtml({ origin, path, locale, show }: FeedAddressOf): string {
  const words = wordsFor(locale);
  const anchor = show === undefined ? "" : `#${show}`;
  const subscribe = `${pathOfTask({ kind: "subscribe", locale })}${anchor}`;
  return (
    `<div class="feed-address"><p><a class="button"${attribute("href", subscribe)}>${escapedText(words.inFeeds)}</a></p>` +
    `<p class="small"><a${attribute("href", path)} type="application/rss+xml">${escapedText(words.feedAddress)}</a> ` +
    `<code>${escapedText(`${origin}${path}`)}</code></p></div>`
  );
}
