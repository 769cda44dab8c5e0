/** From a laptop to Amazon's services and back: DynamoDB Local, S3 and keys as their doubles play them. */
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createDynamoArchive } from "#adapters/aws/dynamo-archive";
import { createDynamoLeases } from "#adapters/aws/dynamo-leases";
import { createDynamoRecords } from "#adapters/aws/dynamo-records";
import { openDynamoTable } from "#adapters/aws/dynamo-table";
import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { openSsmKeys } from "#adapters/aws/ssm-keys";
import { arrive, settleIn } from "#pipeline/move/move-in";
import { moveOut } from "#pipeline/move/move-out";
import { verifySite } from "#pipeline/publication/verify-site";
import { backUp } from "#pipeline/restore/back-up";
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

  async function aCloud(): Promise<Place> {
    const bucket = aName("private");
    await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
    const table = openDynamoTable({ tableName: await aDynamoTable() });
    const memory = memoryApp();
    return {
      memory,
      app: {
        ...memory,
        records: createDynamoRecords({ table }),
        leases: createDynamoLeases({ table }),
        // No program of these tests reads the files that a download makes.
        privateStore: {
          ...createS3ObjectStore({ bucket }),
          download: async () => undefined,
        },
      },
      archive: createDynamoArchive({ table }),
      ring: openSsmKeys({ path: `/paroles/${bucket}` }).ring,
    };
  }
  async function carry(from: Place, to: Place) {
    const folder = aCarriedFolder();
    const notes = await moveOut(from.app, meansOf(from, folder), { keys: "with" });
    await arrive(to.app, meansOf(to, folder));
    return { notes, arrival: await settleIn(to.app) };
  }
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
});
