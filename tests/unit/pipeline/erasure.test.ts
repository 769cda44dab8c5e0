import { expect, test } from "vitest";
import { commitmentOf, type LedgerBody, LedgerBodySchema } from "#core/consent/ledger";
import { AppError } from "#core/errors";
import { bodyPrefix, draftPrefix, episodePartition } from "#core/record-keys";
import { publicFolder } from "#core/storage-keys";
import {
  askErasure,
  callOffErasure,
  confirmErasure,
  recordErasureWish,
} from "#pipeline/participant/ask-erasure";
import { newestClosings } from "#pipeline/takedown/closings";
import { erasuresOf, waitingErasures } from "#pipeline/consent/erasure-records";
import { openSecret } from "#pipeline/participant/open-secret";
import { requestConsent } from "#pipeline/participant/request-consent";
import { undoWithdrawal } from "#pipeline/participant/undo-withdrawal";
import { keepSpokenYes } from "#pipeline/participant/save-answer";
import { takeBack } from "#pipeline/participant/take-back";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { queryAll, requireEpisode } from "#pipeline/episode/episode-records";
import { pressAll } from "#pipeline/publication/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { inside, answerAll } from "../../support/invited.ts";
import { longer, seedsOf, seedsToRun } from "../../support/long-run.ts";
import { memoryApp, type MemoryApp } from "../../support/memory-app.ts";
import type { Hook } from "../../support/memory-hook.ts";
import { createScheduler } from "../../support/scheduler.ts";
import { aReadyStory, canary, canaryWords, grantAll } from "../../support/story.ts";

/** A published story and the card of the person whose voice it is. */
async function published(hook?: Hook) {
  const app = memoryApp(hook);
  await pressAll(app);
  const episodeId = await aReadyStory(app);
  const [invitation] = await requestConsent(app, { episodeId, by: "coach-1" });
  await grantAll(app, episodeId);
  if (invitation?.card === undefined) throw new Error("nobody was asked");
  const open = async (typed: string) => {
    const opened = await openSecret(app, { typed, clientHash: "a phone" });
    if (!opened.opened) throw new Error(opened.refused);
    return opened.session;
  };
  return { app, episodeId, card: invitation.card, link: invitation.link, open };
}

/** Everything that the records, the private store and the public store hold, as text. */
async function everything(app: MemoryApp, episodeId: string): Promise<string> {
  const records = await queryAll(app.records, episodePartition(episodeId), "");
  const files = [...app.publicStore.files, ...app.privateStore.files].map(
    ([key, body]) => `${key} ${new TextDecoder().decode(body)}`,
  );
  return JSON.stringify(records)
    .concat(...files)
    .toLowerCase();
}

async function nothingIsLeft(app: MemoryApp, episodeId: string, note = ""): Promise<void> {
  const left = await everything(app, episodeId);
  expect(
    canaryWords.filter((word) => left.includes(word)),
    note,
  ).toEqual([]);
  const { episode, publication, consents } = await requireEpisode(app.records, episodeId);
  expect(episode.stage.name, note).toBe("erased");
  expect(publication.live, note).toBeUndefined();
  expect(
    consents.every(({ state }) => state === "erased"),
    note,
  ).toBe(true);
  expect(await queryAll(app.records, episodePartition(episodeId), bodyPrefix)).toEqual([]);
  for (const folder of ["uploads", "renditions", "evidence"])
    expect((await app.privateStore.list(`${folder}/${episodeId}/`)).keys, note).toEqual([]);
  expect((await app.publicStore.list(publicFolder(episodeId))).keys, note).toEqual([]);
  expect((await verifySite(app)).ok, note).toBe(true);
}

test("with a code of their card a person erases everything at once, and is shown every address closed", async () => {
  const { app, episodeId, card, open } = await published();
  const { publication } = await requireEpisode(app.records, episodeId);
  const outcome = await askErasure(app, await open(card.onceCodes[0] ?? ""));
  expect(outcome.status).toBe("erased");
  expect(outcome.takedown.closed).toBe(true);
  expect(outcome.takedown.probes.map(({ path }) => path)).toEqual(publication.addresses);
  expect(outcome.takedown.probes.length).toBeGreaterThan(4);
  expect(canaryWords.some((word) => JSON.stringify(outcome.takedown).includes(word))).toBe(true);
  await nothingIsLeft(app, episodeId);
});

