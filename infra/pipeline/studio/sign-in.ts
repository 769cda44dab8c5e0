import { codeMail } from "#core/studio/mail-words";
import { isActive } from "#core/studio/person";
import {
  codeMinutes,
  codeOf,
  codeTriesMax,
  readCode,
  type SignIn,
  SignInSchema,
  staffAddressPolicy,
  staffEmailPolicy,
} from "#core/studio/sign-in";
import { sha256Hex } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { signInPartition, signInsListing, signInSort } from "#core/studio/team-keys";
import type { Expectation, RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import { retryOnConflict } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { emailHash, findPerson, personWrite, readEmail, readPerson } from "./person-records.ts";
import { takeTry } from "./tries.ts";
import { type OpenedSession, openStaffSession } from "./staff-sessions.ts";

export type CodeAsked =
  | { readonly asked: true; readonly token: string }
  | { readonly asked: false; readonly retryAfterSeconds: number };

const minutesFrom = (now: string, minutes: number) =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString();

function signInWrite(id: string, signIn: SignIn, expect: Expectation): RecordWrite {
  return {
    kind: "put",
    partition: signInPartition(id),
    sort: signInSort,
    body: SignInSchema.parse(signIn),
    expect,
    listing: { list: signInsListing, order: `${signIn.expiresAt}#${id}` },
  };
}

/**
 * Somebody asks for a code by e-mail. Whether there is such a person makes no
 * difference to the answer, nor to the work before it: the code is made and sent
 * by a worker. What comes back is for that browser alone, and the code is worth
 * nothing in another one. Error: `bad-email`.
 */
export async function askForCode(
  app: App,
  asking: { readonly email: string; readonly clientHash: string },
): Promise<CodeAsked> {
  const email = readEmail(asking.email);
  const limit = await takeTry(app, [
    { kind: "staff-address", name: asking.clientHash, policy: staffAddressPolicy },
    { kind: "staff-email", name: emailHash(app, email), policy: staffEmailPolicy },
  ]);
  if (!limit.isAllowed) return { asked: false, retryAfterSeconds: limit.retryAfterSeconds };
  const found = await findPerson(app, email);
  const token = encodeId(app.randomness.bytes(publicationKeyLength));
  const id = sha256Hex(token);
  const signIn: SignIn = {
    expiresAt: minutesFrom(app.clock.now(), codeMinutes),
    triesLeft: codeTriesMax,
    ...(found !== undefined && isActive(found.person) ? { personId: found.person.id } : {}),
  };
  await app.records.commit([signInWrite(id, signIn, "absent")]);
  await app.queue.send({ kind: "sign-in-code", signIn: id });
  return { asked: true, token };
}

/** Makes the code that was asked for and sends it; repeated, it makes another one, and only the last is right. */
export async function sendCode(app: App, id: string): Promise<void> {
  const stored = await readSignIn(app, id);
  if (stored?.signIn.personId === undefined) return;
  const { signIn, version } = stored;
  const found = await readPerson(app, stored.signIn.personId);
  if (found === undefined || !isActive(found.person)) return;
  const code = codeOf(app.randomness.bytes(6));
  const codeHash = await app.consent.hasher.hash(code);
  await app.records.commit([signInWrite(id, { ...signIn, codeHash }, { version })]);
  const { email, language } = found.person;
  await app.studio.mailer.send({
    to: email,
    ...codeMail(language, app.content.settings.name, code),
  });
}

async function readSignIn(app: App, id: string) {
  const stored = await app.records.get({ partition: signInPartition(id), sort: signInSort });
  if (stored === undefined) return undefined;
  const signIn = SignInSchema.parse(stored.body);
  const isOver = !(Date.parse(app.clock.now()) < Date.parse(signIn.expiresAt));
  return isOver ? undefined : { signIn, version: stored.version };
}

export type CodeEntered =
  | ({ readonly entered: true } & OpenedSession)
  /** `wrong-code`: try again; `code-over`: ask for a new one. */
  | { readonly entered: false; readonly refused: "wrong-code" | "code-over" };

/**
 * Comes in with a code, in the browser that asked for it. A try is counted
 * before the code is looked at, and a hundred at once count as a hundred; the
 * right code works once.
 */
export async function enterCode(
  app: App,
  entering: { readonly token: string; readonly typed: string; readonly device: string },
): Promise<CodeEntered> {
  const id = sha256Hex(entering.token);
  const signIn = await retryOnConflict(() => countTry(app, id));
  const isRight = await app.consent.hasher.verify(readCode(entering.typed), signIn?.codeHash);
  if (signIn === undefined) return { entered: false, refused: "code-over" };
  if (!isRight || signIn.personId === undefined)
    return { entered: false, refused: signIn.triesLeft === 0 ? "code-over" : "wrong-code" };
  if (!(await useUp(app, id, signIn.personId))) return { entered: false, refused: "code-over" };
  const { personId } = signIn;
  const opened = await openStaffSession(app, { personId, how: "code", device: entering.device });
  return { entered: true, ...opened };
}

async function countTry(app: App, id: string): Promise<SignIn | undefined> {
  const stored = await readSignIn(app, id);
  if (stored === undefined || stored.signIn.triesLeft === 0) return undefined;
  const signIn = { ...stored.signIn, triesLeft: stored.signIn.triesLeft - 1 };
  await app.records.commit([signInWrite(id, signIn, { version: stored.version })]);
  return signIn;
}

/** Of two who enter the same code at the same moment, one comes in. */
async function useUp(app: App, id: string, personId: string): Promise<boolean> {
  const found = await readPerson(app, personId);
  if (found === undefined || !isActive(found.person)) return false;
  const { person, version } = found;
  const joined = { ...person, joinedAt: person.joinedAt ?? app.clock.now() };
  const key = { partition: signInPartition(id), sort: signInSort };
  return commitIfFirst(app.records, [
    { kind: "delete", ...key, expect: "present" },
    ...(person.joinedAt === undefined ? [personWrite(joined, version)] : []),
  ]);
}

/** Forgets requests whose time is over; returns how many. */
export async function sweepSignIns(app: App): Promise<number> {
  let swept = 0;
  for await (const page of everyPage((from) => app.records.queryListing(signInsListing, from))) {
    for (const { body, partition, sort } of page.records) {
      if (Date.parse(app.clock.now()) < Date.parse(SignInSchema.parse(body).expiresAt))
        return swept;
      await app.records.commit([{ kind: "delete", partition, sort, expect: "any" }]);
      swept += 1;
    }
  }
  return swept;
}
