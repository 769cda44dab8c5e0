import { encodings } from "#core/audio-policy";
import { namesOf, type Publication, type PublicFile } from "#core/catalogue";
import { AppError } from "#core/errors";
import { encodeId, publicationKeyLength } from "#core/ids";
import type { PublishableEpisode } from "#core/publication";
import { publicFileKey, publicFolder } from "#core/storage-keys";
import { toPlainText } from "#core/transcript-plain-text";
import { toPodcastJson } from "#core/transcript-podcast-json";
import { toSrt } from "#core/transcript-srt";
import { toWebVtt } from "#core/transcript-webvtt";
import { coverSizesPx } from "#ports/artist";
import type { MediaTags } from "#ports/transcoder";
import type { App } from "./app.ts";
import type { PublicationRecord } from "./episode-records.ts";

/** ID3 readers cope with 500 px (Castopod's choice; hosts advise 300–800). */
const tagCoverPx = 500;

/**
 * The publication that carries a story: the live one when its files would be
 * the very same and are all there, else a new one under a new key, its files
 * staged in the public folder where the edge does not let them through yet.
 */
export async function preparePublication(
  app: App,
  episode: PublishableEpisode,
  record: PublicationRecord,
): Promise<Publication> {
  const live = record.live?.publication;
  if (live?.fingerprint === episode.fingerprint && (await isWhole(app, episode.id, live))) {
    return { ...live, epoch: episode.epoch };
  }
  const key = encodeId(app.randomness.bytes(publicationKeyLength));
  const files = [
    ...(await stageRecordings(app, episode, key)),
    ...(await stageCovers(app, episode, key)),
    ...(await stageTranscripts(app, episode, key)),
  ];
  const now = app.clock.now();
  return {
    key,
    fingerprint: episode.fingerprint,
    epoch: episode.epoch,
    firstPublishedAt: record.firstPublishedAt ?? now,
    publishedAt: now,
    files,
  };
}

async function isWhole(app: App, episodeId: string, publication: Publication): Promise<boolean> {
  const { keys } = await app.publicStore.list(publicFolder(episodeId));
  const present = new Set(keys);
  return publication.files.every(({ name }) => present.has(publicFileKey(episodeId, name)));
}

/** Copies the recordings with their tags; the sound itself is not touched. */
async function stageRecordings(
  app: App,
  episode: PublishableEpisode,
  key: string,
): Promise<PublicFile[]> {
  const cover = episode.covers.find(({ sizePx }) => sizePx === tagCoverPx);
  if (cover === undefined)
    throw new AppError("object-not-found", { params: { key: `cover ${tagCoverPx}` } });
  return app.workspace.withFolder(async (folder) => {
    const coverPath = `${folder}/cover.jpg`;
    await app.privateStore.download(cover.key, coverPath);
    return Promise.all(
      episode.renditions.map(async (rendition) => {
        const { encoding } = rendition;
        const plain = `${folder}/plain.${encoding}`;
        const tagged = `${folder}/tagged.${encoding}`;
        await app.privateStore.download(rendition.key, plain);
        await app.transcoder.tag(
          { ...rendition, path: plain },
          tagsOf(app, episode),
          coverPath,
          tagged,
        );
        const mimeType = encodings.find(({ name }) => name === encoding)?.mimeType;
        if (mimeType === undefined) throw new RangeError(`no such encoding: ${encoding}`);
        return put(app, episode.id, `${key}.${encoding}`, mimeType, { path: tagged });
      }),
    );
  });
}

function tagsOf(app: App, episode: PublishableEpisode): MediaTags {
  const show = app.content.shows.find(({ slug }) => slug === episode.showSlug);
  const names = namesOf(episode.speakers, episode.language);
  const year = Number((episode.recordedOn ?? app.clock.now()).slice(0, 4));
  return {
    title: episode.title,
    // The show speaks for those who gave no name.
    artist: names === "" ? (show?.author ?? "") : names,
    album: show?.title ?? "",
    year,
    language: episode.language,
    comment: episode.summary,
  };
}

async function stageCovers(
  app: App,
  episode: PublishableEpisode,
  key: string,
): Promise<PublicFile[]> {
  return Promise.all(
    coverSizesPx.map(async (sizePx) => {
      const cover = episode.covers.find((candidate) => candidate.sizePx === sizePx);
      if (cover === undefined)
        throw new AppError("object-not-found", { params: { key: `cover ${sizePx}` } });
      const body = await app.privateStore.get(cover.key);
      return put(app, episode.id, `${key}-${sizePx}.jpg`, "image/jpeg", body);
    }),
  );
}

/** Transcripts with the names that may be shown, and no others. */
async function stageTranscripts(
  app: App,
  episode: PublishableEpisode,
  key: string,
): Promise<PublicFile[]> {
  const names = new Map(
    episode.speakers.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])),
  );
  const texts = [
    { extension: "vtt", mimeType: "text/vtt", text: toWebVtt(episode.transcript, names) },
    { extension: "srt", mimeType: "application/x-subrip", text: toSrt(episode.transcript, names) },
    {
      extension: "json",
      mimeType: "application/json",
      text: toPodcastJson(episode.transcript, names),
    },
    { extension: "txt", mimeType: "text/plain", text: toPlainText(episode.transcript, names) },
  ];
  return Promise.all(
    texts.map(({ extension, mimeType, text }) =>
      put(app, episode.id, `${key}.${extension}`, mimeType, new TextEncoder().encode(text)),
    ),
  );
}

async function put(
  app: App,
  episodeId: string,
  name: string,
  mimeType: string,
  body: Uint8Array | { readonly path: string },
): Promise<PublicFile> {
  const key = publicFileKey(episodeId, name);
  await app.publicStore.put(key, body);
  const head = await app.publicStore.head(key);
  if (head === undefined)
    throw new AppError("object-not-found", { params: { key }, retryable: true });
  return { name, mimeType, bytes: head.bytes };
}
