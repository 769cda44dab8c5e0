/** The allow-list on a double of CloudFront's KeyValueStore that honours its ETag. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createKvsAllowList } from "#adapters/aws/kvs-allow-list";

import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { type KvsDouble, startKvsDouble } from "../support/aws-kvs-double.ts";
import { allowListContract } from "./allow-list.contract.ts";

let kvs: KvsDouble;
beforeAll(async () => {
  kvs = await startKvsDouble();
});
afterAll(() => kvs.stop());
stubAwsEnvironment(() => ({ CLOUDFRONT_KEYVALUESTORE: kvs.endpoint }));

const newArn = () => `arn:aws:cloudfront::000000000000:key-value-store/${randomUUID()}`;

allowListContract("kvs", async () => {
  const arn = newArn();
  return [createKvsAllowList({ arn }), createKvsAllowList({ arn })];
});

test("kvs: what the gate reads is the state first, then the publication, then the epoch", async () => {
  const arn = newArn();
  const list = createKvsAllowList({ arn });
  const entry = { state: "allowed", publication: "p".repeat(26), epoch: 3 } as const;
  await list.put("e1", entry, await list.etag());
  expect(kvs.value(arn, "e1")).toBe(`allowed ${"p".repeat(26)} 3`);
  await list.put("e1", { state: "denied", epoch: 4 }, await list.etag());
  expect(kvs.value(arn, "e1")).toBe("denied 4");
});

test("kvs: more entries than one of its pages are all listed", async () => {
  const list = createKvsAllowList({ arn: newArn() });
  for (let index = 0; index < 60; index += 1) {
    const id = `e${String(index).padStart(2, "0")}`;
    await list.put(id, { state: "denied", epoch: 1 }, await list.etag());
  }
  const { entries } = await list.list({ limit: 1_000 });
  expect(entries.map(({ episodeId }) => episodeId)).toEqual(
    Array.from({ length: 60 }, (_, index) => `e${String(index).padStart(2, "0")}`),
  );
});

test("kvs: trouble that lasts is said as what may be tried again, and changes nothing", async () => {
  const arn = newArn();
  const list = createKvsAllowList({ arn });
  const etag = await list.etag();
  kvs.failNext(10, 503);
  const refused = list.put("e1", { state: "denied", epoch: 1 }, etag);
  await expect(refused).rejects.toMatchObject({ code: "cloud-refused", retryable: true });
  kvs.failNext(0, 503);
  expect(kvs.value(arn, "e1")).toBeUndefined();
  expect(await list.etag()).toBe(etag);
});
