import { createHash } from "node:crypto";
import { timeWithout } from "#core/audio/spans";
import { AppError } from "#core/errors";
import type { Show } from "#core/content/show";
import { coverSizesPx } from "#ports/artist";
import type { App } from "#pipeline/app";
import { decideAtGate } from "#edge/gate";
import { publicKeyOfPath } from "#core/storage-keys";
import type { Backups } from "#ports/backups";
import { consentMeans } from "./consent-means.ts";
import { memoryAllowList } from "./memory-allow-list.ts";
import { type Hook, noHook } from "./memory-hook.ts";
import { memoryObjectStore, type MemoryObjectStore } from "./memory-object-store.ts";
import { memoryLeases, memoryQueue } from "./memory-queue.ts";
import { memoryBackups, memoryRecords } from "./memory-records.ts";
import { projectFilesOf } from "./project-files.ts";
import { studioMeans } from "./studio-means.ts";

export const aShow: Show = {
  slug: "paroles-de-talents",
  title: "Paroles de Talents",
  language: "fr",
  author: "Paroles",
  ownerName: "Paroles",
  ownerEmail: "podcast@example.org",
  subtitle: "Une minute au micro",
  description: "Une minute.",
  descriptionEn: "One minute.",
  category: "Society & Culture",
  explicit: false,
  copyright: "Paroles",
  license: { identifier: "all-rights-reserved" },
  demonstration: false,
};

export type MemoryApp = App & {
  readonly backups: Backups;
  /** All records, as they lie in memory. */
  readonly memory: ReturnType<typeof memoryRecords>["items"];
  readonly publicStore: MemoryObjectStore;
  readonly privateStore: MemoryObjectStore;
  readonly allowList: ReturnType<typeof memoryAllowList>;
  readonly queue: ReturnType<typeof memoryQueue>;
  /** Tests move it; production never does. */
  readonly time: { now: string };
  /** What a stranger gets at a path: the edge gate before the public files, as in the server. */
  stranger(path: string): Promise<{ readonly status: number; readonly text: string }>;
};

/** The real use cases on ports in memory; sound and pictures are stand-ins, since none of it is listened to here. */
export function memoryApp(hook: Hook = noHook): MemoryApp {
  const time = { now: "2026-11-23T12:00:00.000Z" };
  const publicStore = memoryObjectStore(hook);
  const allowList = memoryAllowList(hook);
  const records = memoryRecords(hook);
  let randomCalls = 0;
  const stranger = async (path: string) => {
    const answer = await decideAtGate(path, async (id) => {
      const entry = allowList.entries.get(id);
      return entry?.state === "allowed" ? `allowed ${entry.publication}` : entry?.state;
    });
    if (answer.action !== "pass") return { status: answer.action === "gone" ? 410 : 400, text: "" };
    const body = publicStore.files.get(publicKeyOfPath(answer.path));
    if (body === undefined) return { status: 404, text: "" };
    return { status: 200, text: new TextDecoder().decode(body) };
  };
  return {
    time,
    stranger,
    origin: "https://paroles.example.org",
    clock: { now: () => time.now },
    randomness: {
      bytes: (count) => {
        randomCalls += 1;
        const digest = createHash("sha512").update(String(randomCalls)).digest();
        return new Uint8Array(digest.subarray(0, count));
      },
    },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    records,
    memory: records.items,
    backups: memoryBackups(records, hook),
    queue: memoryQueue(),
    privateStore: memoryObjectStore(hook),
    publicStore,
    allowList,
    leases: memoryLeases(),
    workspace: { withFolder: (work) => work("/scratch") },
    transcoder: {
      name: "stand-in",
      probe: async () => ({
        container: "wav",
        codec: "pcm",
        durationSeconds: 60,
        sampleRateHz: 44_100,
        channels: 1,
        hasVideo: false,
      }),
      // What is taken out makes another sound of it, and a shorter one.
      master: async (_path, _folder, _onProgress, removed = []) => ({
        durationSeconds: timeWithout(removed, 60),
        before: { integratedLufs: -20, truePeakDbtp: -3 },
        renditions: (["mp3", "m4a", "opus"] as const).map((encoding) => ({
          encoding,
          path: `/scratch/${encoding}${removed.length === 0 ? "" : JSON.stringify(removed)}`,
          bytes: 700_000,
          durationSeconds: 60,
          loudness: { integratedLufs: -16, truePeakDbtp: -1.5 },
        })),
        waveform: [0.1, 0.9],
        speechPath: "/scratch/speech.wav",
      }),
      speech: async () => undefined,
      tag: async () => undefined,
    },
    transcriber: {
      name: "stand-in",
      transcribe: async ({ knownText, language }) => {
        if (knownText === undefined) throw new AppError("transcript-text-missing");
        return {
          language,
          provenance: "typed",
          engine: "stand-in",
          warnings: [],
          cues: knownText.map(({ text, speakerId }, index) => ({
            startSeconds: index * 5,
            endSeconds: index * 5 + 4,
            text,
            ...(speakerId === undefined ? {} : { speakerId }),
          })),
        };
      },
      collect: (ticket) => Promise.resolve({ ticket }),
      forget: () => Promise.resolve(),
    },
    artist: {
      name: "stand-in",
      drawShare: async () => ({ path: "/scratch/share" }),
      fitPhoto: async (bytes) => bytes,
      lookAt: async () => ({
        format: "jpeg",
        widthPx: 3000,
        heightPx: 3000,
        isRgb: true,
        isOpaque: true,
      }),
      drawPng: async (svg) => new TextEncoder().encode(svg),
      drawCovers: async () =>
        coverSizesPx.map((sizePx) => ({ sizePx, path: `/scratch/${sizePx}`, bytes: 100 })),
    },
    content: {
      name: "stand-in",
      settings: { name: "Paroles" },
      shows: [aShow],
      vocabulary: { themes: [], trades: [] },
      projects: [],
      projectFiles: projectFilesOf(),
      writeShow: (show) => JSON.stringify(show),
      notice: (locale) => ({ version: "2026-11", locale, hash: "n" }),
    },
    // Whatever a page is given, it shows: nothing hides behind a template.
    renderer: {
      name: "stand-in",
      version: "1",
      plainPaths: ["/410.html"],
      namedWith: (changes) => ({
        pictures: [],
        plainPaths: [
          "/410.html",
          ...[...changes.values()].flatMap((card) =>
            card === undefined ? [] : [`/projets/${card.slug}/`, `/en/projets/${card.slug}/`],
          ),
        ],
      }),
      needs: [],
      pictures: [],
      foundPages: async () => undefined,
      assets: [],
      render: async (_path, page) => ({
        status: 200,
        contentType: "text/html",
        body: new TextEncoder().encode(JSON.stringify(page)),
      }),
    },
    prober: { name: "memory", status: async (path) => (await stranger(path)).status },
    progress: { report: () => undefined },
    consent: consentMeans(),
    studio: studioMeans(),
  };
}
