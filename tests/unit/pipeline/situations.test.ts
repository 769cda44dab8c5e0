import { expect, test } from "vitest";
import { parseSituation } from "#core/situation-text";
import type { Situation } from "#core/speaker";
import { confirmAnswers } from "#pipeline/participant/confirm-answers";
import { openSecret } from "#pipeline/participant/open-secret";
import { dueReminders, noteReminder } from "#pipeline/participant/reminders";
import { type Invitation, requestConsent } from "#pipeline/participant/request-consent";
import { answerUnderstanding, saveAnswer, saveDuration } from "#pipeline/participant/save-answer";
import { participantView } from "#pipeline/participant/participant-view";
import type { Session } from "#pipeline/participant/session-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { recordSituation } from "#pipeline/consent/record-situation";
import { sweep } from "#pipeline/sweep/sweep";
import type { Duration } from "#core/consent/terms";
import { memoryApp, type MemoryApp } from "../../support/memory-app.ts";
import type { Hook } from "../../support/memory-hook.ts";
import { createScheduler } from "../../support/scheduler.ts";
import { grantAll } from "../../support/story.ts";

/** A story of one voice in that situation, and who was asked about it. */
async function storyOf(situation: Situation, hook?: Hook) {
  const app = memoryApp(hook);
  const episodeId = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: "Un matin",
      summary: "",
      language: "fr",
      speakers: [{ id: "s1", role: "talent", firstName: "Ines", situation }],
      knownText: [{ speakerId: "s1", text: "Je me lève tôt." }],
    },
    { path: "/upload" },
  );
  await processEpisode(app, episodeId);
  return { app, episodeId };
}

const ask = (app: MemoryApp, episodeId: string) =>
  requestConsent(app, { episodeId, by: "coach-1" });

async function sessionOf(app: MemoryApp, invitation: Invitation | undefined): Promise<Session> {
  const opened = await openSecret(app, { typed: invitation?.link.token ?? "", clientHash: "a" });
  if (!opened.opened) throw new Error(opened.refused);
  return opened.session;
}

/** Answers voice and words, as the pages do, up to the last button. */
async function prepared(
  app: MemoryApp,
  invitation: Invitation | undefined,
  said: "yes" | "no" = "yes",
  duration: Duration = "three-years",
): Promise<Session> {
  const session = await sessionOf(app, invitation);
  const { questions } = await participantView(app, session);
  for (const scope of ["voice", "transcript"] as const)
    await saveAnswer(app, session, {
      scope,
      answer: said,
      shownHash: questions.find((one) => one.scope === scope)?.shownHash ?? "",
      locale: "fr",
      knowsRecording: true,
    });
  await saveDuration(app, session, duration);
  for (const question of ["mind", "place", "copies"] as const)
    await answerUnderstanding(app, session, { question, choice: `${question}-right` });
  return session;
}

const sayYes = async (app: MemoryApp, invitation: Invitation | undefined, duration?: Duration) =>
  confirmAnswers(app, await prepared(app, invitation, "yes", duration));

const isPublic = async (app: MemoryApp, id: string) =>
  (await episodeStatus(app, id)).publication === "published";

const situations: readonly (readonly [string, readonly string[]])[] = [
  ["adult", ["self"]],
  ["minor,born=2010-06-15,holders=2", ["self", "g1", "g2"]],
  ["minor,born=2010-06-15,holders=1,proof=jugement 24/0012", ["self", "g1"]],
  ["minor,born=2010-06-15,holders=1,proof=délégation 24/0013", ["self", "g1"]],
  ["emancipated-minor,proof=jugement 24/0014", ["self"]],
  ["protected-adult,proof=tutelle 24/0015", ["self", "g1"]],
];

for (const [text, people] of situations) {
  test(`${text}: open only once everyone of ${people.join(", ")} has said yes themselves`, async () => {
    const { app, episodeId } = await storyOf(parseSituation(text));
    const invitations = await ask(app, episodeId);
    expect(invitations.map(({ signatoryId }) => signatoryId)).toEqual(people);
    for (const invitation of invitations) {
      expect(await isPublic(app, episodeId)).toBe(false);
      await sayYes(app, invitation);
    }
    expect(await isPublic(app, episodeId)).toBe(true);
  });
}

test("one holder alone, without what says so, is nobody who could be asked", async () => {
  const { app, episodeId } = await storyOf(parseSituation("minor,born=2010-06-15,holders=1"));
  await expect(ask(app, episodeId)).rejects.toMatchObject({
    code: "speaker-blocked",
    params: { by: "second-holder-unknown" },
  });
});

