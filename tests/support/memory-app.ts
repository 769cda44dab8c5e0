import { createHash } from "node:crypto";
import { timeWithout } from "#core/audio/spans";
import { AppError } from "#core/errors";
import { canonicalJson } from "#core/hash";
import type { Show } from "#core/content/show";
import { type AllowEntry, type AllowList, StaleListError } from "#ports/allow-list";
import { coverSizesPx } from "#ports/artist";
import type { ObjectStore } from "#ports/object-store";
import { ObjectNotFoundError } from "#ports/object-store";
import { ConflictError, type Expectation, type Records, type StoredRecord } from "#ports/records";
import type { DeadJob, QueuedJob, Queue } from "#ports/queue";
import type { App } from "#pipeline/app";
import { decideAtGate } from "#edge/gate";
import { publicKeyOfPath } from "#core/storage-keys";
import type { Backups } from "#ports/backups";
import { consentMeans } from "./consent-means.ts";
import { projectFilesOf } from "./project-files.ts";
import { studioMeans } from "./studio-means.ts";

/**
 * Ports in memory, for tests of the order of things: thousands of runs a
 * second, and a hook before every call, where a test can crash the process or
 * let another one go first. They keep to the order of things; limits and cursors
 * are for the real adapters, which the contract suites hold to every rule.
 */
export type Hook = (call: string) => Promise<void>;
const noHook: Hook = async () => undefined;

/** What was last downloaded to a path; a file that nobody wrote names itself. */
const downloaded = new Map<string, Uint8Array>();
const contentAt = (path: string) =>
  downloaded.get(path) ?? new TextEncoder().encode(`file ${path}`);

export function memoryObjectStore(
  hook: Hook = noHook,
): ObjectStore & { files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const etagOf = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");
  const bodyOf = (key: string) => {
    const body = files.get(key);
    if (body === undefined) throw new ObjectNotFoundError(key);
    return body;
  };
  return {
    name: "memory",
    files,
    async put(key, body) {
      await hook(`put ${key}`);
      const bytes = "path" in body ? contentAt(body.path) : body;
      const former = files.get(key);
      if (former !== undefined && etagOf(former) === etagOf(bytes)) return "unchanged";
      files.set(key, bytes);
      return former === undefined ? "created" : "replaced";
    },
    async get(key, range) {
      const body = bodyOf(key);
      return range === undefined
        ? body
        : body.slice(range.start, (range.end ?? body.length - 1) + 1);
    },
    async download(key, path) {
      downloaded.set(path, bodyOf(key));
    },
    async head(key) {
      const body = files.get(key);
      return body && { key, bytes: body.length, etag: etagOf(body), lastModified: new Date(0) };
    },
    async list(prefix) {
      return { keys: [...files.keys()].filter((key) => key.startsWith(prefix)).sort() };
    },
    async delete(key) {
      await hook(`delete ${key}`);
      files.delete(key);
    },
    async deletePrefix(prefix) {
      await hook(`deletePrefix ${prefix}`);
      const keys = [...files.keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys) files.delete(key);
      return keys.length;
    },
  };
}

type MemoryItems = Map<
  string,
  StoredRecord & { readonly listing?: { list: string; order: string } }
>;

function memoryRecords(hook: Hook = noHook): Records & { readonly items: MemoryItems } {
  const items: MemoryItems = new Map();
  const nameOf = (key: { partition: string; sort: string }) => `${key.partition}\u0000${key.sort}`;
  const holds = (expect: Expectation, record: StoredRecord | undefined) =>
    expect === "any" ||
    (expect === "absent"
      ? record === undefined
      : record !== undefined && (expect === "present" || record.version === expect.version));
  const paged = (all: readonly StoredRecord[], limit = 100, after = -1) => {
    const records = all.slice(after + 1, after + 1 + limit);
    const last = records.at(-1);
    const more = last !== undefined && all.length > after + 1 + records.length;
    return more ? { records, cursor: nameOf(last) } : { records };
  };
  const placeOf = (all: readonly StoredRecord[], cursor?: string) =>
    cursor === undefined ? -1 : all.findIndex((record) => nameOf(record) === cursor);
  return {
    name: "memory",
    items,
    async get(key) {
      await hook("get");
      return items.get(nameOf(key));
    },
    async query(partition, { sortPrefix = "", descending = false, limit = 10_000, cursor } = {}) {
      await hook("query");
      const found = [...items.values()]
        .filter((item) => item.partition === partition && item.sort.startsWith(sortPrefix))
        .sort((a, b) => (a.sort < b.sort ? -1 : 1));
      if (descending) found.reverse();
      return paged(found, limit, placeOf(found, cursor));
    },
    async queryListing(list) {
      await hook("queryListing");
      const found = [...items.values()].filter((item) => item.listing?.list === list);
      return paged(
        found.sort((a, b) => ((a.listing?.order ?? "") < (b.listing?.order ?? "") ? -1 : 1)),
        10_000,
      );
    },
    async commit(writes) {
      await hook("commit");
      const failed = writes.filter((write) => !holds(write.expect, items.get(nameOf(write))));
      if (failed.length > 0) throw new ConflictError(failed);
      for (const write of writes) {
        const name = nameOf(write);
        if (write.kind === "delete") items.delete(name);
        if (write.kind !== "put") continue;
        items.set(name, {
          partition: write.partition,
          sort: write.sort,
          body: JSON.parse(canonicalJson(write.body)),
          version: (items.get(name)?.version ?? 0) + 1,
          ...(write.listing === undefined ? {} : { listing: write.listing }),
        });
      }
      await hook("committed");
    },
  };
}

