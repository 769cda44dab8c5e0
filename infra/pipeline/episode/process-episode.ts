import { AppError } from "#core/errors";
import { coverSvg } from "#core/picture/cover";
import { shareDrawing } from "#core/picture/share-picture";
import type { Episode, ProcessedAudio } from "#core/episode";
import { canonicalJson } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { renditionKey, renditionsOf } from "#core/storage-keys";
import type { ProcessingStep } from "#ports/progress";
import type { MasterResult } from "#ports/transcoder";
import type { App } from "../app.ts";
import { rememberStep } from "./processing-steps.ts";
import { dropPrivateFiles } from "./drop-private-files.ts";
import {
  episodeWrite,
  readEpisode,
  requireEpisode,
  retryOnConflict,
  unsettledWrite,
} from "./episode-records.ts";
import { everyEnd } from "../every-end.ts";
import { everyKey } from "../every-page.ts";
import { findWords, type FoundWords } from "./find-words.ts";

/**
 * Makes a received recording ready: probes, levels and encodes it, draws its
 * cover, times its words, and records all of it in one commit, or records why
 * not (stage `failed`, with the code and measures that a person reads). What was
 * taken out of it is in nothing that comes out, and words that are there stay.
 * Safe to repeat; a recording that is ready stays as it is. Throws only what a
 * retry can mend.
 */
export async function processEpisode(app: App, episodeId: string): Promise<void> {
  const { episode } = await requireEpisode(app.records, episodeId);
  if (isOver(episode)) return;
  try {
    const made = await app.workspace.withFolder((folder) => make(app, episode, folder));
    const isSettled = await settle(app, episode, (current) => ({
      ...current,
      ...made,
      contentSince: app.clock.now(),
      stage: { name: "ready" },
    }));
    if (isSettled) await dropFormerRenditions(app, episodeId, made.audio);
    app.logger.info("episode-ready", { episodeId, seconds: made.audio.durationSeconds });
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    const { code, params } = error;
    await settle(app, episode, (current) => ({
      ...current,
      stage: { name: "failed", code, params: { ...params } },
    }));
    app.logger.warn("episode-failed", { episodeId, code });
  }
}

/** Ready stays ready; what was erased stays erased, whatever a late worker has made of it. */
const isOver = ({ stage }: Episode) => stage.name === "ready" || stage.name === "erased";

type Made = FoundWords & { readonly audio: ProcessedAudio };

/** The share of the whole, in percent, that is done when each step begins; measured on a 60 s recording. */
const beginsAt: Readonly<Record<ProcessingStep, number>> = {
  probe: 0,
  master: 5,
  cover: 70,
  transcribe: 85,
  store: 95,
};

async function make(app: App, episode: Episode, folder: string): Promise<Made> {
  const report = (step: ProcessingStep, within = 0) =>
    app.progress.report({
      episodeId: episode.id,
      step,
      percent: Math.round(beginsAt[step] + within),
    });
  const begin = async (step: ProcessingStep) => {
    report(step);
    await rememberStep(app, episode.id, step);
  };
  const source = `${folder}/source`;
  await begin("probe");
  await app.privateStore.download(episode.source.key, source);
  await app.transcoder.probe(source);
  await begin("master");
  const part = (beginsAt.cover - beginsAt.master) / 100;
  const onProgress = (percent: number) => {
    report("master", percent * part);
  };
  const master = await app.transcoder.master(source, folder, onProgress, episode.removed);
  await begin("cover");
  const covers = await app.artist.drawCovers(
    coverSvg({ waveform: master.waveform, seed: episode.id }),
    folder,
  );
  const subject = { waveform: master.waveform, seed: episode.id, title: episode.title };
  const share = await app.artist.drawShare(subject, folder);
  await begin("transcribe");
  // Words that are there already were put right when a passage was taken out.
  const words = episode.transcript === undefined ? await findWords(app, episode, master) : {};
  await begin("store");
  return { ...(await store(app, episode, master, { covers, share })), ...words };
}

async function store(
  app: App,
  episode: Episode,
  master: MasterResult,
  drawn: {
    readonly covers: Awaited<ReturnType<App["artist"]["drawCovers"]>>;
    readonly share: { readonly path: string };
  },
): Promise<{ readonly audio: ProcessedAudio }> {
  // Keys of their own for each run: a run that loses a race leaves the winner's files alone.
  const run = encodeId(app.randomness.bytes(publicationKeyLength));
  const keep = async (name: string, path: string) => {
    const key = renditionKey(episode.id, run, name);
    await app.privateStore.put(key, { path });
    const head = await app.privateStore.head(key);
    if (head === undefined)
      throw new AppError("object-not-found", { params: { key }, retryable: true });
    return { key, bytes: head.bytes, sha256: head.etag };
  };
  const renditions = await everyEnd(
    master.renditions.map(async ({ encoding, durationSeconds, loudness, path }) => ({
      ...(await keep(`audio.${encoding}`, path)),
      encoding,
      durationSeconds,
      loudness,
    })),
  );
  const pictures = await everyEnd(
    drawn.covers.map(async ({ sizePx, path }) => ({
      ...(await keep(`cover-${sizePx}.jpg`, path)),
      sizePx,
    })),
  );
  const share = {
    ...(await keep("share.jpg", drawn.share.path)),
    drawing: shareDrawing(episode.title),
  };
  const { durationSeconds, before, waveform } = master;
  return {
    audio: {
      durationSeconds,
      before,
      renditions,
      covers: pictures,
      share,
      waveform: [...waveform],
    },
  };
}

/** What an earlier run made is kept by nobody: it may hold what was taken out since. */
async function dropFormerRenditions(
  app: App,
  episodeId: string,
  { renditions, covers, share }: ProcessedAudio,
): Promise<void> {
  const kept = new Set([...renditions, ...covers, ...(share ? [share] : [])].map(({ key }) => key));
  for await (const key of everyKey(app.privateStore, renditionsOf(episodeId)))
    if (!kept.has(key)) await app.privateStore.delete(key);
}

/**
 * Commits a change to an episode that still exists, is not ready yet, and from
 * which nothing more was taken out since the work began. Says whether it did.
 */
async function settle(
  app: App,
  { id: episodeId, removed }: Episode,
  change: (episode: Episode) => Episode,
): Promise<boolean> {
  return retryOnConflict(async () => {
    const file = await readEpisode(app.records, episodeId);
    if (file === undefined) return false;
    if (file.episode.stage.name === "erased") await dropPrivateFiles(app, episodeId);
    if (isOver(file.episode)) return false;
    if (canonicalJson(file.episode.removed) !== canonicalJson(removed)) return false;
    const next = { ...change(file.episode), epoch: file.episode.epoch + 1 };
    await app.records.commit([
      episodeWrite(next, file.version),
      unsettledWrite(next, app.clock.now()),
    ]);
    return true;
  });
}
