import {
  type EpisodeCard,
  EpisodeCardSchema,
  episodePath,
  headlineOf,
} from "#core/press/catalogue";
import { encodeId, episodeIdLength, publicationKeyLength } from "#core/ids";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** An id of the right form that is always the same for the same word. */
export function idFrom(word: string, length = episodeIdLength): string {
  return encodeId(sha256(utf8ToBytes(word)).slice(0, length));
}

/** The files of a publication, with sizes as a minute of speech has them. */
export function filesOf(key: string): EpisodeCard["files"] {
  return [
    { name: `${key}.mp3`, mimeType: "audio/mpeg", bytes: 724_000 },
    { name: `${key}.m4a`, mimeType: "audio/mp4", bytes: 486_123 },
    { name: `${key}.opus`, mimeType: "audio/ogg", bytes: 364_999 },
    { name: `${key}-3000.jpg`, mimeType: "image/jpeg", bytes: 402_000 },
    { name: `${key}-1400.jpg`, mimeType: "image/jpeg", bytes: 150_000 },
    { name: `${key}-share.jpg`, mimeType: "image/jpeg", bytes: 48_000 },
    { name: `${key}-500.jpg`, mimeType: "image/jpeg", bytes: 31_000 },
    { name: `${key}.vtt`, mimeType: "text/vtt", bytes: 1_204 },
    { name: `${key}.srt`, mimeType: "application/x-subrip", bytes: 1_150 },
    { name: `${key}.json`, mimeType: "application/json", bytes: 4_210 },
    { name: `${key}.txt`, mimeType: "text/plain", bytes: 880 },
  ];
}

/**
 * The card of a published story that was agreed to for podcast apps. Its id,
 * key, path and headline follow from `word`, title and speakers unless set.
 */
export function aCard(
  changes: Partial<EpisodeCard> & { readonly word?: string } = {},
): EpisodeCard {
  const { word = "sandra", ...fields } = changes;
  const id = fields.id ?? idFrom(word);
  const publicationKey = fields.publicationKey ?? idFrom(`${word} key`, publicationKeyLength);
  const title = fields.title ?? "Compter, organiser, écouter";
  const speakers = fields.speakers ?? [{ id: "s1", role: "talent" as const, name: "Sandra" }];
  const named = speakers.map(({ name }) => (name === undefined ? {} : { name }));
  const headline = fields.headline ?? headlineOf(title, named, "fr");
  return EpisodeCardSchema.parse({
    id,
    path: episodePath(id, headline),
    headline,
    title,
    summary: "Sandra raconte comment la gestion d’une maison lui a appris un métier.",
    language: "fr",
    showSlug: "paroles-de-talents",
    speakers,
    themes: ["confiance"],
    publishedAt: "2026-03-14T09:30:00.000Z",
    updatedAt: "2026-03-15T10:00:00.000Z",
    durationSeconds: 60.34,
    onPlatforms: true,
    reusable: false,
    demonstration: false,
    publicationKey,
    files: filesOf(publicationKey),
    waveform: [0.1, 0.8, 0.4],
    ...fields,
  });
}

/** So many cards, a given number of hours apart, the newest on `newest`. */
export function cardsApart(
  count: number,
  hours: number,
  newest = "2026-06-30T12:00:00.000Z",
): EpisodeCard[] {
  return Array.from({ length: count }, (_, index) => {
    const publishedAt = new Date(Date.parse(newest) - index * hours * 3_600_000).toISOString();
    return aCard({
      word: `story ${index}`,
      title: `Histoire ${index}`,
      publishedAt,
      updatedAt: publishedAt,
    });
  });
}
