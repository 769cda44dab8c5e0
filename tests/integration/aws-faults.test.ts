/**
 * Each call to each of Amazon's services fails once, in every way in which a call
 * can fail, while a recording is made ready, while a story is opened, taken back
 * and erased, and while a code is sent by mail: what was asked for is tried again,
 * nothing is half public, and nothing that was closed opens. `npm test` does a few
 * of each service, the long run all of them.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { isOpenState } from "#core/consent/states";
import { episodeOfPrivateKey, privatePrefixes } from "#core/storage-keys";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { everyKey } from "#pipeline/every-page";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { invitePerson, readInvitation } from "#pipeline/studio/people";
import { askForCode, enterCode } from "#pipeline/studio/sign-in";
import { verifySite } from "#pipeline/publication/verify-site";

import { hasJava } from "../support/aws-dynamo-local.ts";
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import {
  aFaultySite,
  type Failure,
  failing,
  type FaultyAws,
  type FaultySite,
  goOn,
  isInFeed,
  letTranscribeWork,
  startFaultyAws,
  statusesOf,
  together,
  under,
  workOff,
} from "../support/aws-faulty-site.ts";
import { isLong } from "../support/long-run.ts";
import { aReadyStory, grantAll, untyped } from "../support/story.ts";

/** A limit that only a hang reaches: all faults of a flow take an hour on a busy machine. */
const limitMs = isLong ? 3 * 3_600_000 : 180_000;

/** As the API of SES v2 takes it (SendEmail, a simple message). */
type SentMail = {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Content: {
    readonly Simple: {
      readonly Subject: { readonly Data: string };
      readonly Body: { readonly Text: { readonly Data: string } };
    };
  };
};

/** How far somebody has come. */
type CameIn = {
  readonly email: string;
  invited?: Awaited<ReturnType<typeof invitePerson>>;
  asked?: Awaited<ReturnType<typeof askForCode>>;
};

test("faults: there is a Java to run DynamoDB Local, or this says loudly that there is none", () => {
  if (!hasJava()) console.warn("NOT TESTED: failing calls to Amazon's services (no Java).");
  expect(hasJava() || process.env["CI"] === undefined).toBe(true);
});

