/**
 * Each call to each of Amazon's services fails once, in every way in which a call
 * can fail, while a story is erased: what was asked for is tried again, nothing of
 * it stays, and nothing opens on the way. The SDK's own tries are switched off, so
 * that one failure is all of them. Publishing, withdrawing and processing are still
 * to be put behind the same door.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { AppError } from "#core/errors";
import { privatePrefixes } from "#core/storage-keys";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { pressAll } from "#pipeline/press/press-all";
import { verifySite } from "#pipeline/publication/verify-site";
import { sweep } from "#pipeline/sweep/sweep";
import { workOnce } from "#pipeline/work";

import { hasJava, startDynamoLocal } from "../support/aws-dynamo-local.ts";
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { type Fault, faultKinds, type Faults, startFaults } from "../support/aws-faults.ts";
import { aMovableClock, startStores } from "../support/aws-fauxqs.ts";
import { startKvsDouble } from "../support/aws-kvs-double.ts";
import { startSmallServices } from "../support/aws-small-services.ts";
import { anAwsWorld, type Servers } from "../support/aws-world.ts";
import { aReadyStory, grantAll } from "../support/story.ts";

const isLong = process.env["PAROLES_TEST_LONG"] !== undefined;

test("faults: there is a Java to run DynamoDB Local, or this says loudly that there is none", () => {
  if (!hasJava()) console.warn("NOT TESTED: failing calls to Amazon's services (no Java).");
  expect(hasJava() || process.env["CI"] === undefined).toBe(true);
});

describe.skipIf(!isLong || !hasJava())("a call that fails", () => {
  let servers: Servers | undefined;
  let faults: Faults | undefined;
  beforeAll(async () => {
    const [dynamo, stores, kvs, small] = await Promise.all([
      startDynamoLocal(),
      startStores(),
      startKvsDouble(),
      startSmallServices(),
    ]);
    servers = { dynamo, stores, kvs, small };
    faults = await startFaults({
      ...stores.endpoints,
      ...small.endpoints,
      DYNAMODB: dynamo.endpoint,
      CLOUDFRONT_KEYVALUESTORE: kvs.endpoint,
    });
  });
  afterAll(async () => {
    await faults?.stop();
    for (const server of Object.values(servers ?? {})) await server.stop();
  });
  stubAwsEnvironment(() => faults?.endpoints ?? {});

  /** A pressed site, the clock that its leases and queues go by, and what the gate was told to open. */
  async function aSite() {
    vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
    if (servers === undefined || faults === undefined) throw new Error("nothing was started");
    const clock = aMovableClock();
    const door = faults;
    door.plan();
    const world = await anAwsWorld(servers, door);
    const opened: string[] = [];
    door.watch((service, { method, url = "" }, body) => {
      const isOpening = service === "CLOUDFRONT_KEYVALUESTORE" && method === "PUT";
      if (isOpening && url.includes(encodeURIComponent(world.arn)) && body.includes("allowed "))
        opened.push(url.split("/").at(-1) ?? "");
    });
    await pressAll(world.app);
    return { ...world, servers, faults: door, clock, opened };
  }
  type Site = Awaited<ReturnType<typeof aSite>>;

  const everyStatus = async (site: Site, id: string) => {
    const { publication } = await requireEpisode(site.app.records, id);
    return [...new Set(await Promise.all(publication.addresses.map(site.status)))];
  };
  /** Runs what is under test; whoever asked is told of a failure as of one that may be tried again. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    const failure = await work().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return true;
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ retryable: true });
    return false;
  }
  /** Everything works again, and time passes: leases of the dead end, jobs come back, the schedule sweeps. */
  async function goOn(site: Site): Promise<void> {
    site.faults.plan();
    for (let round = 1; round <= 3; round += 1) {
      await site.clock.pass(900);
      await sweep(site.app, { thorough: round === 1 });
      while ((await workOnce(site.app, 10)) > 0);
    }
  }

  /** Every call of a flow as it runs when nothing fails, or by default some of them, each failing in another way. */
  async function* failing(site: Site, flow: () => Promise<unknown>): AsyncGenerator<Fault> {
    site.faults.plan();
    await flow();
    const counts = Object.entries(site.faults.counts());
    expect(counts.length).toBeGreaterThan(1);
    let turn = 0;
    for (const [service, count] of counts) {
      const calls = isLong
        ? Array.from({ length: count }, (_, index) => index + 1)
        : [1 + ((count * 7 + service.length) % count)];
      for (const call of calls) {
        const kinds = isLong ? faultKinds : [faultKinds[(turn + service.length) % 4] ?? "broken"];
        for (const kind of kinds) {
          turn += 1;
          // Every fifth time the service does not come back at once.
          yield { service, call, kind, ...(turn % 5 === 0 ? { lasting: true } : {}) };
        }
      }
    }
  }

  test("while a story is erased leaves nothing of it in the end, and opens nothing on the way", async () => {
    const site = await aSite();
    const { app } = site;
    const erase = (id: string) => {
      const at = app.clock.now();
      const confirmed = { at, staffId: "staff-1", secondContact: "met" };
      return eraseStory(app, id, { speakerId: "s1", signatoryId: "self", askedAt: at, confirmed });
    };
    const open = async () => {
      const id = await aReadyStory(app);
      await grantAll(app, id);
      return id;
    };
    const first = await open();
    for await (const fault of failing(site, () => erase(first))) {
      site.faults.plan();
      const id = await open();
      site.opened.length = 0;
      site.faults.plan(fault);
      const isTold = await attempt(() => erase(id));
      const note = `${JSON.stringify(fault)} ${isTold}`;
      await goOn(site);
      const { episode } = await requireEpisode(app.records, id);
      if (episode.stage.name !== "erased") await erase(id);
      await goOn(site);
      expect((await requireEpisode(app.records, id)).episode.stage.name, note).toBe("erased");
      for (const prefix of privatePrefixes(id))
        expect((await app.privateStore.list(prefix)).keys, note).toEqual([]);
      expect(await everyStatus(site, id), note).not.toContain(200);
      expect(site.opened, note).toEqual([]);
    }
    expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
  });
});
