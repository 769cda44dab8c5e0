import { PutObjectCommand } from "@aws-sdk/client-s3";
import { expect, vi } from "vitest";
import { AppError } from "#core/errors";
import { sha256Hex } from "#core/hash";
import { publicKeyOfPath } from "#core/storage-keys";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { pressAll } from "#pipeline/publication/press-all";
import { sweep } from "#pipeline/sweep/sweep";
import { workOnce } from "#pipeline/work";
import { startDynamoLocal } from "./aws-dynamo-local.ts";
import { type Fault, faultKinds, type Faults, startFaults } from "./aws-faults.ts";
import { aMovableClock, startStores } from "./aws-fauxqs.ts";
import { startKvsDouble } from "./aws-kvs-double.ts";
import { startSmallServices } from "./aws-small-services.ts";
import { heardResult, heardWord } from "./aws-transcribe-double.ts";
import { anAwsWorld, type Servers } from "./aws-world.ts";
import { progress, seedsOf, seedsToRun, tell } from "./long-run.ts";

/** Every service of Amazon's on this machine, and the door in front of them all. */
export async function startFaultyAws() {
  const [dynamo, stores, kvs, small] = await Promise.all([
    startDynamoLocal(),
    startStores(),
    startKvsDouble(),
    startSmallServices(),
  ]);
  const servers: Servers = { dynamo, stores, kvs, small };
  const faults = await startFaults({
    ...stores.endpoints,
    ...small.endpoints,
    DYNAMODB: dynamo.endpoint,
    CLOUDFRONT_KEYVALUESTORE: kvs.endpoint,
  });
  return {
    servers,
    faults,
    async stop() {
      await faults.stop();
      for (const server of Object.values(servers)) await server.stop();
    },
  };
}
export type FaultyAws = Awaited<ReturnType<typeof startFaultyAws>>;

/**
 * A pressed site, the clock that its leases and queues go by, and what the gate was
 * told to open. The SDK's own tries are switched off, so that one failure is all of them.
 */
export async function aFaultySite({ servers, faults }: FaultyAws) {
  vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
  const clock = aMovableClock();
  faults.plan();
  const world = await anAwsWorld(servers, faults, clock);
  const opened: string[] = [];
  faults.watch((service, { method, url = "" }, body) => {
    const isOpening = service === "CLOUDFRONT_KEYVALUESTORE" && method === "PUT";
    if (isOpening && url.includes(encodeURIComponent(world.arn)) && body.includes("allowed "))
      opened.push(url.split("/").at(-1) ?? "");
  });
  await pressAll(world.app);
  return { ...world, servers, faults, clock, opened };
}
export type FaultySite = Awaited<ReturnType<typeof aFaultySite>>;

/** Does what waits in the queue, as its functions would. */
export async function workOff({ app }: Pick<FaultySite, "app">): Promise<void> {
  while ((await workOnce(app, 10)) > 0);
}

/** What strangers get at the addresses of a story: of the publication that is live, or of every one that there ever was. */
export async function statusesOf(site: FaultySite, id: string, which: "live" | "every") {
  const { publication } = await requireEpisode(site.app.records, id);
  const live = publication.live?.publication.key;
  const addresses = publication.addresses.filter((address) => {
    const key = /\/([0-9a-z]{26})[.-][^/]*$/.exec(address)?.[1];
    return which === "every" || key === undefined || key === live;
  });
  return [...new Set(await Promise.all(addresses.map(site.status)))];
}

/** Whether the feed of everything names a story. */
export async function isInFeed({ app }: FaultySite, id: string): Promise<boolean> {
  const feed = await app.publicStore.get(publicKeyOfPath("/feeds/all.xml"));
  return new TextDecoder().decode(feed).includes(id);
}

/** Runs what is under test; whoever asked is told of a failure as of one that may be tried again. */
async function attempt(work: () => Promise<unknown>): Promise<"done" | "failed"> {
  const failure = await work().then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure === undefined) return "done";
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ retryable: true });
  return "failed";
}

