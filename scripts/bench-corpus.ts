/**
 * Synthetic stories for measuring the press: fifteen captions of ten words each,
 * six shows, one story every twelve hours back from yesterday, each published
 * with everyone's yes. They are put straight into the records, as receiving,
 * processing and agreeing would have left them.
 */
import { createHash } from "node:crypto";
import { link, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encodings } from "#core/audio/policy";
import type { Publication, PublicFile } from "#core/press/catalogue";
import { shareDrawing } from "#core/picture/share-picture";
import { type Consent, ConsentSchema, type Scope } from "#core/consent/consent";
import { contentHash } from "#core/consent/content";
import { type Episode, EpisodeSchema } from "#core/episode";
import { encodeId, episodeIdLength, publicationKeyLength } from "#core/ids";
import { decidePublication } from "#core/publication";
import type { Show } from "#core/content/show";
import { consentSort, episodePartition } from "#core/record-keys";
import { publicFileKey } from "#core/storage-keys";
import { coverSizesPx } from "#ports/artist";
import { commitWritesMax, type RecordWrite } from "#ports/records";
import type { App } from "#pipeline/app";
import { episodeWrite } from "#pipeline/episode/episode-records";
import { publicTexts } from "#pipeline/publication/public-texts";
import { addressesOf } from "#pipeline/press/press-story";
import { liveStory, shelvedStory } from "#pipeline/press/shelved-story";
import { ontoTheShelves, publicationWrite } from "#pipeline/press/shelves";

const showCount = 6;
const hoursApart = 12;
const cueCount = 15;
const wordsPerCue = 10;
const scopes: readonly Scope[] = ["voice", "transcript", "name", "platforms"];
const words = (
  "je viens de loin et chaque matin nous ouvrons la porte du jardin avec une idée simple " +
  "apprendre un métier demande du temps des mains et quelqu’un qui montre sans se lasser " +
  "un jour on comprend que la confiance revient comme la lumière après une longue nuit"
).split(" ");

/** Six shows, out of the first one that the content has. */
export function benchShows(pattern: Show): readonly Show[] {
  return Array.from({ length: showCount }, (_, index) => ({
    ...pattern,
    slug: `serie-${index + 1}`,
    title: `${pattern.title} ${index + 1}`,
    formerSlugs: [],
  }));
}

const hex = (seed: string) => createHash("sha256").update(seed).digest("hex");
const idOf = (seed: string, length: number) =>
  encodeId(createHash("sha256").update(seed).digest().subarray(0, length));
const wordsOf = (seed: string, count: number) => {
  const bytes = createHash("sha512").update(seed).digest();
  return Array.from({ length: count }, (_, at) => words[(bytes[at] ?? 0) % words.length]).join(" ");
};