test("a detained person needs the written consent and the authorisation, and then their own yes", async () => {
  const { app, episodeId } = await storyOf(parseSituation("detained"));
  const blocked = { code: "speaker-blocked", params: { by: "detained-without-authorisation" } };
  await expect(ask(app, episodeId)).rejects.toMatchObject(blocked);
  const change = { episodeId, speakerId: "s1", staffId: "staff-1" };
  const authorised = parseSituation("detained,authorisation=DISP 2026/118");
  await recordSituation(app, { ...change, situation: authorised });
  await expect(ask(app, episodeId)).rejects.toMatchObject(blocked);
  await recordSituation(app, { ...change, situation: authorised, written: { path: "/scan" } });
  const [invitation] = await ask(app, episodeId);
  expect(await isPublic(app, episodeId)).toBe(false);
  await sayYes(app, invitation);
  expect(await isPublic(app, episodeId)).toBe(true);
});

test("a minor in criminal proceedings is not asked, on paper neither, and what was open closes", async () => {
  const { app, episodeId } = await storyOf(parseSituation("adult"));
  await grantAll(app, episodeId, ["voice", "transcript"]);
  expect(await isPublic(app, episodeId)).toBe(true);
  await recordSituation(app, {
    episodeId,
    speakerId: "s1",
    situation: parseSituation("minor-in-criminal-proceedings"),
    staffId: "staff-1",
  });
  expect(await isPublic(app, episodeId)).toBe(false);
  const blocked = { code: "speaker-blocked" };
  await expect(ask(app, episodeId)).rejects.toMatchObject(blocked);
  await expect(grantAll(app, episodeId, ["voice", "transcript"])).rejects.toMatchObject(blocked);
});

test("no change of situation opens anything: what was agreed before has to be said again", async () => {
  const { app, episodeId } = await storyOf(parseSituation("minor,born=2010-06-15,holders=2"));
  const [self] = await ask(app, episodeId);
  await sayYes(app, self);
  await recordSituation(app, {
    episodeId,
    speakerId: "s1",
    situation: parseSituation("adult"),
    staffId: "staff-1",
  });
  expect(await isPublic(app, episodeId)).toBe(false);
  const [again] = await ask(app, episodeId);
  await sayYes(app, again);
  expect(await isPublic(app, episodeId)).toBe(true);
});

test("on the 18th birthday what was said for the child closes, and the grown person alone opens it again", async () => {
  const { app, episodeId } = await storyOf(parseSituation("minor,born=2009-03-10,holders=2"));
  const invitations = await ask(app, episodeId);
  for (const invitation of invitations) await sayYes(app, invitation);
  app.time.now = "2027-03-09T09:59:00.000Z";
  await sweep(app);
  expect(await isPublic(app, episodeId)).toBe(true);
  app.time.now = "2027-03-09T10:00:00.000Z";
  await sweep(app);
  expect(await isPublic(app, episodeId)).toBe(false);
  const { consents, episode } = await requireEpisode(app.records, episodeId);
  expect(episode.speakers[0]?.situation).toEqual({ kind: "adult" });
  const mine = consents.filter(
    ({ signatoryId, scope }) => signatoryId === "self" && scope === "voice",
  );
  expect(mine.map(({ state }) => state)).toEqual(["invalidated"]);
  expect(await dueReminders(app)).toContainEqual(
    expect.objectContaining({ episodeId, signatoryId: "self", kind: "ended" }),
  );
  // A parent's card still withdraws, and shows nothing of a grown person any more.
  const parent = await openSecret(app, {
    typed: invitations[1]?.card?.lastingCode ?? "",
    clientHash: "b",
  });
  expect(parent.opened && parent.session.capabilities).toEqual(["withdraw"]);
  const again = await ask(app, episodeId);
  expect(again.map(({ signatoryId }) => signatoryId)).toEqual(["self"]);
  await sayYes(app, again[0], "until-withdrawn");
  expect(await isPublic(app, episodeId)).toBe(true);
  await sweep(app);
  expect(await isPublic(app, episodeId)).toBe(true);
});

test("two parents who press the last button at the same moment are both recorded", async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const scheduler = createScheduler(seed, 0);
    const situation = parseSituation("minor,born=2010-06-15,holders=2");
    const { app, episodeId } = await storyOf(situation, scheduler.hook);
    const [self, one, other] = await ask(app, episodeId);
    await sayYes(app, self);
    const [first, second] = [await prepared(app, one), await prepared(app, other)];
    const outcomes = await scheduler.run({
      first: () => confirmAnswers(app, first),
      second: () => confirmAnswers(app, second),
    });
    for (const { error } of outcomes) if (error !== undefined) throw error;
    expect(await isPublic(app, episodeId), `seed ${seed}`).toBe(true);
    const { consents } = await requireEpisode(app.records, episodeId);
    const yeses = consents.filter(({ scope, state }) => scope === "voice" && state === "given");
    expect(yeses, `seed ${seed}`).toHaveLength(3);
  }
});