/** Transcribe makes the vocabularies that it was asked for, and hears one word in every job. */
export async function letTranscribeWork({ servers, direct }: FaultySite): Promise<void> {
  const { vocabularies, jobs, asked } = servers.small.transcribe;
  for (const name of vocabularies.keys()) vocabularies.set(name, "READY");
  for (const { action, order } of asked.splice(0)) {
    const name = String(order["TranscriptionJobName"]);
    if (action !== "StartTranscriptionJob" || !jobs.has(name)) continue;
    const [Bucket, Key] = [String(order["OutputBucketName"]), String(order["OutputKey"])];
    const Body = heardResult([heardWord("Bonjour", 0.2, 0.7)]);
    await direct.send(new PutObjectCommand({ Bucket, Key, Body }));
    jobs.set(name, { TranscriptionJobStatus: "COMPLETED" });
  }
}

/** Longer than anything waits: a recording for its job, an order for sound for its machine. */
const hourAndMore = 3_700;

/** Everything works again, and time passes: leases of the dead end, jobs come back, the schedule sweeps. */
export async function goOn(site: FaultySite, secondsARound = hourAndMore): Promise<void> {
  site.faults.plan();
  for (let round = 1; round <= 3; round += 1) {
    await site.clock.pass(secondsARound);
    await letTranscribeWork(site);
    await sweep(site.app, { thorough: true });
    await workOff(site);
  }
}

export type Failure = { readonly fault: Fault; readonly note: string };
type Faulty = { readonly what: string; readonly quick: number };

/**
 * The faults that a flow is put to: each call that it makes when nothing fails, in
 * every way in which a call can fail, every fifth time for as long as the flow
 * lasts. One of each service in turn, so that the first few are a sample of all,
 * and the first quarter of them is every call.
 */
export async function* failing(
  site: FaultySite,
  flow: () => Promise<unknown>,
  { what, quick }: Faulty,
): AsyncGenerator<Failure, undefined> {
  site.faults.plan();
  await flow();
  const all = everyFault(site.faults.counts());
  expect(all.length).toBeGreaterThan(quick);
  const slice = seedsToRun({ quick, long: all.length });
  tell(`faults while ${what}: ${all.length} in all, ${all.length / faultKinds.length} calls`);
  const done = progress(`faults while ${what}`, slice, 5);
  for (const seed of seedsOf(slice)) {
    const fault = all[seed - 1];
    if (fault === undefined) return;
    yield { fault, note: `PAROLES_SEED=${seed} PAROLES_SEEDS=1: ${JSON.stringify(fault)}` };
    done();
  }
}

/** Both, one of each at a time, and the longer one to its end alone: half as many stories as one after the other. */
export async function* together(
  ones: AsyncGenerator<Failure, undefined>,
  others: AsyncGenerator<Failure, undefined>,
): AsyncGenerator<readonly [Failure | undefined, Failure | undefined]> {
  for (;;) {
    const [one, other] = [(await ones.next()).value, (await others.next()).value];
    if (one === undefined && other === undefined) return;
    yield [one, other];
  }
}

/** Fails one call while something runs, and makes sure that there was that call; none where nothing is planned. */
export async function under(
  { faults }: Pick<FaultySite, "faults">,
  failure: Failure | undefined,
  work: () => Promise<unknown>,
): Promise<"done" | "failed"> {
  faults.plan(failure?.fault);
  const outcome = await attempt(work);
  expect(faults.wasMet(), failure?.note).toBe(failure !== undefined);
  faults.plan();
  return outcome;
}

function everyFault(counts: ReturnType<Faults["counts"]>): readonly Fault[] {
  const services = Object.entries(counts).map(([service, count]) =>
    Array.from({ length: count }, (_, index) => ({ service, call: index + 1 })).sort(byHash),
  );
  const longest = Math.max(...services.map(({ length }) => length));
  const calls = Array.from({ length: longest }, (_, rank) =>
    services.flatMap((ofService) => ofService[rank] ?? []),
  ).flat();
  return faultKinds
    .flatMap((_, pass) =>
      calls.map((call, index) => ({ ...call, kind: faultKinds[(index + pass) % 4] ?? "broken" })),
    )
    .map((fault, index) => (index % 5 === 4 ? { ...fault, lasting: true } : fault));
}

/** An order that has nothing to do with what a call is, and is the same each time. */
const byHash = (a: object, b: object) =>
  sha256Hex(JSON.stringify(a)) < sha256Hex(JSON.stringify(b)) ? -1 : 1;
