import type { Show } from "#core/content/show";
import type { EpisodeView } from "#core/press/catalogue";
import { jsonLdScript, podcastEpisode } from "#core/press/json-ld";
import { oembedPath } from "#core/press/oembed";
import { mediaHtml } from "../head-html.ts";
import { onceFor } from "../once-for.ts";
import { attribute } from "../ready-html.ts";
import { previewOfStory } from "./preview.ts";
import { alikeOf } from "./story-alike.ts";

/** What `<head>` says of a story whatever the language of the page: made once for as long as the story lives. */
export const headAlikeOf = onceFor(
  (story: EpisodeView, show: Show, name: string, origin: string) => {
    const { headline, sources } = alikeOf(story);
    const { publishedAt, updatedAt } = story;
    const image = previewOfStory(story, headline);
    return {
      media: mediaHtml(origin, {
        image,
        audio: sources.at(-1),
        article: { publishedAt, updatedAt },
      }),
      data: jsonLdScript(podcastEpisode(story, show, { name, origin })) + oembedHtml(story, origin),
    };
  },
);

/** Where other sites learn how to embed the story. */
function oembedHtml(story: EpisodeView, origin: string): string {
  const title = attribute("title", alikeOf(story).headline);
  const answer = (format: "json" | "xml", type: string) =>
    `<link rel="alternate" type="${type}+oembed"${title}${attribute("href", origin + oembedPath(story, format))}>`;
  return answer("json", "application/json") + answer("xml", "text/xml");
}
