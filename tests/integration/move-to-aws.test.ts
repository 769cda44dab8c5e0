/** From a laptop to Amazon's services and back: DynamoDB Local, S3 and keys as their doubles play them. */
import { join } from "node:path";

import { DynamoDBClient, paginateScan, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createDynamoArchive } from "#adapters/aws/dynamo-archive";
import { createDynamoLeases } from "#adapters/aws/dynamo-leases";
import { createDynamoRecords } from "#adapters/aws/dynamo-records";
import { openDynamoTable } from "#adapters/aws/dynamo-table";
import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { openSsmKeys } from "#adapters/aws/ssm-keys";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { privatePrefixes } from "#core/storage-keys";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { eraseStory } from "#pipeline/erasure/erase-story";
import { arrive, settleIn } from "#pipeline/move/move-in";
import { moveOut } from "#pipeline/move/move-out";
import { verifySite } from "#pipeline/publication/verify-site";
import { backUp } from "#pipeline/restore/back-up";
import { eraseEveryLost } from "#pipeline/restore/erase-lost";
import { findLost } from "#pipeline/restore/lost-stories";
import { restore } from "#pipeline/restore/restore";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";

import { backupsOf } from "../support/archive-backups.ts";
import {
  aDynamoTable,
  type DynamoLocal,
  hasJava,
  startDynamoLocal,
} from "../support/aws-dynamo-local.ts";
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { aName, type Fauxqs, startStores } from "../support/aws-fauxqs.ts";
import { type SmallServices, startSmallServices } from "../support/aws-small-services.ts";
import { memoryApp } from "../support/memory-app.ts";
import { aCarriedFolder, aLaptop, bytesOf, meansOf, type Place } from "../support/moving.ts";
import { aFolder } from "../support/store-folder.ts";
import { aReadyStory, grantAll } from "../support/story.ts";

test("move: there is a Java to run DynamoDB Local, or this says loudly that there is none", () => {
  if (!hasJava()) console.warn("NOT TESTED: moving to DynamoDB Local (no Java).");
  expect(hasJava() || process.env["CI"] === undefined).toBe(true);
});

