/** What the player of a story in a frame of another site has of its own, for the holes of views/Player.astro. */
import { storyPath } from "#core/press/task";
import { formatDuration } from "../format/durations.ts";
import { typeset } from "../format/typeset.ts";
import { wordsFor } from "../i18n/words-for.ts";
import type { PageOf } from "../page-of.ts";
import { attribute, attributeText, escapedText } from "../ready-html.ts";
import { thumbnailOf } from "./ring-html.ts";
import { soundHtml } from "./sound-html.ts";
import { alikeOf } from "./story-alike.ts";

type EmbedPage = PageOf<"embed">;
export type EmbedPart = keyof ReturnType<typeof embedParts>;

/** Each part as HTML that is ready for its place. */
export function embedParts({ episode, show, locale, site }: EmbedPage) {
  const { headline, headlineHtml, voice } = alikeOf(episode);
  return {
    title: escapedText(`${headline} – ${site.name}`),
    address: attributeText(`${site.origin}${storyPath(episode, locale)}`),
    voice,
    ring: thumbnailOf(episode.waveform),
    show: `<span${attribute("lang", show.language)}>${escapedText(typeset(show.title, show.language))}</span>`,
    duration: escapedText(formatDuration(episode.durationSeconds, locale)),
    headline: headlineHtml,
    sound: soundHtml(episode, locale),
    storyPath: attributeText(storyPath(episode, locale)),
    demonstration: episode.demonstration
      ? `<span>${escapedText(wordsFor(locale).demonstrationShort)}</span>`
      : "",
  };
}
