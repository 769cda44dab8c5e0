import { encodings } from "#core/audio/policy";
import { namesOf, type Publication, type PublicFile } from "#core/press/catalogue";
import { AppError } from "#core/errors";
import { itemGuid } from "#core/feed/podcast-guid";
import { encodeId, publicationKeyLength } from "#core/ids";
import type { PublishableEpisode } from "#core/publication";
import { publicFileKey, publicFolder } from "#core/storage-keys";
import { coverSizesPx } from "#ports/artist";
import type { MediaTags } from "#ports/transcoder";
import type { App } from "../app.ts";
import type { PublicationRecord } from "../episode/episode-records.ts";
import { everyEnd } from "../every-end.ts";
import { requireShow } from "../press/shelved-story.ts";
import { publicTexts } from "./public-texts.ts";

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
  if (live !== undefined && (await isPrepared(app, episode, live))) {
    return { ...live, epoch: episode.epoch };
  }
  const key = encodeId(app.randomness.bytes(publicationKeyLength));
  const files = [
    ...(await stageRecordings(app, episode, key)),
    ...(await stageCovers(app, episode, key)),
    await stageShare(app, episode, key),
    ...(await stageTexts(app, episode, key)),
  ];
  const now = app.clock.now();
  const guid = guidOf(episode, record);
  return {
    key,
    fingerprint: episode.fingerprint,
    epoch: episode.epoch,
    firstPublishedAt: record.firstPublishedAt ?? episode.imported?.publishedAt ?? now,
    publishedAt: now,
    files,
    ...(guid === undefined ? {} : { guid }),
  };
}

/**
 * The identity in feeds of an imported story: the one that it first came out
 * with here, for as long as the gate lets it through; a guid that holds a name
 * gives way to our own as soon as that name may not be shown. Nothing for other stories.
 */
function guidOf({ id, imported }: PublishableEpisode, record: PublicationRecord) {
  if (imported === undefined) return undefined;
  const first = record.guid ?? imported.guid;
  return first !== undefined && first === imported.guid ? first : itemGuid(id);
}

/** Whether a publication carries the story as it is now: its files would be the very same, and are all there. */
async function isPrepared(
  app: App,
  episode: PublishableEpisode,
  publication: Publication,
): Promise<boolean> {
  if (publication.fingerprint !== episode.fingerprint) return false;
  return (await missingFiles(app, episode.id, publication)).length === 0;
}

/** The files of a publication that are not in the story's public folder. */
export async function missingFiles(
  app: App,
  episodeId: string,
  { files }: Publication,
): Promise<readonly PublicFile[]> {
  const { keys } = await app.publicStore.list(publicFolder(episodeId));
  const present = new Set(keys);
  return files.filter(({ name }) => !present.has(publicFileKey(episodeId, name)));
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
    return everyEnd(
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
  const show = requireShow(app, episode.showSlug);
  const names = namesOf(episode.speakers, episode.language);
  const year = Number((episode.recordedOn ?? app.clock.now()).slice(0, 4));
  return {
    title: episode.title,
    // The show speaks for those who gave no name.
    artist: names === "" ? show.author : names,
    album: show.title,
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
  return everyEnd(
    coverSizesPx.map(async (sizePx) => {
      const cover = episode.covers.find((candidate) => candidate.sizePx === sizePx);
      if (cover === undefined)
        throw new AppError("object-not-found", { params: { key: `cover ${sizePx}` } });
      const body = await app.privateStore.get(cover.key);
      return put(app, episode.id, `${key}-${sizePx}.jpg`, "image/jpeg", body);
    }),
  );
}

/**
 * The picture for previews: the one that was drawn while processing, or where the
 * story has been renamed since, one that says so.
 */
async function stageShare(app: App, episode: PublishableEpisode, key: string): Promise<PublicFile> {
  const { id, share, title, waveform } = episode;
  const stage = (body: Parameters<typeof put>[4]) =>
    put(app, id, `${key}-share.jpg`, "image/jpeg", body);
  if (share !== undefined) return stage(await app.privateStore.get(share.key));
  return app.workspace.withFolder(async (folder) =>
    stage(await app.artist.drawShare({ waveform, seed: id, title }, folder)),
  );
}

const stageTexts = (app: App, episode: PublishableEpisode, key: string): Promise<PublicFile[]> =>
  everyEnd(
    publicTexts(episode, key).map(async ({ name, mimeType, body, language }) => ({
      ...(await put(app, episode.id, name, mimeType, body)),
      ...(language === undefined ? {} : { language }),
    })),
  );

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
