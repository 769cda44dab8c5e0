import {
  type Capability,
  CapabilitySchema,
  capabilitiesNow,
} from "#core/consent/participant-secret";
import { sha256Hex } from "#core/hash";
import {
  encodeId,
  EpisodeIdSchema,
  InstantSchema,
  publicationKeyLength,
  SignatoryIdSchema,
  SpeakerIdSchema,
} from "#core/ids";
import { ScopeSchema } from "#core/consent/consent";
import { sessionPartition, sessionSort, sessionsListing } from "#core/record-keys";
import { ConflictError, type RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { retryOnConflict } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { readStoredSecret, type StoredSecret } from "../consent/secret-records.ts";

/** Without a sign of life, a session ends after so long: phones are borrowed (T3). */
const sessionIdleSeconds = 600;
/** However lively, it ends after so long. */
const sessionSecondsMax = 7_200;

const SessionRecordSchema = z.object({
  selector: z.string(),
  episodeId: EpisodeIdSchema,
  speakerId: SpeakerIdSchema,
  signatoryId: SignatoryIdSchema,
  openedAt: InstantSchema,
  seenAt: InstantSchema,
  /** Fewer capabilities than the secret has: opened through the slow lane. */
  only: z.array(CapabilitySchema).optional(),
  /** Opaque id of the member of staff who handed the device over. */
  assistedBy: z.string().optional(),
  clientHash: z.string(),
  /** Hash of the recordings that were played in this session. */
  heard: z.string().optional(),
  /** What was withdrawn in this session, and when: its own button takes it back. */
  withdrew: z.array(z.object({ scope: ScopeSchema, closedAt: InstantSchema })).default([]),
});
type SessionRecord = z.output<typeof SessionRecordSchema>;

/** An open session, as use cases are handed it. What it may do is asked of its secret each time. */
export type Session = Omit<SessionRecord, "only"> & {
  /** Hash of what the browser holds; useless to whoever reads the records. */
  readonly id: string;
  readonly version: number;
  readonly capabilities: readonly Capability[];
  readonly audience: "self" | "guardian";
  /** The code's one answer was given: it sees and withdraws. */
  readonly isUsed: boolean;
  readonly secret: StoredSecret;
};

const millisecondsBetween = (from: string, to: string) => Date.parse(to) - Date.parse(from);

/** Whether a session has ended. A clock that went back ends it too: in doubt it is over. */
function isOver({ openedAt, seenAt }: SessionRecord, now: string): boolean {
  const idle = millisecondsBetween(seenAt, now);
  const age = millisecondsBetween(openedAt, now);
  return !(idle >= 0 && idle <= sessionIdleSeconds * 1000 && age <= sessionSecondsMax * 1000);
}

function sessionWrite(
  id: string,
  record: SessionRecord,
  expect: Extract<RecordWrite, { kind: "put" }>["expect"],
): RecordWrite {
  return {
    kind: "put",
    partition: sessionPartition(id),
    sort: sessionSort,
    body: SessionRecordSchema.parse(record),
    expect,
    listing: { list: sessionsListing, order: record.seenAt },
  };
}

/** Begins a session; returns what the browser keeps (130 bits), once. */
export async function beginSession(
  app: App,
  record: Omit<z.input<typeof SessionRecordSchema>, "openedAt" | "seenAt">,
): Promise<{ readonly token: string; readonly session: Session }> {
  const token = encodeId(app.randomness.bytes(publicationKeyLength));
  const id = sha256Hex(token);
  const now = app.clock.now();
  const body = SessionRecordSchema.parse({ ...record, openedAt: now, seenAt: now });
  await app.records.commit([sessionWrite(id, body, "absent")]);
  const session = await readSession(app, token);
  if (session === undefined) throw new RangeError("a session that just began is over");
  return { token, session };
}

/**
 * The session of what a browser holds, or undefined when there is none, it has
 * been idle for `sessionIdleSeconds`, or its secret was reported stolen. Being
 * read is a sign of life; nothing else changes.
 */
export async function readSession(app: App, token: string): Promise<Session | undefined> {
  const id = sha256Hex(token);
  const stored = await app.records.get({ partition: sessionPartition(id), sort: sessionSort });
  if (stored === undefined) return undefined;
  const record = SessionRecordSchema.parse(stored.body);
  const now = app.clock.now();
  if (isOver(record, now)) return undefined;
  const secret = await readStoredSecret(app, record.selector);
  if (secret === undefined) return undefined;
  const can = capabilitiesNow(secret.secret, now);
  const { only, ...rest } = record;
  const capabilities = only === undefined ? can : can.filter((one) => only.includes(one));
  if (capabilities.length === 0) return undefined;
  const version = await touch(app, id, record, stored.version, now);
  return {
    ...rest,
    id,
    version,
    capabilities,
    audience: record.signatoryId === "self" ? "self" : "guardian",
    isUsed: secret.secret.usedAt !== undefined,
    secret,
  };
}

/** A sign of life is written at most every half minute; two at a time are one. */
async function touch(
  app: App,
  id: string,
  record: SessionRecord,
  version: number,
  now: string,
): Promise<number> {
  if (millisecondsBetween(record.seenAt, now) < 30_000) return version;
  try {
    await app.records.commit([sessionWrite(id, { ...record, seenAt: now }, { version })]);
    return version + 1;
  } catch (error) {
    if (error instanceof ConflictError) return version;
    throw error;
  }
}

/** Remembers something in a session, whatever else was remembered meanwhile; nothing when it has ended. */
export async function rememberInSession(
  app: App,
  { id }: Pick<Session, "id">,
  change: (record: SessionRecord) => SessionRecord,
): Promise<void> {
  await retryOnConflict(async () => {
    const stored = await app.records.get({ partition: sessionPartition(id), sort: sessionSort });
    if (stored === undefined) return;
    const record = change(SessionRecordSchema.parse(stored.body));
    await app.records.commit([sessionWrite(id, record, { version: stored.version })]);
  });
}

/** “I'm done”: the session is gone at once, on every device that holds it. */
export async function closeSession(app: App, token: string): Promise<void> {
  const partition = sessionPartition(sha256Hex(token));
  await app.records.commit([{ kind: "delete", partition, sort: sessionSort, expect: "any" }]);
}

/** Deletes sessions that are over; returns how many. Part of the sweep. */
export async function sweepSessions(app: App): Promise<number> {
  const now = app.clock.now();
  let swept = 0;
  for await (const page of everyPage((from) => app.records.queryListing(sessionsListing, from))) {
    for (const { body, partition, sort, version } of page.records) {
      // The listing is in the order of the last sign of life: all others are younger.
      if (!isOver(SessionRecordSchema.parse(body), now)) return swept;
      try {
        await app.records.commit([{ kind: "delete", partition, sort, expect: { version } }]);
        swept += 1;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }
  return swept;
}
