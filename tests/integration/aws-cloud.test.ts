/**
 * The cloud on one machine: the composition of infra/compose/aws.ts as it is
 * deployed, Amazon's own SDKs against servers from npm and doubles of ours, the
 * functions called with the events that AWS calls them with, and the gate's
 * uploaded source in front.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

import { createAwsCommandLine } from "#compose/aws-command-line";
import { movedWrite, restoreMark, restoreMarkRemoved } from "#pipeline/restore-mark";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { requestConsent } from "#pipeline/participant/request-consent";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";

import { backup } from "../../scripts/commands/backup.ts";
import { peopleAdd } from "../../scripts/commands/people.ts";
import type { Output } from "../../scripts/commands/output.ts";
import { demoPath } from "../support/audio-tools.ts";
import { type Cloud, startCloud } from "../support/aws-cloud.ts";
import { heardMark, heardResult, heardWord } from "../support/aws-transcribe-double.ts";
import { hasJava } from "../support/aws-dynamo-local.ts";
import { wholeAnswer } from "../support/aws-lambda-stream.ts";
import { aFolder } from "../support/store-folder.ts";
import { aBrowser } from "../support/small-browser.ts";

test("cloud: there is a Java to run DynamoDB Local, or this says loudly that there is none", () => {
  if (!hasJava()) console.warn("NOT TESTED: the cloud on one machine (no Java).");
  expect(hasJava() || process.env["CI"] === undefined).toBe(true);
});

const scan = { path: demoPath("../consent-form.png") };
const scopes = ["voice", "transcript", "name", "platforms"] as const;
const speaker = {
  id: "s1",
  role: "talent" as const,
  firstName: "Marie",
  situation: { kind: "adult" as const },
};
const { marie } = JSON.parse(readFileSync(demoPath("../texts.json"), "utf8")) as { marie: string };
const title = "Le pain du matin";
const details = {
  showSlug: "paroles-de-talents",
  title,
  summary: "Elle raconte.",
  language: "fr",
  speakers: [speaker],
  knownText: [{ speakerId: "s1", text: marie }],
};

describe.skipIf(!hasJava())("the cloud on one machine", () => {
  let cloud: Cloud;
  let story = "";
  const former = new Map<string, string | undefined>();
  beforeAll(async () => {
    // For the whole file, since the functions keep what they read at their start.
    cloud = await startCloud((name, value) => {
      former.set(name, process.env[name]);
      process.env[name] = value;
    });
    await cloud.handlers.press({});
    const { app } = await cloud.installation();
    story = await receiveEpisode(app, details, { path: demoPath("marie.mp3") });
    await cloud.settle();
    expect(await episodeStatus(app, story)).toMatchObject({ stage: { name: "ready" } });
  });
  afterEach(async () => {
    const { app } = await cloud.installation();
    await withdrawConsent(app, { episodeId: story, channel: "staff" });
    await cloud.settle();
  });
  afterAll(async () => {
    await cloud?.stop();
    for (const [name, value] of former) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  const look = (path: string, init: RequestInit = {}) => fetch(cloud.front.origin + path, init);
  const textAt = async (path: string) => (await look(path)).text();

  /** The one story of these tests: received and processed once, published and withdrawn by each. */
  async function openStory(): Promise<readonly string[]> {
    const { app } = await cloud.installation();
    await grantOnPaper(app, { episodeId: story, scan, scopes });
    await cloud.settle();
    return addresses();
  }
  async function addresses(): Promise<readonly string[]> {
    const { app } = await cloud.installation();
    const { publication, urls } = await episodeStatus(app, story);
    expect(publication).toBe("published");
    return urls.map((url) => new URL(url).pathname);
  }
  const statuses = async (paths: readonly string[]) => {
    const found = await Promise.all(paths.map(async (path) => (await look(path)).status));
    return [...new Set(found)];
  };

  test("a recording becomes a story that everyone finds, and that its speaker takes back from a phone", async () => {
    const { app } = await cloud.installation();
    expect((await look(`/episodes/le-pain-du-matin-${story}/`)).status).toBe(410);
    expect(await textAt("/feeds/all.xml")).not.toContain(title);

    const granted = await grantOnPaper(app, { episodeId: story, scan, scopes });
    expect(granted).toMatchObject({ status: "publishable" });
    cloud.front.forget();
    const paths = await addresses();
    expect(paths.length).toBeGreaterThan(8);
    expect(await statuses(paths)).toEqual([200]);
    const sound = await look(paths.find((path) => path.endsWith(".mp3")) ?? "");
    expect(sound.headers.get("content-type")).toBe("audio/mpeg");
    expect(await textAt("/")).toContain(title);
    expect(await textAt("/feeds/all.xml")).toContain(title);
    expect(cloud.front.copies()).toBeGreaterThan(paths.length);

    const [invitation] = await requestConsent(app, { episodeId: story, by: "coach-1" });
    const phone = aBrowser(cloud.front.origin);
    await phone.open(invitation?.link.path ?? "");
    await phone.submit("/voix/l/");
    await phone.open("/voix/retirer");
    const proof = await phone.submit("/voix/retirer", { reponse: "tout" });
    expect(proof).toContain("UTC");

    expect(await statuses(paths)).toEqual([410]);
    for (const page of ["/", "/feeds/all.xml", "/feeds/paroles-de-talents.xml"]) {
      expect(await textAt(page), page).not.toContain(title);
    }
    expect(await app.publicStore.list(`episodes/${story}/`)).toEqual({ keys: [] });
    expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
  });

  test("nobody but CloudFront is answered by the pages' own address", async () => {
    const event = (secret?: string) => ({
      version: "2.0",
      rawPath: "/voix/",
      rawQueryString: "",
      headers: secret === undefined ? {} : { "x-paroles-edge": secret },
      requestContext: { domainName: "abc.lambda-url.eu-west-3.on.aws", http: { method: "GET" } },
      isBase64Encoded: false,
    });
    for (const secret of [undefined, "", "wrong", "what only CloudFront and the function knov"]) {
      const answer = await wholeAnswer(cloud.handlers.pages, event(secret));
      expect(answer).toMatchObject({ statusCode: 403 });
    }
    expect((await look("/voix/")).status).toBe(200);
    const missing = await look("/nowhere/", { headers: { Accept: "text/html" } });
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain("<html");
    expect((await look("/studio/entrer", { redirect: "manual" })).status).toBeLessThan(500);
  });

  test("whoever deployed invites the first administrator from the command line, with what the deployment printed", async () => {
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => name.startsWith("PAROLES_")),
    );
    const outputsFile = join(aFolder(), "outputs.json");
    writeFileSync(outputsFile, JSON.stringify({ origin: cloud.front.origin, environment }));
    const siteFolder = process.env["PAROLES_SITE"] ?? "";
    const installation = await createAwsCommandLine({ outputsFile, siteFolder });
    let told = {} as { readonly url?: string; readonly isSent?: boolean };
    const output: Output = {
      locale: "en",
      result: (value) => void (told = value),
      progress: () => undefined,
      failure: (error) => {
        throw error;
      },
    };
    const options = { role: "administrator", language: "fr" } as const;
    await peopleAdd(installation, "camille@example.org", options, output);
    expect(told.isSent).toBe(true);
    expect(JSON.stringify(cloud.small.mails)).toContain("camille@example.org");
    const entrance = await fetch(told.url ?? "");
    expect(entrance.status).toBe(200);
    expect(new URL(told.url ?? "").origin).toBe(cloud.front.origin);
    const copy = join(aFolder(), "monday");
    await backup(installation, copy, {}, output);
    expect(await installation.backups.check(copy)).toMatchObject({ format: "paroles-backup-1" });
    writeFileSync(outputsFile, "{}");
    const refused = createAwsCommandLine({ outputsFile, siteFolder });
    await expect(refused).rejects.toMatchObject({ code: "bad-configuration" });
  });

  test("while everything is carried elsewhere, pages say that they come back and jobs wait", async () => {
    const { app } = await cloud.installation();
    await app.records.commit([restoreMark(app.clock.now(), { by: "move-out", move: "m" })]);
    expect((await look("/voix/")).status).toBe(503);
    await expect(cloud.handlers.sweep({})).rejects.toMatchObject({ code: "moving" });
    await app.records.commit([restoreMarkRemoved, movedWrite(app.clock.now(), "m")]);
    expect((await look("/voix/")).status).toBe(200);
    // With the keys that came along, and not with those that were read before.
    expect((await cloud.installation()).app).not.toBe(app);
  });

  // Each of these costs some seconds more; what they prove is in the order of things, which changes seldom.
  const longTest = test.skipIf(process.env["PAROLES_TEST_LONG"] === undefined);

  longTest(
    "words that nobody typed come from Transcribe, by its events, and nothing of them stays there",
    async () => {
      const { app } = await cloud.installation();
      const { knownText: _typed, ...untyped } = details;
      const id = await receiveEpisode(app, untyped, { path: demoPath("marie.mp3") });
      await cloud.settle();
      const { transcribe } = cloud.small;
      const [name = ""] = transcribe.vocabularies.keys();
      expect(name).toMatch(new RegExp(`^${id}-`));
      /** As EventBridge calls the function (EventBridge reference, "Amazon Transcribe events"). */
      const tell = async (type: string, detail: object) => {
        const event = { version: "0", source: "aws.transcribe", "detail-type": type, detail };
        await cloud.handlers.words(event);
        await cloud.settle();
      };
      transcribe.vocabularies.set(name, "READY");
      await tell("Vocabulary State Change", { VocabularyName: name, VocabularyState: "READY" });
      const order = transcribe.asked.find(
        ({ action }) => action === "StartTranscriptionJob",
      )?.order;
      expect(order).toMatchObject({ TranscriptionJobName: name, LanguageCode: "fr-FR" });
      const words = heardResult([heardWord("Bonjour", 0.2, 0.7), heardMark(".")]);
      await new S3Client({}).send(
        new PutObjectCommand({
          Bucket: String(order?.["OutputBucketName"]),
          Key: String(order?.["OutputKey"]),
          Body: words,
        }),
      );
      transcribe.jobs.set(name, { TranscriptionJobStatus: "COMPLETED" });
      const ended = { TranscriptionJobName: name, TranscriptionJobStatus: "COMPLETED" };
      // Of another team in the same account, twice, and once more when it is over.
      await tell("Transcribe Job State Change", { ...ended, TranscriptionJobName: "meeting-1" });
      for (let time = 1; time <= 3; time += 1) await tell("Transcribe Job State Change", ended);
      const record = await app.records.get({ partition: `episode#${id}`, sort: "episode" });
      expect(record?.body).toMatchObject({
        transcript: { provenance: "machine", cues: [{ text: "Bonjour." }] },
      });
      expect(transcribe.jobs.size + transcribe.vocabularies.size).toBe(0);
      expect(await app.privateStore.list(`transcriptions/${id}/`)).toEqual({ keys: [] });
      expect(await cloud.handlers.words({ detail: {} })).toBeUndefined();
      expect((await app.queue.listDead()).jobs).toEqual([]);
    },
  );

  longTest(
    "an upload's event, twice and late, changes nothing; one for something unknown is a dead letter",
    async () => {
      const { app } = await cloud.installation();
      await openStory();
      const before = await episodeStatus(app, story);
      const record = await app.records.get({ partition: `episode#${story}`, sort: "episode" });
      const { source } = (record?.body ?? {}) as { source: { key: string } };
      const event = (key: string) => ({
        Records: [
          {
            eventSource: "aws:s3",
            eventName: "ObjectCreated:Post",
            s3: { bucket: { name: "private" }, object: { key, size: 1, sequencer: "0" } },
          },
        ],
      });
      const gone = "0123456789abcdefghjk";
      const bodies = [
        event(source.key),
        event(source.key),
        event(`uploads/${gone}/${"0".repeat(26)}`),
        event("uploads/../records"),
        { Service: "Amazon S3", Event: "s3:TestEvent" },
      ];
      for (const body of bodies)
        cloud.stores.server.sendMessage(cloud.queues.uploads.queueName, JSON.stringify(body));
      await cloud.settle();
      // A story whose upload is told of waits half a minute for its record.
      const real = Date.now.bind(Date);
      vi.spyOn(Date, "now").mockImplementation(() => real() + 31_000);
      await cloud.settle();
      expect(await episodeStatus(app, story)).toEqual(before);
      const dead = (await app.queue.listDead()).jobs;
      expect(dead).toMatchObject([{ job: { episodeId: gone }, reason: "episode-unknown" }]);
      expect(await verifySite(app)).toMatchObject({ ok: true });
    },
  );

  longTest(
    "of a batch with a poisoned message, the good ones are done and only the poison stays",
    async () => {
      const { app } = await cloud.installation();
      await openStory();
      const good = { id: "j-good", job: { kind: "reconcile", episodeId: story } };
      const record = (messageId: string, body: string) => ({
        messageId,
        receiptHandle: `handle-${messageId}`,
        body,
        attributes: { ApproximateReceiveCount: "1" },
      });
      const answer = await cloud.handlers.work({
        Records: [
          record("poison", "{"),
          record("good", JSON.stringify(good)),
          record("later-version", JSON.stringify({ id: "x", job: { kind: "levitate" } })),
        ],
      });
      expect(answer).toEqual({
        batchItemFailures: [{ itemIdentifier: "poison" }, { itemIdentifier: "later-version" }],
      });
      expect(await episodeStatus(app, story)).toMatchObject({ publication: "published" });
      await expect(cloud.handlers.work({ Records: "none" })).rejects.toThrow();
      const told = await cloud.handlers.deadLetters({
        Records: [record("poison", "{"), record("worn-out", JSON.stringify(good))],
      });
      expect(told).toEqual({ batchItemFailures: [{ itemIdentifier: "poison" }] });
      expect((await app.queue.listDead()).jobs).toContainEqual(
        expect.objectContaining({ id: "j-good", reason: "worker-lost" }),
      );
      expect(await app.queue.replay("j-good")).toBe(true);
      await cloud.settle();
    },
  );

  longTest(
    "a withdrawal that the services refuse half-way stays closed, is finished by the sweep, and never opens again",
    async () => {
      const { app } = await cloud.installation();
      const paths = await openStory();
      expect(await statuses(paths)).toEqual([200]);
      cloud.small.trouble = (service) => service === "CLOUDFRONT";
      // The gate and the files go; copies of shared pages cannot be told to, so it does not count as done.
      const withdrawal = withdrawConsent(app, { episodeId: story, channel: "staff" });
      await expect(withdrawal).rejects.toMatchObject({ code: "cloud-refused", retryable: true });
      expect(await statuses(paths)).toEqual([410]);
      cloud.small.trouble = () => false;
      await cloud.handlers.sweep({});
      await cloud.settle();
      expect(await statuses(paths)).toEqual([410]);
      expect(await textAt("/feeds/all.xml")).not.toContain(title);
      expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
    },
  );

  longTest(
    "a publication that the edge's list refuses is given back, and is whole when it comes again",
    async () => {
      const { app } = await cloud.installation();
      cloud.kvs.failNext(1_000, 503);
      const granting = grantOnPaper(app, { episodeId: story, scan, scopes });
      await expect(granting).rejects.toMatchObject({ code: "cloud-refused", retryable: true });
      cloud.kvs.failNext(0, 503);
      expect((await look(`/episodes/x-${story}/`)).status).toBe(410);
      await cloud.handlers.sweep({ thorough: true });
      await cloud.settle();
      expect(await statuses(await addresses())).toEqual([200]);
      expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
    },
  );

  longTest(
    "a sound machine that dies leaves the recording as it was, and the next try makes it ready",
    async () => {
      const { app } = await cloud.installation();
      const media = cloud.small.functions.get("media");
      let deaths = 0;
      cloud.small.functions.set("media", async () => {
        deaths += 1;
        throw new Error("out of memory");
      });
      const id = await receiveEpisode(app, details, { path: demoPath("marie.mp3") });
      await cloud.settle();
      expect(deaths).toBe(1);
      expect(await episodeStatus(app, id)).toMatchObject({ stage: { name: "received" } });
      if (media !== undefined) cloud.small.functions.set("media", media);
      await app.queue.send({ kind: "process", episodeId: id });
      await cloud.settle();
      expect(await episodeStatus(app, id)).toMatchObject({ stage: { name: "ready" } });
      expect(await app.privateStore.list("media/")).toEqual({ keys: [] });
    },
  );
});
