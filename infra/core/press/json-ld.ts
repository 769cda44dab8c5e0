import type { EpisodeCard, EpisodeView } from "./catalogue.ts";
import { feedPath, fileUrl, publishedFile } from "../feed/address.ts";
import { lineOf } from "../feed/text.ts";
import { feedWords } from "../feed/words.ts";
import { allRightsReserved, licenceName, licenceUrl } from "../feed/licence.ts";
import type { SiteData } from "./page-data.ts";
import { type Show, showArtworkPath } from "../content/show.ts";
import { cleanText } from "../text.ts";

/** A schema.org thing, ready for `jsonLdText`. */
export type JsonLd = { readonly [property: string]: unknown };

type Site = Pick<SiteData, "name" | "origin">;

const context = "https://schema.org";

/** Identity of a show within the site's data; episodes point to it. */
const seriesId = (show: Pick<Show, "slug">, origin: string) =>
  `${origin}/series/${show.slug}/#series`;

/** A show as schema.org's PodcastSeries. */
export function podcastSeries(show: Show, site: Site): JsonLd {
  const english = /^en\b/.test(show.language);
  return {
    "@context": context,
    "@type": "PodcastSeries",
    "@id": seriesId(show, site.origin),
    name: lineOf(show.title),
    description: cleanText(english ? show.descriptionEn : show.description),
    url: `${site.origin}/series/${show.slug}/`,
    webFeed: `${site.origin}${feedPath({ kind: "show", slug: show.slug })}`,
    image: `${site.origin}${showArtworkPath(show, 3_000)}`,
    inLanguage: show.language,
    isFamilyFriendly: !show.explicit,
    isAccessibleForFree: true,
    author: { "@type": "Organization", name: lineOf(show.author) },
    publisher: { "@type": "Organization", name: site.name, url: `${site.origin}/` },
    ...(show.demonstration
      ? { disambiguatingDescription: feedWords(show.language).demonstrationShow }
      : {}),
  };
}

/**
 * A story as schema.org's PodcastEpisode, with its sound as AudioObject. The
 * words go in where the caller has them; a licence only where everyone audible
 * agreed to reuse; people only under the names that may be shown.
 */
export function podcastEpisode(story: EpisodeCard | EpisodeView, show: Show, site: Site): JsonLd {
  const url = `${site.origin}${story.path}`;
  const image = publishedFile(story, "-1400.jpg") ?? publishedFile(story, "-3000.jpg");
  const isFree = story.reusable && licenceName(show.license) !== allRightsReserved;
  const licence = isFree ? licenceUrl(show.license) : undefined;
  const people = story.speakers.flatMap(({ name }) =>
    name === undefined ? [] : [{ "@type": "Person", name: lineOf(name) }],
  );
  return {
    "@context": context,
    "@type": "PodcastEpisode",
    "@id": `${url}#episode`,
    url,
    mainEntityOfPage: url,
    name: lineOf(story.headline),
    description: cleanText(story.summary),
    datePublished: story.publishedAt,
    dateModified: story.updatedAt,
    inLanguage: story.language,
    duration: isoDuration(story.durationSeconds),
    timeRequired: isoDuration(story.durationSeconds),
    isFamilyFriendly: !show.explicit,
    isAccessibleForFree: true,
    accessMode: ["auditory", "textual"],
    accessibilityFeature: ["transcript", "captions"],
    ...(story.themes.length === 0 ? {} : { keywords: [...story.themes] }),
    ...(people.length === 0 ? {} : { actor: people }),
    ...(story.place === undefined
      ? {}
      : { contentLocation: { "@type": "Place", name: lineOf(story.place) } }),
    ...(image === undefined ? {} : { image: fileUrl(site.origin, story, image) }),
    ...(licence === undefined ? {} : { license: licence }),
    ...(story.demonstration
      ? { disambiguatingDescription: feedWords(story.language).demonstrationStory }
      : {}),
    partOfSeries: {
      "@type": "PodcastSeries",
      "@id": seriesId(show, site.origin),
      name: lineOf(show.title),
    },
    creator: { "@type": "Organization", name: lineOf(show.author) },
    ...audioOf(story, site.origin),
  };
}

function audioOf(story: EpisodeCard | EpisodeView, origin: string): JsonLd {
  const file = publishedFile(story, ".mp3");
  if (file === undefined) return {};
  const captions = publishedFile(story, ".vtt");
  const words =
    "transcript" in story ? story.transcript.cues.map(({ text }) => cleanText(text)).join(" ") : "";
  return {
    associatedMedia: {
      "@type": "AudioObject",
      contentUrl: fileUrl(origin, story, file),
      encodingFormat: file.mimeType,
      contentSize: String(file.bytes),
      duration: isoDuration(story.durationSeconds),
      inLanguage: story.language,
      uploadDate: story.publishedAt,
      ...(words === "" ? {} : { transcript: words }),
      ...(captions === undefined
        ? {}
        : {
            caption: {
              "@type": "MediaObject",
              contentUrl: fileUrl(origin, story, captions),
              encodingFormat: "text/vtt",
              inLanguage: story.language,
            },
          }),
    },
  };
}

/** ISO 8601, whole seconds: `PT1M5S`. */
export function isoDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  return `PT${minutes > 0 ? `${minutes}M` : ""}${rest > 0 || minutes === 0 ? `${rest}S` : ""}`;
}

/**
 * JSON that can stand inside a `<script>` whatever it says: no `<`, `>` or `&`
 * is left for an HTML parser to see, and no line separator for a script parser.
 */
export function jsonLdText(thing: JsonLd): string {
  return JSON.stringify(thing).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The thing as a data block for a page's head. It runs nothing, so a strict CSP lets it stand. */
export function jsonLdScript(thing: JsonLd): string {
  return `<script type="application/ld+json">${jsonLdText(thing)}</script>`;
}
