import { encodeId, episodeIdLength, publicationKeyLength } from "#core/ids";
import { sha256Hex } from "#core/hash";
import { importPartition, importSort } from "#core/record-keys";
import { uploadKey } from "#core/storage-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";

/** Where an imported item's draft and sound go. The guid itself stays out of it: only its hash is a key. */
const ImportPlaceSchema = z.object({ episodeId: z.string(), uploadKey: z.string() });
export type ImportPlace = z.output<typeof ImportPlaceSchema>;

const placeOf = (guid: string) => ({
  partition: importPartition(sha256Hex(guid)),
  sort: importSort,
});

/**
 * The draft that an item became, also one that was erased since: what a person
 * had erased does not come back by importing again. Undefined where none was
 * recorded yet. A draft whose job was lost gets its job again.
 */
export async function findImport(app: App, guid: string): Promise<ImportPlace | undefined> {
  const place = await readPlace(app, guid);
  const file = place && (await readEpisode(app.records, place.episodeId));
  if (place === undefined || file === undefined) return undefined;
  if (file.episode.stage.name === "received")
    await app.queue.send({ kind: "process", episodeId: place.episodeId });
  return place;
}

/**
 * Keeps a place for an item before its sound is stored, so that an import that
 * is killed in between goes on in the same place and leaves no voice behind that
 * no record knows of. Throws `ConflictError` when another import just did.
 */
export async function reserveImport(app: App, guid: string): Promise<ImportPlace> {
  const reserved = await readPlace(app, guid);
  if (reserved !== undefined) return reserved;
  const episodeId = encodeId(app.randomness.bytes(episodeIdLength));
  const upload = encodeId(app.randomness.bytes(publicationKeyLength));
  const body: ImportPlace = { episodeId, uploadKey: uploadKey(episodeId, upload) };
  await app.records.commit([{ kind: "put", ...placeOf(guid), body, expect: "absent" }]);
  return body;
}

async function readPlace(app: App, guid: string): Promise<ImportPlace | undefined> {
  const record = await app.records.get(placeOf(guid));
  return record && ImportPlaceSchema.parse(record.body);
}