test("without such a code everything closes and waits for a second contact; nothing is destroyed", async () => {
  const { app, episodeId, card, open } = await published();
  const outcome = await askErasure(app, await open(card.lastingCode));
  expect(outcome).toMatchObject({ status: "waiting", takedown: { closed: true } });
  expect(await everything(app, episodeId)).toContain("marsouin");
  expect(await waitingErasures(app)).toMatchObject([
    { episodeId, speakerId: "s1", signatoryId: "self", isUrgent: false },
  ]);
  app.time.now = "2026-12-16T12:00:00.000Z";
  expect(await waitingErasures(app)).toMatchObject([
    { isUrgent: true, answerBy: "2026-12-23T12:00:00.000Z" },
  ]);
  const confirmed = await confirmErasure(app, {
    episodeId,
    staffId: "staff-2",
    secondContact: "par téléphone, au numéro donné à l’inscription",
  });
  expect(confirmed.status).toBe("erased");
  expect(await waitingErasures(app)).toEqual([]);
  await nothingIsLeft(app, episodeId);
  expect(await everything(app, episodeId)).not.toContain("téléphone");
});

test("staff records a wish at one contact and confirms it at another, never both at once", async () => {
  const { app, episodeId } = await published();
  const contact = { episodeId, staffId: "staff-2", secondContact: "par lettre" };
  await expect(confirmErasure(app, contact)).rejects.toMatchObject({ code: "erasure-not-asked" });
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
  const recorded = await recordErasureWish(app, { episodeId, staffId: "staff-1" });
  expect(recorded).toMatchObject({ status: "waiting", takedown: { closed: true } });
  await expect(confirmErasure(app, { ...contact, secondContact: " " })).rejects.toMatchObject({
    code: "consent-erase-unconfirmed",
  });
  expect((await confirmErasure(app, contact)).status).toBe("erased");
  await nothingIsLeft(app, episodeId);
  const [done] = await erasuresOf(app, episodeId);
  expect(done?.erasure).toMatchObject({ recordedBy: "staff-1", confirmed: { staffId: "staff-2" } });
  expect(done?.erasure.doneAt).toBeDefined();
});

test("who asked to be erased is not asked for a yes meanwhile, and may call it off", async () => {
  const { app, episodeId, card, open } = await published();
  await askErasure(app, await open(card.lastingCode));
  await expect(requestConsent(app, { episodeId, by: "coach-1" })).rejects.toMatchObject({
    code: "erasure-waits",
  });
  await expect(grantAll(app, episodeId)).rejects.toMatchObject({ code: "erasure-waits" });
  await callOffErasure(app, episodeId);
  await requestConsent(app, { episodeId, by: "coach-1" });
  await expect(callOffErasure(app, episodeId)).rejects.toMatchObject({ code: "erasure-not-asked" });
});

test("taking the withdrawal back ends a wish that waits", async () => {
  const { app, episodeId, card, open } = await published();
  await askErasure(app, await open(card.lastingCode));
  await undoWithdrawal(app, await open(card.onceCodes[0] ?? ""));
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
  expect(await waitingErasures(app)).toEqual([]);
});

test("a guardian's own code closes, and does not destroy another person's voice by itself", async () => {
  const app = memoryApp();
  const episodeId = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: canary.title,
      summary: "",
      language: "fr",
      speakers: [
        {
          id: "s1",
          role: "talent",
          firstName: canary.firstName,
          situation: { kind: "minor", holders: ["g1", "g2"] },
        },
      ],
      knownText: [{ speakerId: "s1", text: canary.words }],
    },
    { path: "/upload" },
  );
  await processEpisode(app, episodeId);
  const invitations = await requestConsent(app, { episodeId, by: "coach-1" });
  const parent = invitations.find(({ signatoryId }) => signatoryId === "g1");
  const child = invitations.find(({ signatoryId }) => signatoryId === "self");
  const session = async (typed = "") => {
    const opened = await openSecret(app, { typed, clientHash: "a" });
    if (!opened.opened) throw new Error(opened.refused);
    return opened.session;
  };
  const asked = await askErasure(app, await session(parent?.card?.onceCodes[0]));
  expect(asked.status).toBe("waiting");
  const own = await askErasure(app, await session(child?.card?.onceCodes[0]));
  expect(own.status).toBe("erased");
  await nothingIsLeft(app, episodeId);
  expect(await waitingErasures(app)).toEqual([]);
});

