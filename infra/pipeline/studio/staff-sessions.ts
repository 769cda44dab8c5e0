import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { isActive, type Person } from "#core/studio/person";
import {
  isSessionOver,
  sessionDaysMax,
  type StaffSession,
  StaffSessionSchema,
} from "#core/studio/sign-in";
import {
  personPartition,
  staffSessionPartition,
  staffSessionPointerPrefix,
  staffSessionPointerSort,
  staffSessionSort,
  staffSessionsListing,
} from "#core/studio/team-keys";
import { ConflictError, type Expectation, type RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { readPerson } from "./person-records.ts";

export type OpenedSession = {
  /** What the browser keeps (130 bits); we keep its hash. */
  readonly token: string;
};

export type OpenSession = StaffSession & {
  /** Hash of what the browser holds; useless to whoever reads it. */
  readonly id: string;
  readonly person: Person;
};

function sessionWrite(id: string, session: StaffSession, expect: Expectation): RecordWrite {
  return {
    kind: "put",
    partition: staffSessionPartition(id),
    sort: staffSessionSort,
    body: StaffSessionSchema.parse(session),
    expect,
    listing: { list: staffSessionsListing, order: `${session.seenAt}#${id}` },
  };
}

/** The two writes that forget a session, and whose it was. */
function endWrites(id: string, personId: string): readonly RecordWrite[] {
  return [
    { kind: "delete", partition: staffSessionPartition(id), sort: staffSessionSort, expect: "any" },
    {
      kind: "delete",
      partition: personPartition(personId),
      sort: staffSessionPointerSort(id),
      expect: "any",
    },
  ];
}

/** Begins a session of somebody who has just shown who they are. */
export async function openStaffSession(
  app: App,
  opened: Pick<StaffSession, "personId" | "how" | "device">,
): Promise<OpenedSession> {
  const token = encodeId(app.randomness.bytes(publicationKeyLength));
  const id = sha256Hex(token);
  const now = app.clock.now();
  await app.records.commit([
    sessionWrite(id, { ...opened, openedAt: now, seenAt: now }, "absent"),
    {
      kind: "put",
      partition: personPartition(opened.personId),
      sort: staffSessionPointerSort(id),
      body: {},
      expect: "absent",
    },
  ]);
  app.logger.info("staff-signed-in", { personId: opened.personId, how: opened.how });
  return { token };
}

/**
 * The session of what a browser holds; undefined when there is none, it is over,
 * was ended elsewhere, or its person has left. The role is the one of this very
 * moment. Being read is a sign of life, written at most every five minutes.
 */
export async function readStaffSession(app: App, token: string): Promise<OpenSession | undefined> {
  return readSessionById(app, sha256Hex(token), true);
}

async function readSessionById(
  app: App,
  id: string,
  isSignOfLife: boolean,
): Promise<OpenSession | undefined> {
  const key = { partition: staffSessionPartition(id), sort: staffSessionSort };
  const stored = await app.records.get(key);
  if (stored === undefined) return undefined;
  const session = StaffSessionSchema.parse(stored.body);
  const found = await readPerson(app, session.personId);
  const now = app.clock.now();
  if (found === undefined || !isActive(found.person)) return undefined;
  if (isSessionOver(session, found.person.role, now)) return undefined;
  if (isSignOfLife) await touch(app, id, session, stored.version, now);
  return { ...session, id, person: found.person };
}

const signOfLifeEveryMs = 300_000;

async function touch(app: App, id: string, session: StaffSession, version: number, now: string) {
  if (Date.parse(now) - Date.parse(session.seenAt) < signOfLifeEveryMs) return;
  try {
    await app.records.commit([sessionWrite(id, { ...session, seenAt: now }, { version })]);
  } catch (error) {
    // Another page of the same session was quicker, or it was just ended.
    if (error instanceof ConflictError) return;
    // A full disk shuts nobody out who could make room, or read that a recording is safe.
    if (!(error instanceof AppError && error.retryable)) throw error;
    app.logger.warn("staff-session-not-renewed", { personId: session.personId, code: error.code });
  }
}

/** Signs out: the session is gone at once. */
export async function endStaffSession(
  app: App,
  { id, personId }: Pick<OpenSession, "id" | "personId">,
): Promise<void> {
  await app.records.commit(endWrites(id, personId));
}

/** Every open session of a person, the latest first. */
export async function sessionsOf(app: App, personId: string): Promise<readonly OpenSession[]> {
  const sessions = await Promise.all(
    (await sessionIdsOf(app, personId)).map((id) => readSessionById(app, id, false)),
  );
  return sessions
    .filter((session) => session !== undefined)
    .sort((a, b) => (a.seenAt < b.seenAt ? 1 : -1));
}

/** Ends the sessions of a person: all but one, or all. */
export async function endSessionsOf(app: App, personId: string, except?: string): Promise<void> {
  for (const id of await sessionIdsOf(app, personId))
    if (id !== except) await app.records.commit(endWrites(id, personId));
}

async function sessionIdsOf(app: App, personId: string): Promise<readonly string[]> {
  const partition = personPartition(personId);
  const pointers = await queryAll(app.records, partition, staffSessionPointerPrefix);
  return pointers.map(({ sort }) => sort.slice(staffSessionPointerPrefix.length));
}

/** Forgets sessions that nobody can use any more; returns how many. */
export async function sweepStaffSessions(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - sessionDaysMax * 86_400_000;
  let swept = 0;
  for await (const page of everyPage((from) =>
    app.records.queryListing(staffSessionsListing, from),
  )) {
    for (const { body, partition } of page.records) {
      const { seenAt, personId } = StaffSessionSchema.parse(body);
      // In the order of the last sign of life: all others are younger.
      if (!(Date.parse(seenAt) < before)) return swept;
      const id = partition.slice(staffSessionPartition("").length);
      await app.records.commit(endWrites(id, personId));
      swept += 1;
    }
  }
  return swept;
}
