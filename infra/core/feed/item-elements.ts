import type { EpisodeCard } from "../press/catalogue.ts";
import { fileUrl, publishedFile } from "./address.ts";
import type { XmlElement } from "./rss.ts";
import { lineOf, namespaceCharactersMax } from "./text.ts";
import { feedWords } from "./words.ts";
import { allRightsReserved, licenceName, licenceUrl } from "./licence.ts";
import type { Show } from "../content/show.ts";
import type { Role } from "../speaker.ts";

/** A MIME type without parameters, as the namespace's `type` attributes have it. */
export const plainTypeOf = (mimeType: string): string => mimeType.replace(/;.*$/s, "").trim();

/** Roles of the Podcast Taxonomy (group "cast"): coaches hold the microphone, the others tell. */
const taxonomyRoles: Readonly<Record<Role, string>> = {
  coach: "host",
  talent: "guest",
  professional: "guest",
  apprentice: "guest",
};

/** An array makes npm `xml` write an end tag, which an element without content does not need. */
const element = (
  name: string,
  attributes: Record<string, string>,
  ...content: unknown[]
): XmlElement => ({
  [name]: content.length === 0 ? { _attr: attributes } : [{ _attr: attributes }, ...content],
});

/** The `podcast:*` elements of an item; `title` is what its cover is called after. */
export function itemElements(
  card: EpisodeCard,
  show: Show,
  origin: string,
  title: string,
): readonly XmlElement[] {
  return [
    ...transcripts(card, origin),
    ...chapters(card, origin),
    ...card.speakers.flatMap(({ name, role }) => {
      const shown = lineOf(name ?? "", namespaceCharactersMax);
      return shown === ""
        ? []
        : [element("podcast:person", { role: taxonomyRoles[role], group: "cast" }, shown)];
    }),
    licence(card.reusable ? show.license : { identifier: allRightsReserved }),
    ...alternates(card, origin),
    ...pictures(card, origin, title),
    ...(card.demonstration ? [element("podcast:txt", { purpose: "ai-content" }, "true")] : []),
  ];
}

/** The licence as an element; also used for a whole channel. */
export function licence(license: Show["license"]): XmlElement {
  const url = licenceUrl(license);
  return element(
    "podcast:license",
    url === undefined ? {} : { url },
    lineOf(licenceName(license), namespaceCharactersMax) || allRightsReserved,
  );
}

/** Captions with times first; the JSON form carries the words for apps that show them one by one. */
function transcripts(card: EpisodeCard, origin: string): XmlElement[] {
  const forms = [
    { ending: ".vtt", type: "text/vtt", rel: { rel: "captions" } },
    { ending: ".srt", type: "application/x-subrip", rel: { rel: "captions" } },
    { ending: ".json", type: "application/json", rel: {} },
  ];
  return forms.flatMap(({ ending, type, rel }) => {
    const own = publishedFile(card, ending);
    const translated = card.files.filter(
      ({ name, language }) => language !== undefined && name.endsWith(ending),
    );
    return [...(own === undefined ? [] : [own]), ...translated].map((file) =>
      element("podcast:transcript", {
        url: fileUrl(origin, card, file),
        type,
        language: lineOf(file.language ?? card.language),
        ...rel,
      }),
    );
  });
}

function chapters(card: EpisodeCard, origin: string): XmlElement[] {
  const file = publishedFile(card, "-chapters.json");
  if (file === undefined) return [];
  return [
    element("podcast:chapters", {
      url: fileUrl(origin, card, file),
      type: "application/json+chapters",
    }),
  ];
}

/** AAC and Opus; the bit rate is the average over the whole file, as the namespace asks. */
function alternates(card: EpisodeCard, origin: string): XmlElement[] {
  const forms = [
    { ending: ".m4a", title: "AAC", codecs: "mp4a.40.2" },
    { ending: ".opus", title: "Opus", codecs: "opus" },
  ];
  return forms.flatMap(({ ending, title, codecs }) => {
    const file = publishedFile(card, ending);
    if (file === undefined) return [];
    const bitrate = Math.round((file.bytes * 8) / Math.max(1, card.durationSeconds));
    return [
      element(
        "podcast:alternateEnclosure",
        {
          type: plainTypeOf(file.mimeType),
          length: String(file.bytes),
          bitrate: String(bitrate),
          title,
          codecs,
        },
        element("podcast:source", { uri: fileUrl(origin, card, file) }),
      ),
    ];
  });
}

/** A smaller cover for apps that know `podcast:image`: 3000 px is much for a phone's list. */
function pictures(card: EpisodeCard, origin: string, title: string): XmlElement[] {
  const file = publishedFile(card, "-500.jpg");
  if (file === undefined) return [];
  const alt = lineOf(feedWords(card.language).cover(title));
  const attributes = {
    href: fileUrl(origin, card, file),
    alt,
    "aspect-ratio": "1/1",
    width: "500",
    purpose: "artwork",
  };
  return [element("podcast:image", attributes)];
}
