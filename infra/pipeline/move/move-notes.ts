import { AppError } from "#core/errors";
import { canonicalJson, sha256Hex } from "#core/hash";
import { belongsToMachine } from "#core/machine-keys";
import { ringKeys, type KeyRing } from "#ports/key-ring";
import type { ObjectStore } from "#ports/object-store";
import { isForeignKeyAllowed } from "#ports/object-store-rules";
import type { ArchivedRecord, RecordArchive } from "#ports/record-archive";
import { z } from "zod";

/** Where an installation is read from or written to, beside what every use case needs. */
export type MovingMeans = {
  readonly archive: RecordArchive;
  readonly ring: KeyRing;
  /** What is carried: a folder that any machine can read. */
  readonly folder: ObjectStore;
  /**
   * Resolves when nothing that began before that moment can write any more: at
   * once where whoever serves was stopped, after the longest time that a function
   * may take where nobody can be stopped.
   */
  quietSince(at: string): Promise<void>;
};

export const notesKey = "move.json";
export const recordsFolder = "records/";
/** A part of the records as lines of JSON; parts count from 0. */
export const recordsKey = (part: number) =>
  `${recordsFolder}${String(part).padStart(6, "0")}.ndjson`;
/** Where a file of one of the stores lies in the folder. */
export const carriedKey = (store: "private" | "public" | "keys", key: string) => `${store}/${key}`;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** What a carried folder says of itself; written last, so that one that was cut short has none. */
export const MoveNotesSchema = z.object({
  format: z.literal("paroles-move-1"),
  move: z.string(),
  at: z.iso.datetime(),
  origin: z.string(),
  records: z.object({
    count: z.int(),
    /** Of the sorted hashes of all records: the same wherever they lie, and in whatever order. */
    sha256: Sha256,
    parts: z.array(z.object({ sha256: Sha256, count: z.int() })),
  }),
  files: z.array(
    z.object({
      store: z.enum(["private", "public"]),
      key: z.string().refine(isForeignKeyAllowed),
      bytes: z.int(),
      sha256: Sha256,
    }),
  ),
  /** Fingerprints: whoever brings the keys another way proves with them that they are the right ones. */
  keys: z.array(z.object({ name: z.enum(ringKeys), sha256: Sha256 })),
  /** Jobs that had died and stay where they were. */
  deadJobs: z.int(),
});
export type MoveNotes = z.output<typeof MoveNotesSchema>;

const ListingSchema = z.object({ list: z.string(), order: z.string() });
const RecordSchema = z.object({
  partition: z.string(),
  sort: z.string(),
  version: z.int().min(1),
  body: z.unknown(),
  listing: ListingSchema.optional(),
});

/** A record as one line: the same record is always the same text. */
export const lineOf = (record: ArchivedRecord) => canonicalJson(record);

/** Throws `move-damaged` for a line that is no record. */
export function recordOfLine(line: string, part: string): ArchivedRecord {
  const parsed = RecordSchema.safeParse(jsonOf(line));
  if (!parsed.success) throw damaged(part);
  const { listing, ...record } = parsed.data;
  return listing === undefined ? record : { ...record, listing };
}

/** What a line says; undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the folder has that it cannot have, or lacks (param problem). */
export const damaged = (problem: string) => new AppError("move-damaged", { params: { problem } });

/** What moves: all that does not belong to the machine that it lies on. */
export async function* movingRecords(
  archive: RecordArchive,
): AsyncGenerator<readonly ArchivedRecord[]> {
  for await (const page of archive.pages()) {
    const moving = page.filter(({ partition }) => !belongsToMachine(partition));
    if (moving.length > 0) yield moving;
  }
}

/** One hash for all records that move, whatever the order in which an engine gives them out. */
export async function digestOf(
  pages: AsyncIterable<readonly ArchivedRecord[]>,
): Promise<{ readonly count: number; readonly sha256: string }> {
  const hashes: string[] = [];
  for await (const page of pages) for (const record of page) hashes.push(sha256Hex(lineOf(record)));
  return { count: hashes.length, sha256: sha256Hex(hashes.sort().join("\n")) };
}
