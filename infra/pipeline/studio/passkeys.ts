import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { InstantSchema } from "#core/ids";
import { isActive, type Person } from "#core/studio/person";
import { lineSchema } from "#core/text";
import {
  challengePartition,
  challengeSort,
  passkeyPartition,
  passkeyPointerPrefix,
  passkeyPointerSort,
  passkeySort,
  personPartition,
} from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import { queryAll } from "../episode/episode-records.ts";
import { readPerson } from "./person-records.ts";
import { type OpenedSession, openStaffSession } from "./staff-sessions.ts";

const PasskeySchema = z.object({
  personId: z.string(),
  credentialId: z.string().max(2_000),
  publicKey: z.string().max(4_000),
  counter: z.int().nonnegative(),
  transports: z.array(z.string().max(40)).max(10),
  /** What its owner recognises it by: the device it was made on. */
  name: lineSchema(80),
  createdAt: InstantSchema,
  usedAt: InstantSchema.optional(),
});
export type Passkey = z.output<typeof PasskeySchema> & { readonly id: string };

const ChallengeSchema = z.object({ challenge: z.string(), expiresAt: InstantSchema });
const challengeMinutes = 5;

/** Remembers what a browser was asked, by what only that browser (or its session) holds. */
async function keepChallenge(app: App, holder: string, challenge: string): Promise<void> {
  const expiresAt = new Date(Date.parse(app.clock.now()) + challengeMinutes * 60_000).toISOString();
  const body = ChallengeSchema.parse({ challenge, expiresAt });
  const partition = challengePartition(sha256Hex(holder));
  await app.records.commit([{ kind: "put", partition, sort: challengeSort, body, expect: "any" }]);
}

/** What the browser was asked, once: a second answer to the same question is none. */
async function takeChallenge(app: App, holder: string): Promise<string | undefined> {
  const key = { partition: challengePartition(sha256Hex(holder)), sort: challengeSort };
  const stored = await app.records.get(key);
  if (stored === undefined) return undefined;
  const expect = { version: stored.version };
  if (!(await commitIfFirst(app.records, [{ kind: "delete", ...key, expect }]))) return undefined;
  const { challenge, expiresAt } = ChallengeSchema.parse(stored.body);
  return Date.parse(app.clock.now()) < Date.parse(expiresAt) ? challenge : undefined;
}

function passkeyWrite({ id, ...passkey }: Passkey, expect: "absent" | "present"): RecordWrite {
  const partition = passkeyPartition(id);
  return { kind: "put", partition, sort: passkeySort, body: PasskeySchema.parse(passkey), expect };
}

async function readPasskey(app: App, id: string): Promise<Passkey | undefined> {
  const stored = await app.records.get({ partition: passkeyPartition(id), sort: passkeySort });
  return stored && { ...PasskeySchema.parse(stored.body), id };
}

/** The keys of a person. */
export async function passkeysOf(app: App, personId: string): Promise<readonly Passkey[]> {
  const pointers = await queryAll(app.records, personPartition(personId), passkeyPointerPrefix);
  const keys = await Promise.all(
    pointers.map(({ sort }) => readPasskey(app, sort.slice(passkeyPointerPrefix.length))),
  );
  return keys.filter((key) => key !== undefined);
}

/** What a browser is asked to make a new key; `sessionId` is the one it is asked in. */
export async function startPasskey(app: App, person: Person, sessionId: string): Promise<unknown> {
  const known = await passkeysOf(app, person.id);
  const { options, challenge } = await app.studio.passkeys.startRegistration({ ...person, known });
  await keepChallenge(app, sessionId, challenge);
  return options;
}

/** Keeps the new key. Throws `passkey-refused` when the answer is not right, or not to what was asked. */
export async function addPasskey(
  app: App,
  person: Person,
  sessionId: string,
  made: { readonly answer: unknown; readonly name: string },
): Promise<void> {
  const challenge = await takeChallenge(app, sessionId);
  const key =
    challenge === undefined
      ? undefined
      : await app.studio.passkeys.finishRegistration(made.answer, challenge);
  if (key === undefined) throw new AppError("passkey-refused");
  const id = sha256Hex(key.credentialId);
  const createdAt = app.clock.now();
  const passkey = { ...key, id, personId: person.id, name: made.name, createdAt };
  const transports = [...key.transports];
  await app.records.commit([
    passkeyWrite({ ...passkey, transports }, "absent"),
    {
      kind: "put",
      partition: personPartition(person.id),
      sort: passkeyPointerSort(id),
      body: {},
      expect: "any",
    },
  ]);
  app.logger.info("passkey-added", { personId: person.id });
}

/** Forgets a key of this person; one of somebody else's is left alone. */
export async function removePasskey(app: App, personId: string, id: string): Promise<void> {
  const key = await readPasskey(app, id);
  if (key === undefined || key.personId !== personId) return;
  await app.records.commit([
    { kind: "delete", partition: passkeyPartition(id), sort: passkeySort, expect: "any" },
    {
      kind: "delete",
      partition: personPartition(personId),
      sort: passkeyPointerSort(id),
      expect: "any",
    },
  ]);
}

/** What a browser is asked to sign in; `holder` is what only that browser has. */
export async function startPasskeySignIn(app: App, holder: string): Promise<unknown> {
  const { options, challenge } = await app.studio.passkeys.startSignIn();
  await keepChallenge(app, holder, challenge);
  return options;
}

/** Comes in with a passkey. Throws `passkey-refused`, whatever the reason. */
export async function enterWithPasskey(
  app: App,
  holder: string,
  shown: { readonly answer: unknown; readonly device: string },
): Promise<OpenedSession> {
  const refused = () => new AppError("passkey-refused");
  const challenge = await takeChallenge(app, holder);
  const credentialId = app.studio.passkeys.credentialIdOf(shown.answer);
  if (challenge === undefined || credentialId === undefined) throw refused();
  const key = await readPasskey(app, sha256Hex(credentialId));
  const right = key && (await app.studio.passkeys.finishSignIn(shown.answer, challenge, key));
  if (key === undefined || right === undefined) throw refused();
  const found = await readPerson(app, key.personId);
  if (found === undefined || !isActive(found.person)) throw refused();
  const used = { ...key, counter: right.counter, usedAt: app.clock.now() };
  await app.records.commit([passkeyWrite(used, "present")]);
  return openStaffSession(app, { personId: key.personId, how: "passkey", device: shown.device });
}