/** The `index`th story, newest first; ready, and not agreed to. */
export function benchEpisode(index: number, now: number): Episode {
  const seed = `story ${index}`;
  const file = (name: string) => ({
    key: `renditions/${seed.replace(" ", "-")}/${name}`,
    bytes: mediaBytes,
    sha256: hex(`${seed} ${name}`),
  });
  const title = `${wordsOf(`${seed} title`, 5)} ${index + 1}`;
  const at = new Date(now - (index + 2) * hoursApart * 3_600_000).toISOString();
  return EpisodeSchema.parse({
    id: idOf(seed, episodeIdLength),
    showSlug: `serie-${(index % showCount) + 1}`,
    title,
    summary: `${wordsOf(`${seed} summary`, 16)}.`,
    language: "fr",
    speakers: [{ id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" } }],
    themes: ["confiance"],
    trade: wordsOf(`${seed} trade`, 2),
    place: "Roubaix",
    createdAt: at,
    source: file("source"),
    stage: { name: "ready" },
    audio: {
      durationSeconds: 60,
      before: { integratedLufs: -24, truePeakDbtp: -4 },
      renditions: encodings.map(({ name }) => ({
        ...file(`audio.${name}`),
        encoding: name,
        durationSeconds: 60,
        loudness: { integratedLufs: -16, truePeakDbtp: -1.4 },
      })),
      covers: coverSizesPx.map((sizePx) => ({ ...file(`cover-${sizePx}`), sizePx })),
      share: { ...file("share"), drawing: shareDrawing(title) },
      waveform: Array.from({ length: 64 }, (_, bar) => ((bar * 37 + index) % 100) / 100),
    },
    transcript: {
      language: "fr",
      provenance: "typed",
      engine: "bench",
      cues: Array.from({ length: cueCount }, (_, cue) => ({
        startSeconds: cue * 4,
        endSeconds: cue * 4 + 3.6,
        speakerId: "s1",
        text: `${wordsOf(`${seed} cue ${cue}`, wordsPerCue)}.`,
      })),
    },
    epoch: 1,
  });
}

/** The records of a story's yes, as a signed form leaves them. */
function benchConsents(app: App, episode: Episode): readonly Consent[] {
  const notice = app.content.notice("fr");
  return scopes.map((scope) =>
    ConsentSchema.parse({
      speakerId: "s1",
      signatoryId: "self",
      scope,
      state: "given",
      recordId: `record-${scope}`,
      contentHash: contentHash(episode, "s1", scope, { kind: "real" }),
      ...(scope === "name" ? { nameChoice: { kind: "real" } } : {}),
      notice,
      channel: "paper",
      indicatedAt: episode.createdAt,
      evidenceKey: `evidence/${episode.id}/form`,
    }),
  );
}

/** Media are as small as can be: what is measured is the press, and sound is copied, not made. */
const mediaBytes = 2_000;

/** The version of a record that was written once. */
const firstVersion = 1;

/** The media files of a publication: names, types and sizes. */
function mediaOf(key: string): readonly PublicFile[] {
  return [
    ...encodings.map(({ name, mimeType }) => ({ name: `${key}.${name}`, mimeType })),
    ...[...coverSizesPx, "share"].map((size) => ({
      name: `${key}-${size}.jpg`,
      mimeType: "image/jpeg",
    })),
  ].map((file) => ({ ...file, bytes: mediaBytes }));
}

export type BenchStory = {
  readonly id: string;
  readonly media: readonly string[];
  readonly key: string;
  readonly epoch: number;
};

/** What the records say of a published story, and where its media lie. */
function publishedStory(app: App, index: number, now: number) {
  const episode = benchEpisode(index, now);
  const consents = benchConsents(app, episode);
  const decision = decidePublication({ episode, consents }, new Date(now).toISOString());
  if (decision.status !== "publishable") throw new Error(JSON.stringify(decision.reasons));
  const key = idOf(`key ${index}`, publicationKeyLength);
  const texts = publicTexts(decision.episode, key).map(({ body, ...file }) => ({
    ...file,
    bytes: body.length,
  }));
  const media = mediaOf(key);
  const publication: Publication = {
    key,
    fingerprint: decision.episode.fingerprint,
    epoch: episode.epoch,
    firstPublishedAt: episode.createdAt,
    publishedAt: episode.createdAt,
    files: [...media, ...texts],
  };
  const story = shelvedStory(app, decision.episode, publication);
  const record = {
    live: liveStory(story, publication, decision.episode, firstVersion),
    leaving: [],
    firstPublishedAt: publication.firstPublishedAt,
    addresses: [...addressesOf(story, publication)],
  };
  const partition = episodePartition(episode.id);
  const writes: RecordWrite[] = [
    episodeWrite(episode, "absent"),
    ...consents.map((consent): RecordWrite => ({
      kind: "put",
      partition,
      sort: consentSort("s1", "self", consent.scope),
      body: consent,
      expect: "absent",
    })),
    publicationWrite({ episode, publicationVersion: undefined }, record),
    ...ontoTheShelves(undefined, story).filter(({ kind }) => kind === "put"),
  ];
  const names = media.map(({ name }) => publicFileKey(episode.id, name));
  return { writes, story: { id: episode.id, media: names, key, epoch: episode.epoch } };
}

/** Fills an installation's records with `stories` published stories; their media come with `layOutMedia`. */
export async function fillRecords(
  app: App,
  stories: number,
  now: number,
): Promise<readonly BenchStory[]> {
  const made: BenchStory[] = [];
  let waiting: RecordWrite[] = [];
  for (let index = 0; index < stories; index += 1) {
    const { writes, story } = publishedStory(app, index, now);
    if (waiting.length + writes.length > commitWritesMax) {
      await app.records.commit(waiting);
      waiting = [];
    }
    waiting.push(...writes);
    made.push(story);
    const allowed = { state: "allowed" as const, publication: story.key, epoch: story.epoch };
    await app.allowList.put(story.id, allowed, await app.allowList.etag());
  }
  if (waiting.length > 0) await app.records.commit(waiting);
  return made;
}

/** ext4 lets one file have 65,000 names. */
const namesPerFile = 50_000;

/** Lays the media of every story into a public folder, as further names of one small file. */
export async function layOutMedia(root: string, media: readonly string[]): Promise<void> {
  await mkdir(root, { recursive: true });
  let [source, folder] = ["", ""];
  for (const [index, key] of media.entries()) {
    if (index % namesPerFile === 0) {
      source = join(root, `.bench-media-${index}`);
      await writeFile(source, Buffer.alloc(mediaBytes, "voice "));
    }
    const path = join(root, key);
    if (dirname(path) !== folder) {
      folder = dirname(path);
      await mkdir(folder, { recursive: true });
    }
    await link(source, path);
  }
}