test("the voice of one of two goes with the whole story: nothing of the other's part could be kept without it", async () => {
  const app = memoryApp();
  const episodeId = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: canary.title,
      summary: canary.summary,
      language: "fr",
      speakers: ["s1", "s2"].map((id) => ({
        id,
        role: "talent" as const,
        firstName: canary.firstName,
        situation: { kind: "adult" as const },
      })),
      knownText: [
        { speakerId: "s1", text: canary.words },
        { speakerId: "s2", text: "Je réponds." },
      ],
    },
    { path: "/upload" },
  );
  await processEpisode(app, episodeId);
  const invitations = await requestConsent(app, { episodeId, by: "coach-1" });
  await grantAll(app, episodeId);
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
  await recordErasureWish(app, { episodeId, speakerId: "s2", staffId: "staff-1" });
  await confirmErasure(app, { episodeId, staffId: "staff-1", secondContact: "de vive voix" });
  await nothingIsLeft(app, episodeId);
  // The other person still sees what became of it, and a withdrawal of theirs is heard.
  const opened = await openSecret(app, {
    typed: invitations[0]?.card?.lastingCode ?? "",
    clientHash: "b",
  });
  if (!opened.opened) throw new Error(opened.refused);
  expect((await takeBack(app, opened.session)).closed).toBe(true);
});

test("after an erasure no yes is accepted, by any way, and every withdrawal is", async () => {
  const { app, episodeId, card, link, open } = await published();
  await askErasure(app, await open(card.onceCodes[0] ?? ""));
  const again = { code: "consent-erased" };
  await expect(requestConsent(app, { episodeId, by: "coach-1" })).rejects.toMatchObject(again);
  await expect(grantAll(app, episodeId)).rejects.toMatchObject(again);
  for (const code of [card.lastingCode, ...card.onceCodes, link.token])
    expect((await open(code)).capabilities).toEqual(["withdraw"]);
  expect(await withdrawConsent(app, { episodeId, channel: "page" })).toMatchObject({
    closed: true,
  });
  expect(await askErasure(app, await open(card.lastingCode))).toMatchObject({ status: "erased" });
  await nothingIsLeft(app, episodeId);
  expect((await app.privateStore.list(`evidence/${episodeId}/`)).keys).toEqual([]);
});

test("the chain still holds, and knowing everything but the salt does not show what was agreed", async () => {
  const { app, episodeId, card, open } = await published();
  const partition = episodePartition(episodeId);
  const bodies = (await queryAll(app.records, partition, bodyPrefix)).map(({ body }): LedgerBody =>
    LedgerBodySchema.parse(body),
  );
  await askErasure(app, await open(card.onceCodes[0] ?? ""));
  const { chain } = await verifySite(app);
  expect(chain).toMatchObject({ ok: true, faults: [] });
  expect(chain.leaves).toBeGreaterThan(bodies.length);
  const left = JSON.stringify(await queryAll(app.records, partition, ""));
  for (const body of bodies) {
    expect(left).toContain(commitmentOf(body));
    expect(left).not.toContain(body.salt);
    const guess = { ...body, salt: "0".repeat(64) };
    expect(left).not.toContain(commitmentOf(guess));
  }
});

test("what is kept beside the records says that it was erased, and nothing else", async () => {
  const { app, episodeId, card, open } = await published();
  await askErasure(app, await open(card.onceCodes[0] ?? ""));
  const closings = (await newestClosings(app)).get(episodeId);
  expect(closings).toMatchObject({ erased: true, open: {} });
  expect((await app.privateStore.list(`closings/${episodeId}/`)).keys).toHaveLength(1);
});

test("addresses that were shared keep answering that it is gone, with any words in them", async () => {
  const { app, episodeId, card, open } = await published();
  const { takedown } = await askErasure(app, await open(card.onceCodes[0] ?? ""));
  for (const { path } of takedown.probes) expect((await app.stranger(path)).status).toBe(410);
  const { publication } = await requireEpisode(app.records, episodeId);
  for (const path of publication.addresses) {
    expect(path.startsWith(`/episodes/${episodeId}`)).toBe(true);
    expect((await app.stranger(path)).status).toBe(410);
  }
});

test("an address that still answers keeps an erasure open, and the sweep comes back to it", async () => {
  const { app, episodeId, card, open } = await published();
  const real = app.prober.status;
  const stuck = app.prober as { status: typeof real };
  stuck.status = async () => 200;
  const outcome = await askErasure(app, await open(card.onceCodes[0] ?? ""));
  expect(outcome.takedown.closed).toBe(false);
  expect((await erasuresOf(app, episodeId))[0]?.erasure.doneAt).toBeUndefined();
  stuck.status = real;
  await sweep(app);
  expect((await erasuresOf(app, episodeId))[0]?.erasure.doneAt).toBeDefined();
  await nothingIsLeft(app, episodeId);
});

