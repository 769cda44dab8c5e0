import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { invitationMail } from "#core/studio/mail-words";
import { isActive, type Person, PersonSchema } from "#core/studio/person";
import { invitationDays } from "#core/studio/sign-in";
import { addDays } from "#core/consent/terms";
import {
  invitationPartition,
  invitationPointerPrefix,
  invitationPointerSort,
  invitationSort,
  personPartition,
} from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import { queryAll, retryOnConflict } from "../episode/episode-records.ts";
import {
  anotherAdministrator,
  findPerson,
  newPersonWrites,
  personWrite,
  readEmail,
  readPerson,
  requirePerson,
  type StoredPerson,
} from "./person-records.ts";
import { endSessionsOf, type OpenedSession, openStaffSession } from "./staff-sessions.ts";

const InvitationSchema = z.object({ personId: z.string(), expiresAt: z.iso.datetime() });

export type Invited = {
  readonly person: Person;
  /** Opens the studio once; nobody can read it again. */
  readonly url: string;
  /** False when the message could not be handed over: the link has to be passed on by hand. */
  readonly isSent: boolean;
};

export type NewPerson = Pick<Person, "name" | "role" | "language"> & { readonly email: string };

/**
 * Makes somebody a member of the team and invites them by e-mail; the link also
 * comes back, to be passed on by hand. Whoever is one already, or was, is invited
 * again with the name and role given now. Former invitations no longer open
 * anything. Errors: `bad-email`, `bad-field`, `last-administrator`.
 */
export async function invitePerson(app: App, wanted: NewPerson): Promise<Invited> {
  const email = readEmail(wanted.email);
  const person = await retryOnConflict(() => putPerson(app, { ...wanted, email }));
  return sendInvitation(app, person);
}

async function putPerson(app: App, wanted: NewPerson): Promise<Person> {
  const found = await findPerson(app, wanted.email);
  const person = readPersonAsTold({
    ...wanted,
    id: found?.person.id ?? encodeId(app.randomness.bytes(publicationKeyLength)),
    invitedAt: found?.person.invitedAt ?? app.clock.now(),
    ...(found?.person.joinedAt === undefined ? {} : { joinedAt: found.person.joinedAt }),
  });
  await app.records.commit(
    found === undefined
      ? newPersonWrites(app, person)
      : [personWrite(person, found.version), ...(await heldBack(app, found.person, person))],
  );
  return person;
}

/** A person as somebody's form tells of them. Throws `bad-field` for what nobody can be called. */
function readPersonAsTold(told: object): Person {
  const parsed = PersonSchema.safeParse(told);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new AppError("bad-field", { field, params: { field, problem: issue?.message ?? "" } });
}

/** An invitation of somebody who is one of the team: by mail, and as a link. */
async function sendInvitation(app: App, person: Person): Promise<Invited> {
  const token = encodeId(app.randomness.bytes(publicationKeyLength));
  const tokenHash = sha256Hex(token);
  const body = { personId: person.id, expiresAt: addDays(app.clock.now(), invitationDays) };
  await app.records.commit([
    ...(await formerInvitations(app, person.id)),
    {
      kind: "put",
      partition: invitationPartition(tokenHash),
      sort: invitationSort,
      body: InvitationSchema.parse(body),
      expect: "absent",
    },
    {
      kind: "put",
      partition: personPartition(person.id),
      sort: invitationPointerSort(tokenHash),
      body: {},
      expect: "absent",
    },
  ]);
  const url = `${app.origin}/studio/invitation/${token}`;
  const site = app.content.settings.name;
  const words = invitationMail(person.language, site, { name: person.name, url });
  app.logger.info("person-invited", { personId: person.id, role: person.role });
  try {
    await app.studio.mailer.send({ to: person.email, ...words });
    return { person, url, isSent: true };
  } catch (error) {
    // The link in hand does the same: whoever invites is told to pass it on.
    app.logger.error("invitation-not-sent", error, { personId: person.id });
    return { person, url, isSent: false };
  }
}

/** The most that one commit can hold beside the new one; older ones have run out long since. */
const formerInvitationsMax = 40;

async function formerInvitations(app: App, personId: string): Promise<readonly RecordWrite[]> {
  const partition = personPartition(personId);
  const pointers = await queryAll(app.records, partition, invitationPointerPrefix);
  return pointers.slice(-formerInvitationsMax).flatMap(({ sort }): readonly RecordWrite[] => {
    const tokenHash = sort.slice(invitationPointerPrefix.length);
    return [
      {
        kind: "delete",
        partition: invitationPartition(tokenHash),
        sort: invitationSort,
        expect: "any",
      },
      { kind: "delete", partition, sort, expect: "any" },
    ];
  });
}

/** Whom an invitation is for; undefined when it is used, has run out, or never was one. */
export async function readInvitation(app: App, token: string): Promise<StoredPerson | undefined> {
  const partition = invitationPartition(sha256Hex(token));
  const stored = await app.records.get({ partition, sort: invitationSort });
  if (stored === undefined) return undefined;
  const { personId, expiresAt } = InvitationSchema.parse(stored.body);
  if (!(Date.parse(app.clock.now()) < Date.parse(expiresAt))) return undefined;
  const found = await readPerson(app, personId);
  return found !== undefined && isActive(found.person) ? found : undefined;
}

/**
 * Comes in with an invitation, which is used up by it: of two who press at the
 * same moment, one comes in. Undefined when it opens nothing (any more).
 */
export async function acceptInvitation(
  app: App,
  token: string,
  device: string,
): Promise<OpenedSession | undefined> {
  const found = await readInvitation(app, token);
  if (found === undefined) return undefined;
  const { person, version } = found;
  const tokenHash = sha256Hex(token);
  const partition = personPartition(person.id);
  const joined = { ...person, joinedAt: person.joinedAt ?? app.clock.now() };
  const isFirst = await commitIfFirst(app.records, [
    {
      kind: "delete",
      partition: invitationPartition(tokenHash),
      sort: invitationSort,
      expect: "present",
    },
    { kind: "delete", partition, sort: invitationPointerSort(tokenHash), expect: "any" },
    personWrite(joined, version),
  ]);
  if (!isFirst) return undefined;
  return openStaffSession(app, { personId: person.id, how: "invitation", device });
}

/** Another role, or another name. Errors: `person-unknown`, `last-administrator`, `bad-field`. */
export async function changePerson(
  app: App,
  id: string,
  change: Partial<Pick<Person, "name" | "role" | "language">>,
): Promise<Person> {
  return retryOnConflict(async () => {
    const { person, version } = await requirePerson(app, id);
    const next = readPersonAsTold({ ...person, ...change });
    await app.records.commit([personWrite(next, version), ...(await heldBack(app, person, next))]);
    return next;
  });
}

/** Somebody leaves: every session of theirs ends at once, and no code or key opens anything. */
export async function removePerson(app: App, id: string): Promise<void> {
  await retryOnConflict(async () => {
    const { person, version } = await requirePerson(app, id);
    const next = { ...person, leftAt: app.clock.now() };
    await app.records.commit([personWrite(next, version), ...(await heldBack(app, person, next))]);
  });
  await endSessionsOf(app, id);
  app.logger.info("person-left", { personId: id });
}

async function heldBack(app: App, before: Person, after: Person): Promise<readonly RecordWrite[]> {
  const runsIt = (person: Person) => person.role === "administrator" && isActive(person);
  return runsIt(before) && !runsIt(after) ? [await anotherAdministrator(app, before.id)] : [];
}
