import { z } from "zod";
import { slugOf } from "../ids.ts";
import { facetShelf, facetsOf } from "./facets.ts";
import type { PublicSpeaker, PublishableEpisode } from "../publication.ts";
import { RoleSchema } from "../speaker.ts";
import type { Transcript } from "../transcript/transcript.ts";

/** A file that anyone may fetch, as it stands in the public store. */
const PublicFileSchema = z.object({
  /** Name within the episode's public folder. */
  name: z.string(),
  mimeType: z.string(),
  bytes: z.int().positive(),
  /** Of the words in it, where they are in another language than the story. */
  language: z.string().optional(),
});
export type PublicFile = z.output<typeof PublicFileSchema>;

/** One act of making a story public. Its key is in every media address and is never used again. */
export const PublicationSchema = z.object({
  key: z.string(),
  fingerprint: z.string(),
  epoch: z.int(),
  /** Never changes: the date in feeds and archives. */
  firstPublishedAt: z.iso.datetime(),
  /** When these very files came out. */
  publishedAt: z.iso.datetime(),
  files: z.array(PublicFileSchema),
  /** Identity for podcast apps that a story brought from another podcast; else it has its own. */
  guid: z.string().optional(),
});
export type Publication = z.output<typeof PublicationSchema>;

/** What lists show of a published story: small, and nothing that the gate did not let through. */
export const EpisodeCardSchema = z.object({
  id: z.string(),
  /** Address of the page, with the readable name in it; ends in `/`. */
  path: z.string(),
  /** Names where agreed, and the title: unique enough for a podcast app's list. */
  headline: z.string(),
  title: z.string(),
  summary: z.string(),
  language: z.string(),
  showSlug: z.string(),
  projectSlug: z.string().optional(),
  followUpOf: z.string().optional(),
  pairedWith: z.string().optional(),
  speakers: z.array(
    z.object({
      id: z.string(),
      role: RoleSchema,
      name: z.string().optional(),
      language: z.string().optional(),
    }),
  ),
  themes: z.array(z.string()),
  trade: z.string().optional(),
  /** Under which its trade is filed (core/trade-key.ts): as it was when the story was put on its shelves. */
  tradeKey: z.string().optional(),
  place: z.string().optional(),
  recordedOn: z.string().optional(),
  publishedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  durationSeconds: z.number(),
  onPlatforms: z.boolean(),
  reusable: z.boolean(),
  demonstration: z.boolean(),
  publicationKey: z.string(),
  /** As in the publication. */
  guid: z.string().optional(),
  files: z.array(PublicFileSchema),
  waveform: z.array(z.number()),
  /** A list must not show the card from this moment on. */
  closesAt: z.string().optional(),
});
export type EpisodeCard = z.output<typeof EpisodeCardSchema>;

/** Everything that the page of a story shows. */
export type EpisodeView = EpisodeCard & {
  readonly transcript: Transcript;
  /** The same words in other languages, where someone provided them. */
  readonly translations?: readonly Transcript[];
};

/** `Sandra`, `Bernard et Inès`, or nothing where no name may be shown. */
export function namesOf(
  speakers: readonly Pick<PublicSpeaker, "name">[],
  language: string,
): string {
  const names = speakers.flatMap((speaker) => speaker.name ?? []);
  // Most stories have one voice; making a list format costs more than the rest of a page's names.
  if (names.length < 2) return names.join();
  return new Intl.ListFormat(language, { type: "conjunction" }).format(names);
}

/** `Sandra – Compter, organiser, écouter`; the title alone where no name may be shown or it already names them. */
export function headlineOf(
  title: string,
  speakers: readonly Pick<PublicSpeaker, "name">[],
  language: string,
): string {
  const names = namesOf(speakers, language);
  return names === "" || title.startsWith(names) ? title : `${names} – ${title}`;
}

/** The address of a story's page; only the id in it counts, the name is for readers. */
export function episodePath(id: string, headline: string): string {
  return `/episodes/${slugOf(headline)}-${id}/`;
}

/** The address of a story's published file; the same from the page of every language. */
export function filePath(card: Pick<EpisodeCard, "path">, file: Pick<PublicFile, "name">): string {
  return `${card.path}${file.name}`;
}

/** The card of a story that the gate let through, for the publication that carries it. */
export function cardOf(episode: PublishableEpisode, publication: Publication): EpisodeCard {
  const { transcript: _words, renditions: _media, covers: _pictures, ...shown } = episode;
  const { epoch: _epoch, fingerprint: _fingerprint, imported: _origin, ...content } = shown;
  const headline = headlineOf(episode.title, episode.speakers, episode.language);
  return EpisodeCardSchema.parse({
    ...content,
    headline,
    path: episodePath(episode.id, headline),
    publishedAt: publication.firstPublishedAt,
    updatedAt: publication.publishedAt,
    publicationKey: publication.key,
    ...(publication.guid === undefined ? {} : { guid: publication.guid }),
    files: publication.files,
  });
}

/** Everything for the page of a story that the gate let through. */
export function viewOf(episode: PublishableEpisode, publication: Publication): EpisodeView {
  const { transcript, translations } = episode;
  return { ...cardOf(episode, publication), transcript, translations };
}

/** The shelves that have a feed beside their pages: of everything, of a show, of a project. */
export function feedShelvesOf(card: EpisodeCard): readonly string[] {
  return [
    "all",
    showShelf(card.showSlug),
    ...(card.projectSlug === undefined ? [] : [projectShelf(card.projectSlug)]),
  ];
}

/** The shelves that a card stands on: those with a feed, those of its facets, those of the stories that it names. */
export function shelvesOf(card: EpisodeCard): readonly string[] {
  return [
    ...feedShelvesOf(card),
    ...facetsOf(card).map(facetShelf),
    ...namedBy(card).map(threadShelf),
  ];
}

const showShelf = (slug: string) => `show#${slug}`;
const projectShelf = (slug: string) => `project#${slug}`;
/** The stories that name an earlier one: they tell how it went on, or are the other half of its pair. */
export const threadShelf = (episodeId: string) => `after#${episodeId}`;

/** The earlier stories that a story names, each once. */
export const namedBy = ({
  followUpOf,
  pairedWith,
}: Pick<EpisodeCard, "followUpOf" | "pairedWith">): readonly string[] => [
  ...new Set([followUpOf, pairedWith].filter((id) => id !== undefined)),
];

/** Whether two stories are the two halves of a pair, whichever of them names the other. */
export const arePaired = (
  a: Pick<EpisodeCard, "id" | "pairedWith">,
  b: Pick<EpisodeCard, "id" | "pairedWith">,
): boolean => a.pairedWith === b.id || b.pairedWith === a.id;

/** Year and month (UTC) of a card, as archives and sitemap parts are cut. */
export function monthOf(card: Pick<EpisodeCard, "publishedAt">): string {
  return card.publishedAt.slice(0, 7);
}