test("two parents who answer differently at the same moment: the no closes, whoever was first", async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const scheduler = createScheduler(seed, 0);
    const situation = parseSituation("minor,born=2010-06-15,holders=2");
    const { app, episodeId } = await storyOf(situation, scheduler.hook);
    const [self, one, other] = await ask(app, episodeId);
    await sayYes(app, self);
    const [first, second] = [await prepared(app, one), await prepared(app, other, "no")];
    const outcomes = await scheduler.run({
      yes: () => confirmAnswers(app, first),
      no: () => confirmAnswers(app, second),
    });
    for (const { error } of outcomes) if (error !== undefined) throw error;
    expect(await isPublic(app, episodeId), `seed ${seed}`).toBe(false);
  }
});

test("a yes for a year is to be renewed 60 days before, and closes on its day by itself", async () => {
  const { app, episodeId } = await storyOf({ kind: "adult" });
  const [invitation] = await ask(app, episodeId);
  await sayYes(app, invitation, "one-year");
  app.time.now = "2027-09-24T11:59:00.000Z";
  await sweep(app);
  expect(await dueReminders(app)).toEqual([]);
  app.time.now = "2027-09-24T12:00:00.000Z";
  await sweep(app);
  const [reminder] = await dueReminders(app);
  expect(reminder).toMatchObject({
    episodeId,
    speakerId: "s1",
    signatoryId: "self",
    kind: "renewal",
    endsAt: "2027-11-23T12:00:00.000Z",
  });
  expect(await isPublic(app, episodeId)).toBe(true);
  await noteReminder(app, { episodeId, speakerId: "s1", signatoryId: "self", by: "coach-1" });
  expect(await dueReminders(app)).toEqual([]);
  app.time.now = "2027-10-24T12:00:00.000Z";
  expect(await dueReminders(app)).toHaveLength(1);
  app.time.now = "2027-11-23T12:00:00.000Z";
  await sweep(app);
  expect(await isPublic(app, episodeId)).toBe(false);
  const { consents } = await requireEpisode(app.records, episodeId);
  expect(consents.find(({ scope }) => scope === "voice")?.state).toBe("expired");
  expect(await dueReminders(app)).toMatchObject([{ kind: "ended" }]);
});

test("a yes without an end is reminded of every year, and stays", async () => {
  const { app, episodeId } = await storyOf({ kind: "adult" });
  const [invitation] = await ask(app, episodeId);
  await sayYes(app, invitation, "until-withdrawn");
  app.time.now = "2027-11-23T11:00:00.000Z";
  expect(await dueReminders(app)).toEqual([]);
  app.time.now = "2027-11-24T12:00:00.000Z";
  await sweep(app);
  expect(await dueReminders(app)).toMatchObject([{ kind: "yearly", signatoryId: "self" }]);
  await noteReminder(app, { episodeId, speakerId: "s1", signatoryId: "self", by: "coach-1" });
  expect(await dueReminders(app)).toEqual([]);
  app.time.now = "2028-11-23T12:00:00.000Z";
  expect(await dueReminders(app)).toHaveLength(1);
  expect(await isPublic(app, episodeId)).toBe(true);
});

test("a clock that jumps ahead closes, and going back opens nothing", async () => {
  const { app, episodeId } = await storyOf({ kind: "adult" });
  const [invitation] = await ask(app, episodeId);
  await sayYes(app, invitation, "one-year");
  app.time.now = "2040-01-01T00:00:00.000Z";
  await sweep(app);
  expect(await isPublic(app, episodeId)).toBe(false);
  app.time.now = "2026-11-24T12:00:00.000Z";
  await sweep(app);
  expect(await isPublic(app, episodeId)).toBe(false);
  // The link had its one answer; what was closed is asked again with another.
  await expect(sayYes(app, invitation)).rejects.toMatchObject({
    code: "consent-code-cannot-widen",
  });
});

test("a sweep with nothing due writes nothing", async () => {
  const writes: string[] = [];
  const { app, episodeId } = await storyOf({ kind: "adult" }, async (call) => {
    if (call === "commit") writes.push(call);
  });
  const [invitation] = await ask(app, episodeId);
  await sayYes(app, invitation, "one-year");
  app.time.now = "2027-09-24T12:00:00.000Z";
  await sweep(app);
  writes.length = 0;
  await sweep(app);
  expect(writes).toEqual([]);
});
