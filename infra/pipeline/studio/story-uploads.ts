import { uploadBytesMax } from "#core/audio/policy";
import { bytesOfPart } from "#core/audio/upload-parts";
import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { encodeId, EpisodeIdSchema, episodeIdLength, InstantSchema } from "#core/ids";
import { type FormFields, readStoryForm } from "#core/studio/story-form";
import { storyUploadPartition, storyUploadsListing, storyUploadSort } from "#core/record-keys";
import { uploadKey } from "#core/storage-keys";
import { ConflictError, type Expectation, type RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { retryOnConflict } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { beginIntake } from "../episode/intake-records.ts";
import { checkDetails, receiveInto } from "../episode/receive-episode.ts";

const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What a browser says of the file that it is about to send. */
export const AnnouncedSchema = z.object({
  /** Made by the browser for this one recording: asked again, it goes on where it was. */
  draft: z.string().regex(/^[0-9a-zA-Z-]{8,64}$/),
  bytes: z.int().positive(),
  sha256: Sha256Schema,
});
export type Announced = z.output<typeof AnnouncedSchema>;

const UploadSchema = z.object({
  personId: z.string(),
  bytes: z.int().positive(),
  sha256: Sha256Schema,
  reference: z.string(),
  partBytes: z.int().positive(),
  begunAt: InstantSchema,
  /** Chosen before the parts are put together, so that a second attempt makes the same story. */
  episodeId: EpisodeIdSchema.optional(),
  isDone: z.boolean().default(false),
});
type Upload = z.output<typeof UploadSchema>;
type StoredUpload = { readonly id: string; readonly upload: Upload; readonly version: number };

/** How far an upload is, for the browser that sends it. */
export type UploadState = {
  readonly id: string;
  readonly bytes: number;
  readonly partBytes: number;
  readonly received: readonly number[];
  /** The story that it became. */
  readonly episodeId?: string;
};

/** What was begun and never finished is forgotten after so long; the browser has it still. */
export const uploadDaysMax = 14;
/** Addresses that are handed out at a time. */
const addressesMax = 32;

function uploadWrite(id: string, upload: Upload, expect: Expectation): RecordWrite {
  return {
    kind: "put",
    partition: storyUploadPartition(id),
    sort: storyUploadSort,
    body: UploadSchema.parse(upload),
    expect,
    listing: { list: storyUploadsListing, order: `${upload.begunAt}#${id}` },
  };
}

async function readUpload(app: App, id: string): Promise<StoredUpload | undefined> {
  const key = { partition: storyUploadPartition(id), sort: storyUploadSort };
  const stored = await app.records.get(key);
  return stored && { id, upload: UploadSchema.parse(stored.body), version: stored.version };
}

/** Somebody's own upload; another's is none. Throws `upload-unknown`. */
async function requireUpload(app: App, personId: string, id: string): Promise<StoredUpload> {
  const found = await readUpload(app, id);
  if (found?.upload.personId !== personId) throw new AppError("upload-unknown");
  return found;
}

async function stateOf(app: App, { id, upload }: StoredUpload): Promise<UploadState> {
  const { bytes, partBytes, episodeId, isDone } = upload;
  const received = isDone ? [] : await app.studio.uploads.received(upload.reference);
  return { id, bytes, partBytes, received, ...(isDone && episodeId ? { episodeId } : {}) };
}

/**
 * Begins to take a recording in, or goes on with it: the same draft of the same
 * person is the same upload, however often a tab was closed. Errors:
 * `media-too-large`; `upload-differs` when the draft was announced with other bytes.
 */
export async function beginUpload(
  app: App,
  personId: string,
  announced: Announced,
): Promise<UploadState> {
  const { draft, bytes, sha256 } = announced;
  if (bytes > uploadBytesMax)
    throw new AppError("media-too-large", { params: { bytes, maxBytes: uploadBytesMax } });
  const id = sha256Hex(`upload:${personId}:${draft}`).slice(0, 40);
  return retryOnConflict(async () => {
    const found = await readUpload(app, id);
    if (found !== undefined) {
      if (found.upload.sha256 !== sha256 || found.upload.bytes !== bytes)
        throw new AppError("upload-differs");
      return stateOf(app, found);
    }
    const place = await app.studio.uploads.begin(id, bytes);
    const upload = { personId, bytes, sha256, ...place, begunAt: app.clock.now(), isDone: false };
    await app.records.commit([uploadWrite(id, upload, "absent")]);
    return { id, bytes, partBytes: place.partBytes, received: [] };
  });
}

/** How far somebody's upload is. Throws `upload-unknown`. */
export async function uploadState(app: App, personId: string, id: string): Promise<UploadState> {
  return stateOf(app, await requireUpload(app, personId, id));
}

/** Where to send these parts, by their number; those that the file does not have are left out. Throws `upload-unknown`. */
export async function partAddresses(
  app: App,
  personId: string,
  id: string,
  numbers: readonly number[],
): Promise<Readonly<Record<string, string>>> {
  const { upload } = await requireUpload(app, personId, id);
  const known = numbers
    .slice(0, addressesMax)
    .filter((number) => bytesOfPart(number, upload.bytes, upload.partBytes) > 0);
  const addresses = known.map(async (number) => {
    const bytes = bytesOfPart(number, upload.bytes, upload.partBytes);
    return [number, await app.studio.uploads.partAddress(upload.reference, { number, bytes })];
  });
  return Object.fromEntries(await Promise.all(addresses)) as Record<string, string>;
}

/**
 * All parts have arrived: makes the story, if what arrived is what was
 * announced, to the last bit. Safe to repeat, after a lost answer too: it is the
 * same story. Errors: as `receiveEpisode`; `upload-unknown`; `upload-incomplete`
 * (retryable; everything that came is kept); `upload-differs` (nothing is kept,
 * the browser sends it again).
 */
export async function finishUpload(
  app: App,
  personId: string,
  id: string,
  fields: FormFields,
): Promise<{ readonly episodeId: string; readonly sha256: string }> {
  const details = { ...readStoryForm(fields), recordedBy: personId };
  await checkDetails(app, details);
  const { upload, version } = await retryOnConflict(() => chooseStory(app, personId, id));
  const { bytes, partBytes, reference, sha256, episodeId = "" } = upload;
  if (upload.isDone) {
    await app.queue.send({ kind: "process", episodeId });
    return { episodeId, sha256 };
  }
  const key = uploadKey(episodeId, id);
  await beginIntake(app, episodeId);
  const made = await app.studio.uploads.finish(reference, { key, bytes, partBytes });
  if (made.sha256 !== sha256) {
    await app.privateStore.delete(key);
    await dropUpload(app, { id, upload, version });
    throw new AppError("upload-differs");
  }
  try {
    await receiveInto(app, details, "there", { episodeId, uploadKey: key });
  } catch (error) {
    // The same request came twice at once: the other one made the story.
    if (!(error instanceof ConflictError)) throw error;
  }
  await retryOnConflict(() => markDone(app, personId, id));
  return { episodeId, sha256 };
}

async function chooseStory(app: App, personId: string, id: string): Promise<StoredUpload> {
  const found = await requireUpload(app, personId, id);
  if (found.upload.episodeId !== undefined) return found;
  const episodeId = encodeId(app.randomness.bytes(episodeIdLength));
  const upload = { ...found.upload, episodeId };
  await app.records.commit([uploadWrite(id, upload, { version: found.version })]);
  return { id, upload, version: found.version + 1 };
}

async function markDone(app: App, personId: string, id: string): Promise<void> {
  const { upload, version } = await requireUpload(app, personId, id);
  await app.records.commit([uploadWrite(id, { ...upload, isDone: true }, { version })]);
}

async function dropUpload(app: App, { id, upload }: StoredUpload): Promise<void> {
  await app.studio.uploads.drop(upload.reference);
  const key = { partition: storyUploadPartition(id), sort: storyUploadSort };
  await app.records.commit([{ kind: "delete", ...key, expect: "any" }]);
}

/** Somebody threw a draft away before it was a story. What became a story stays one. */
export async function forgetUpload(app: App, personId: string, id: string): Promise<void> {
  const found = await requireUpload(app, personId, id);
  if (!found.upload.isDone) await dropUpload(app, found);
}

/**
 * Recordings on their way in, whose browsers may ask again for up to
 * `uploadDaysMax`: by the reference of their parts, and by the story that they are
 * to become, under which the recording may lie already.
 */
export async function uploadsOnTheirWay(app: App): Promise<{
  readonly references: ReadonlySet<string>;
  readonly episodeIds: ReadonlySet<string>;
}> {
  const references = new Set<string>();
  const episodeIds = new Set<string>();
  for await (const page of everyPage((from) =>
    app.records.queryListing(storyUploadsListing, from),
  )) {
    for (const { body } of page.records) {
      const { reference, episodeId, isDone } = UploadSchema.parse(body);
      if (isDone) continue;
      references.add(reference);
      if (episodeId !== undefined) episodeIds.add(episodeId);
    }
  }
  return { references, episodeIds };
}

/** Forgets what was begun and never finished, and the traces of what was; returns how many. */
export async function sweepUploads(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - uploadDaysMax * 86_400_000;
  let swept = 0;
  for await (const page of everyPage((from) =>
    app.records.queryListing(storyUploadsListing, from),
  )) {
    for (const { body, partition, version } of page.records) {
      const upload = UploadSchema.parse(body);
      if (!(Date.parse(upload.begunAt) < before)) return swept;
      const id = partition.slice(storyUploadPartition("").length);
      await dropUpload(app, { id, upload, version });
      swept += 1;
    }
  }
  return swept;
}