function memoryAllowList(hook: Hook = noHook): AllowList & { entries: Map<string, AllowEntry> } {
  const entries = new Map<string, AllowEntry>();
  let version = 0;
  const fenced = async (ifMatch: string, work: () => void) => {
    await hook("allow-list write");
    if (ifMatch !== String(version)) throw new StaleListError();
    version += 1;
    work();
    await hook("allow-list written");
  };
  return {
    name: "memory",
    entries,
    async etag() {
      await hook("allow-list etag");
      return String(version);
    },
    get: async (id) => entries.get(id),
    list: async () => ({
      entries: [...entries].map(([episodeId, entry]) => ({ episodeId, entry })),
    }),
    put: (id, entry, ifMatch) => fenced(ifMatch, () => entries.set(id, entry)),
    remove: (id, ifMatch) => fenced(ifMatch, () => entries.delete(id)),
  };
}

/** Copies of the records in memory, by the name of a folder; each commit of theirs may be where a process dies. */
function memoryBackups({ items }: ReturnType<typeof memoryRecords>, hook: Hook = noHook): Backups {
  const copies = new Map<string, { readonly items: MemoryItems; readonly notes: unknown }>();
  const copyOf = (folder: string) => {
    const copy = copies.get(folder);
    if (copy === undefined)
      throw new AppError("backup-damaged", { params: { folder, problem: "" } });
    return copy;
  };
  const files = new Map<string, ReturnType<typeof memoryObjectStore>>();
  return {
    name: "memory",
    begin: async (folder) => {
      if (copies.has(folder)) throw new AppError("backup-exists", { params: { folder } });
    },
    files: (folder) => {
      const store = files.get(folder) ?? memoryObjectStore(hook);
      files.set(folder, store);
      return store;
    },
    async save(folder, notes) {
      await hook("save backup");
      copies.set(folder, { items: new Map(items), notes });
    },
    check: async (folder) => copyOf(folder).notes,
    async load(folder, { partition, sort, body }) {
      const copy = copyOf(folder);
      await hook("load backup");
      items.clear();
      for (const [name, item] of copy.items) items.set(name, item);
      items.set(`${partition}\u0000${sort}`, { partition, sort, body, version: 1 });
      await hook("backup loaded");
    },
  };
}

/** A queue without time: what fails and might pass is not tried again, what cannot pass is a dead letter. */
function memoryQueue(): Queue & { waiting: QueuedJob[] } {
  const waiting: QueuedJob[] = [];
  const given = new Map<string, QueuedJob>();
  const dead: DeadJob[] = [];
  let count = 0;
  return {
    name: "memory",
    waiting,
    async send(job) {
      count += 1;
      waiting.push({ id: String(count), receipt: String(count), job, attempt: 1 });
    },
    async receive({ max }) {
      const jobs = waiting.splice(0, max);
      for (const job of jobs) given.set(job.receipt, job);
      return jobs;
    },
    acknowledge: async () => undefined,
    extend: async () => undefined,
    async fail(receipt, { reason, retryable }) {
      const failed = given.get(receipt);
      if (failed === undefined || retryable) return;
      const { id, job, attempt: attempts } = failed;
      dead.push({ id, job, attempts, reason, diedAt: new Date(0) });
    },
    listDead: async () => ({ jobs: [...dead] }),
    replay: async () => false,
  };
}

/** One at a time, in the order of asking; a holder that dies frees it. */
function memoryLeases(): App["leases"] {
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: "memory",
    hold(_name, _waitSeconds, work) {
      const mine = last.then(work, work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

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
  readonly publicStore: ReturnType<typeof memoryObjectStore>;
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