describe.skipIf(!hasJava())("moving", () => {
  let dynamo: DynamoLocal | undefined;
  let stores: Fauxqs | undefined;
  let small: SmallServices | undefined;
  beforeAll(async () => {
    [dynamo, stores, small] = await Promise.all([
      startDynamoLocal(),
      startStores(),
      startSmallServices(),
    ]);
  });
  afterAll(() => Promise.all([dynamo?.stop(), stores?.stop(), small?.stop()]));
  stubAwsEnvironment(() => ({
    ...stores?.endpoints,
    ...small?.endpoints,
    DYNAMODB: dynamo?.endpoint ?? "",
  }));

  async function aCloud(): Promise<Place & { readonly table: string }> {
    const bucket = aName("private");
    await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
    const tableName = await aDynamoTable();
    const table = openDynamoTable({ tableName });
    const memory = memoryApp();
    const store = createS3ObjectStore({ bucket });
    return {
      table: tableName,
      memory,
      app: {
        ...memory,
        records: createDynamoRecords({ table }),
        leases: createDynamoLeases({ table }),
        // No file lies where these tests take a recording from, and no program reads what a download makes.
        privateStore: {
          ...store,
          put: (key, body) => store.put(key, "path" in body ? bytesOf(body.path) : body),
          download: async () => undefined,
        },
      },
      archive: createDynamoArchive({ table }),
      ring: openSsmKeys({ path: `/paroles/${bucket}` }).ring,
    };
  }
  /** The place by an outputs file that names another table, which holds what the first one holds now: point-in-time recovery, played. */
  async function asItIsNow(place: Place & { readonly table: string }): Promise<Place> {
    const tableName = await aDynamoTable();
    const client = new DynamoDBClient({});
    const paged = paginateScan({ client }, { TableName: place.table, ConsistentRead: true });
    for await (const { Items: items = [] } of paged)
      for (const Item of items)
        await client.send(new PutItemCommand({ TableName: tableName, Item }));
    const table = openDynamoTable({ tableName });
    const app = { ...place.app, records: createDynamoRecords({ table }) };
    return { ...place, app, archive: createDynamoArchive({ table }) };
  }
  async function carry(from: Place, to: Place) {
    const folder = aCarriedFolder();
    const notes = await moveOut(from.app, meansOf(from, folder), { keys: "with" });
    await arrive(to.app, meansOf(to, folder));
    return { notes, arrival: await settleIn(to.app) };
  }
  const findKeys = async ({ app }: Place, id: string) => {
    const pages = privatePrefixes(id).map((prefix) => app.privateStore.list(prefix));
    return (await Promise.all(pages)).flatMap(({ keys }) => keys);
  };
  const isOpen = async ({ memory }: Place, id: string) =>
    (await memory.stranger(`/episodes/${id}/`)).status === 200;

  test("a site goes from a laptop to the cloud and back to another laptop, and loses neither a record nor a no", async () => {
    const [first, cloud, second] = [aLaptop(), await aCloud(), aLaptop()];
    const [kept, taken] = [await aReadyStory(first.app), await aReadyStory(first.app)];
    for (const id of [kept, taken]) await grantAll(first.app, id);
    await first.ring.replace("pepper", bytesOf("pepper"));

    const there = await carry(first, cloud);
    expect(there.arrival).toMatchObject({ stories: 2, opened: 2, yesesClosed: 0 });
    expect(there.arrival.verification).toMatchObject({ ok: true });
    expect(await cloud.ring.read("pepper")).toEqual(Buffer.from("pepper"));
    await withdrawConsent(cloud.app, { episodeId: taken, channel: "page" });

    const back = await carry(cloud, second);
    expect(back.notes.records.count).toBeGreaterThanOrEqual(there.notes.records.count);
    expect(back.arrival).toMatchObject({ stories: 2, opened: 1, storiesLost: 0 });
    expect(back.arrival.verification).toMatchObject({ ok: true, differences: [] });
    const { leaves } = back.arrival.verification.chain;
    expect(leaves).toBeGreaterThan(there.arrival.verification.chain.leaves);
    for (const [id, open] of [
      [kept, true],
      [taken, false],
    ] as const)
      expect(await isOpen(second, id)).toBe(open);
    for (const left of [first, cloud])
      for (const id of [kept, taken]) expect(await isOpen(left, id)).toBe(false);
  });

  test("a backup of the cloud's records is brought back to it, without what was taken back since", async () => {
    const [laptop, cloud] = [aLaptop(), await aCloud()];
    const [kept, taken] = [await aReadyStory(laptop.app), await aReadyStory(laptop.app)];
    for (const id of [kept, taken]) await grantAll(laptop.app, id);
    await carry(laptop, cloud);
    const backups = backupsOf(cloud);
    const notes = await backUp(cloud.app, backups, "monday");
    expect(notes.files.length).toBeGreaterThan(10);
    await withdrawConsent(cloud.app, { episodeId: taken, channel: "page" });
    const restored = await restore(cloud.app, backups, "monday");
    expect(restored).toMatchObject({ stories: 2, opened: 1, filesMissing: 0 });
    expect(await isOpen(cloud, kept)).toBe(true);
    expect(await isOpen(cloud, taken)).toBe(false);
    expect(await verifySite(cloud.app)).toMatchObject({ ok: true, differences: [] });
  });

  test("a table that was restored to a former second is copied from, and brings nothing back that was taken back or erased since", async () => {
    const [laptop, cloud] = [aLaptop(), await aCloud()];
    const ids = [];
    for (let story = 1; story <= 3; story += 1) ids.push(await aReadyStory(laptop.app));
    const [kept = "", taken = "", erased = ""] = ids;
    for (const id of ids) await grantAll(laptop.app, id);
    await carry(laptop, cloud);
    // Whoever was at work in that second has left a lease in the table, which is no record.
    const then = await cloud.app.leases.hold("press", 0, () => asItIsNow(cloud));
    await withdrawConsent(cloud.app, { episodeId: taken, channel: "page" });
    const at = cloud.app.clock.now();
    const confirmed = { at, staffId: "staff-1", secondContact: "met" };
    const whose = { speakerId: "s1", signatoryId: "self", askedAt: at, confirmed };
    await eraseStory(cloud.app, erased, whose);

    // As the runbook has it: `backup` with the outputs that name the restored table, `restore` with those of the site.
    const root = aFolder();
    const openFolder = (path: string) =>
      createDiskObjectStore({ root: join(root, path), durable: false });
    await backUp(then.app, backupsOf(then, { openFolder }), "then");
    const restored = await restore(cloud.app, backupsOf(cloud, { openFolder }), "then");
    expect(restored).toMatchObject({ stories: 3, opened: 1, storiesErased: 1, storiesLost: 0 });
    expect(await isOpen(cloud, kept)).toBe(true);
    for (const id of [taken, erased]) expect(await isOpen(cloud, id)).toBe(false);
    expect((await requireEpisode(cloud.app.records, erased)).episode.stage.name).toBe("erased");
    expect(await verifySite(cloud.app)).toMatchObject({ ok: true, differences: [] });
    // What functions would have found had they been pointed there: everything open still.
    const { episode } = await requireEpisode(then.app.records, taken);
    expect(episode.stage.name).toBe("ready");
  });

  test("what came in after that second is found in the bucket and erased, but never by the restored table's own records", async () => {
    const cloud = await aCloud();
    const kept = await aReadyStory(cloud.app);
    const backups = backupsOf(cloud);
    await backUp(cloud.app, backups, "before");
    await restore(cloud.app, backups, "before");
    const then = await asItIsNow(cloud);
    const since = await aReadyStory(cloud.app);
    const filesOf = async (id: string) => (await findKeys(cloud, id)).length;
    const before = await filesOf(since);
    expect(before).toBeGreaterThan(5);
    // S3 dates its objects itself: what is a day old has to be so by this machine's clock.
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    cloud.memory.time.now = inDays(2);
    expect(await findLost(then.app)).toMatchObject([
      { episodeId: since, files: before, standing: "unexplained" },
    ]);
    expect(await eraseEveryLost(then.app, { staffId: "staff-1" })).toEqual([]);
    expect(await findLost(cloud.app)).toEqual([]);

    await restore(cloud.app, backups, "before");
    expect(await findLost(cloud.app)).toMatchObject([{ episodeId: since, standing: "lost" }]);
    expect(await eraseEveryLost(cloud.app, { staffId: "staff-1" })).toMatchObject([
      { episodeId: since, files: before, takedown: { closed: true } },
    ]);
    expect(await filesOf(since)).toBe(0);
    expect(await filesOf(kept)).toBe(before);
    expect(await findLost(cloud.app)).toEqual([]);
    expect(await verifySite(cloud.app)).toMatchObject({ ok: true, differences: [] });
  });
});
