import type { Show } from "#core/content/show";
import type { EpisodeView } from "#core/press/catalogue";
import { jsonLdScript, podcastEpisode } from "#core/press/json-ld";
import { oembedPath } from "#core/press/oembed";
import { typeset } from "../format/typeset.ts";
import { onceFor } from "../once-for.ts";
import { attribute } from "../ready-html.ts";

/** What a story's page says to machines in their own terms, which its pages of every language have alike. */
export const dataHtml = onceFor(
  (story: EpisodeView, show: Show, name: string, origin: string): string => {
    const title = attribute("title", typeset(story.headline, story.language));
    const oembed = (format: "json" | "xml", type: string) =>
      `<link rel="alternate" type="${type}+oembed"${title}${attribute("href", origin + oembedPath(story, format))}>`;
    return (
      jsonLdScript(podcastEpisode(story, show, { name, origin })) +
      oembed("json", "application/json") +
      oembed("xml", "text/xml")
    );
  },
);