const races = seedsToRun({ quick: 60, long: 3_000 });

test(
  `an erasure that was recorded is carried to its end, in ${races.count} races with a crash at any store call`,
  async () => {
    let recorded = 0;
    for (const seed of seedsOf(races)) {
      const scheduler = createScheduler(seed, 0.03);
      const { app, episodeId, card, open } = await published(scheduler.hook);
      const session = await open(card.onceCodes[0] ?? "");
      const outcomes = await scheduler.run({
        press: () => pressAll(app),
        erase: () => askErasure(app, session),
        speak: () => keepSpokenYes(app, session, { path: "/oui" }),
      });
      for (const { error, name } of outcomes) {
        const cameLate =
          name === "speak" && error instanceof AppError && error.code === "consent-erased";
        if (error !== undefined && !cameLate) throw error;
      }
      const { episode } = await requireEpisode(app.records, episodeId);
      const done = outcomes.find(({ name }) => name === "erase");
      if (done?.crashed === false) expect(episode.stage.name).toBe("erased");
      await sweep(app, { thorough: true });
      if (episode.stage.name !== "erased") continue;
      recorded += 1;
      // What died before it saw the erasure is found by the next thorough sweep.
      await sweep(app, { thorough: true });
      await nothingIsLeft(app, episodeId, `seed ${seed}`);
      expect(await queryAll(app.records, episodePartition(episodeId), draftPrefix)).toEqual([]);
    }
    expect(recorded).toBeGreaterThan(races.count / 2);
  },
  longer(300_000),
);

test("on the pages: the code erases, the report is shown once with its addresses, and later without their words", async () => {
  const { visitor, another, card, app, episodeId } = await inside();
  await answerAll(visitor);
  await visitor.post("/voix/fini");
  const owner = another("198.51.100.1");
  const home = await owner.press("/voix/ouvrir", { code: card.lastingCode });
  expect(home.text).toContain('"/voix/effacer"');
  await owner.get("/voix/effacer");
  const slip = await owner.press("/voix/effacer", { code: card.lastingCode });
  expect(slip.text).toContain("Ce code sert à voir et à retirer");
  expect((await app.allowList.get(episodeId))?.state).toBe("allowed");
  const done = await owner.post("/voix/effacer", { code: card.onceCodes[1] ?? "" });
  expect(done.status).toBe(200);
  expect(done.screen().head.text).toBe("Tout est effacé.");
  expect(done.text.toLowerCase()).toContain("kaleidoscope");
  await nothingIsLeft(app, episodeId);
  expect((await owner.get("/voix/moi")).text.toLowerCase()).not.toContain("kaleidoscope");
  // "I'm done" works from the page that was shown in place.
  expect((await owner.post("/voix/fini")).location).toBe("/voix/fini");
  const later = another("198.51.100.2");
  const report = await later.press("/voix/ouvrir", { code: card.lastingCode });
  expect(report.screen().head.text).toBe("Tout est effacé.");
  expect(report.text).toContain(`/episodes/${episodeId}/`);
  expect(report.text).toContain("2026-11-23, 12:00:00 UTC");
});

test("on the pages: without a code everything closes, and the wish is told to be waiting", async () => {
  const { visitor, another, card, app, episodeId } = await inside();
  await answerAll(visitor);
  const owner = another("198.51.100.1");
  await owner.press("/voix/ouvrir", { code: card.lastingCode });
  await owner.get("/voix/effacer");
  const waiting = await owner.post("/voix/effacer");
  expect(waiting.screen().head.text).toContain("l’effacement attend une confirmation");
  expect((await app.allowList.get(episodeId))?.state).toBe("denied");
  expect((await owner.get("/voix/moi")).text).toContain("l’effacement attend une confirmation");
});

test("a scan that arrives with a form after the erasure is not kept", async () => {
  const { app, episodeId, card, open } = await published();
  await askErasure(app, await open(card.onceCodes[0] ?? ""));
  const late = grantOnPaper(app, { episodeId, scan: { path: "/late" }, scopes: ["voice"] });
  await expect(late).rejects.toMatchObject({ code: "consent-erased" });
  expect((await app.privateStore.list(`evidence/${episodeId}/`)).keys).toEqual([]);
});