describe.skipIf(!hasJava())("a call that fails", () => {
  let aws: FaultyAws | undefined;
  beforeAll(async () => void (aws = await startFaultyAws()));
  afterAll(() => aws?.stop());
  stubAwsEnvironment(() => aws?.faults.endpoints ?? {});
  const aSite = () => {
    if (aws === undefined) throw new Error("nothing was started");
    return aFaultySite(aws);
  };
  const isGranted = async ({ app }: FaultySite, id: string) =>
    (await requireEpisode(app.records, id)).consents.some(({ state }) => isOpenState(state));

  test(
    "while a story is opened and taken back leaves it closed or wholly open, does both in the end, and opens nothing again",
    async () => {
      const site = await aSite();
      const { app } = site;
      const open = async (id: string) => {
        await grantAll(app, id);
        await workOff(site);
      };
      const close = async (id: string) => {
        await withdrawConsent(app, { episodeId: id, channel: "staff" });
        await workOff(site);
      };
      const wasOpen = async (id: string, failure: Failure | undefined) => {
        const outcome = await under(site, failure, () => open(id));
        expect([[], [200], [410]], failure?.note).toContainEqual(
          await statusesOf(site, id, "live"),
        );
        await goOn(site);
        // Whoever heard that it failed, and finds that nothing was recorded, asks again.
        if (outcome === "failed" && !(await isGranted(site, id))) await open(id);
        expect(await statusesOf(site, id, "live"), failure?.note).toEqual([200]);
        expect(await isInFeed(site, id), failure?.note).toBe(true);
        expect(await app.privateStore.list("media/"), failure?.note).toEqual({ keys: [] });
      };
      const wasClosed = async (id: string, failure: Failure | undefined) => {
        site.opened.length = 0;
        const outcome = await under(site, failure, () => close(id));
        if (outcome === "done")
          expect(await statusesOf(site, id, "every"), failure?.note).toEqual([410]);
        await goOn(site);
        // It was refused before it was recorded, and the person was told so.
        if (outcome === "failed" && (await isGranted(site, id))) await close(id);
        expect(await statusesOf(site, id, "every"), failure?.note).toEqual([410]);
        expect(await isInFeed(site, id), failure?.note).toBe(false);
        expect(await app.publicStore.list(`episodes/${id}/`), failure?.note).toEqual({ keys: [] });
        expect(site.opened, failure?.note).toEqual([]);
        expect(await app.queue.listDead(), failure?.note).toEqual({ jobs: [] });
      };
      const first = await aReadyStory(app);
      // The very first story makes pages that every later one finds: where every call is failed, they are counted exactly.
      if (isLong) {
        await open(first);
        await close(first);
      }
      const openings = failing(site, () => open(first), { what: "opening", quick: 1 });
      const closings = failing(site, () => close(first), { what: "taking back", quick: 1 });
      for await (const [opening, closing] of together(openings, closings)) {
        const id = await aReadyStory(app);
        await wasOpen(id, opening);
        await wasClosed(id, closing);
      }
      expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
    },
    limitMs,
  );

  test(
    "while a recording is made ready leaves one story with its words, and nothing of the work",
    async () => {
      const site = await aSite();
      const { app } = site;
      let id = "";
      const collect = async () => {
        await letTranscribeWork(site);
        // As the function does at Transcribe's event.
        await app.queue.send({ kind: "collect-words", episodeId: id });
        await workOff(site);
      };
      const takeIn = async () => {
        id = "";
        id = await receiveEpisode(app, untyped, { path: "/upload" });
        await workOff(site);
        await collect();
        await collect();
      };
      for await (const failure of failing(site, takeIn, { what: "taking in", quick: 1 })) {
        const { note } = failure;
        const outcome = await under(site, failure, takeIn);
        await goOn(site);
        // Nobody was given a story: the coach sends the recording again.
        if (outcome === "failed" && id === "") {
          await takeIn();
          await goOn(site);
        }
        const { episode } = await requireEpisode(app.records, id);
        expect(episode, note).toMatchObject({
          stage: { name: "ready" },
          transcript: { provenance: "machine", cues: [{ text: "Bonjour" }] },
        });
        const { jobs, vocabularies } = site.servers.small.transcribe;
        expect([...jobs.keys(), ...vocabularies.keys()], note).toEqual([]);
        for (const prefix of ["media/", "transcriptions/"])
          expect(await app.privateStore.list(prefix), note).toEqual({ keys: [] });
        expect(site.opened, note).toEqual([]);
        expect(await app.queue.listDead(), note).toEqual({ jobs: [] });
      }
      // Of a try that came to nothing, the recording itself goes after a day.
      await goOn(site, 40_000);
      for await (const key of everyKey(app.privateStore, "uploads/"))
        await requireEpisode(app.records, episodeOfPrivateKey(key) ?? key);
    },
    limitMs,
  );
  test(
    "while mail is sent sends it again where it can be, and whoever it did not reach is told or gets another one",
    async () => {
      const site = await aSite();
      const { app } = site;
      const mails = site.servers.small.mails as readonly SentMail[];
      const to = (email: string) =>
        mails
          .filter(({ Destination }) => Destination.ToAddresses.includes(email))
          .map(({ Content: { Simple } }) => Simple.Subject.Data + Simple.Body.Text.Data);
      let visitors = 0;
      /** Somebody is invited and asks for a code; what did not succeed before is done again. */
      const comeIn = async (came: CameIn) => {
        const { email } = came;
        const person = { email, name: "Camille", role: "coach", language: "fr" } as const;
        came.invited ??= await invitePerson(app, person);
        visitors += 1;
        came.asked ??= await askForCode(app, { email, clientHash: `browser ${visitors}` });
        await workOff(site);
      };
      await comeIn({ email: "first@example.org" });
      const mailing = failing(site, () => comeIn({ email: "second@example.org" }), {
        what: "mailing",
        quick: 1,
      });
      for await (const failure of mailing) {
        const { note, fault } = failure;
        const email = `coach-${visitors}@example.org`;
        const came: CameIn = { email };
        const outcome = await under(site, failure, () => comeIn(came));
        // Less than a code is good for.
        await goOn(site, 60);
        if (outcome === "failed") await comeIn(came);
        await goOn(site, 60);
        const { url = "", isSent } = came.invited ?? {};
        expect(await readInvitation(app, url.split("/").at(-1) ?? ""), note).toBeDefined();
        const sent = to(email);
        const invitations = sent.filter((mail) => mail.includes(url)).length;
        if (isSent === true) expect(invitations, note).toBe(1);
        else expect(fault.service, note).toBe("SESV2");
        const codes = sent.flatMap(
          (mail) => /^(\d{4}) (\d{4})/.exec(mail)?.slice(1).join("") ?? [],
        );
        // A job may come twice; of what SES refused, or never heard, nothing was sent before.
        const most = fault.service === "SESV2" && fault.kind !== "unanswered" ? 1 : 2;
        expect(codes.length, note).toBeGreaterThanOrEqual(1);
        expect(codes.length, note).toBeLessThanOrEqual(most);
        const token = came.asked?.asked === true ? came.asked.token : "";
        const typed = codes.at(-1) ?? "";
        const entered = await enterCode(app, { token, typed, device: "Firefox" });
        expect(entered, note).toMatchObject({ entered: true });
        expect(await app.queue.listDead(), note).toEqual({ jobs: [] });
      }
    },
    limitMs,
  );

  // What erasing asks of the services, taking back asks too, and a few seconds less of every run.
  test.skipIf(!isLong)(
    "while a story is erased leaves nothing of it in the end, and opens nothing on the way",
    async () => {
      const site = await aSite();
      const { app } = site;
      const erase = (id: string) => {
        const at = app.clock.now();
        const confirmed = { at, staffId: "staff-1", secondContact: "met" };
        return eraseStory(app, id, {
          speakerId: "s1",
          signatoryId: "self",
          askedAt: at,
          confirmed,
        });
      };
      const open = async () => {
        const id = await aReadyStory(app);
        await grantAll(app, id);
        return id;
      };
      await erase(await open());
      const first = await open();
      for await (const failure of failing(site, () => erase(first), {
        what: "erasing",
        quick: 1,
      })) {
        const { note } = failure;
        const id = await open();
        site.opened.length = 0;
        const outcome = await under(site, failure, () => erase(id));
        await goOn(site);
        const { episode } = await requireEpisode(app.records, id);
        // Nothing was recorded: whoever confirmed it was told so, and confirms it again.
        if (outcome === "failed" && episode.stage.name !== "erased") {
          await erase(id);
          await goOn(site);
        }
        expect((await requireEpisode(app.records, id)).episode.stage.name, note).toBe("erased");
        for (const prefix of privatePrefixes(id))
          expect((await app.privateStore.list(prefix)).keys, note).toEqual([]);
        expect(await statusesOf(site, id, "every"), note).toEqual([410]);
        expect(site.opened, note).toEqual([]);
      }
      expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
    },
    limitMs,
  );
});
