/** Recordings straight into S3: fauxqs behind a front that checks what was signed. radosgw checks it too (s3-radosgw.test.ts). */
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { createS3PartDoor } from "#adapters/aws/s3-part-door";
import { createStoredUploads } from "#adapters/node/stored-uploads";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";

import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { aMovableClock, aName, type Fauxqs, startStores } from "../support/aws-fauxqs.ts";
import { startSignedFront } from "../support/aws-signed-front.ts";
import { sendPart } from "../support/send-part.ts";
import { aFolder } from "../support/store-folder.ts";
import { uploadsContract } from "./uploads.contract.ts";

let stores: Fauxqs;
let front: Awaited<ReturnType<typeof startSignedFront>>;
beforeAll(async () => {
  stores = await startStores();
  front = await startSignedFront({ port: stores.server.port, secret: "test" });
});
afterAll(() => Promise.all([front.stop(), stores.stop()]));
stubAwsEnvironment(() => ({ S3: front.endpoint }));

async function anS3() {
  const bucket = aName("private");
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
  return { bucket, door: await createS3PartDoor({ bucket }) };
}

uploadsContract("s3", async () => {
  const { bucket, door } = await anS3();
  const clock = aMovableClock();
  const store = createS3ObjectStore({ bucket });
  const workspace = createTemporaryWorkspace(join(aFolder(), "work"));
  return {
    store,
    uploads: createStoredUploads({ store, workspace, door }),
    put: sendPart,
    wait: (seconds) => void clock.pass(seconds),
  };
});

test("s3: an address is the bucket's own, for one key, one length, one type and a quarter of an hour", async () => {
  const { bucket, door } = await anS3();
  const part = { reference: "abc123", number: 1, bytes: 3 };
  const url = new URL(await door.address(part));
  expect(url.origin).toBe(door.origin);
  expect(url.host).toContain(bucket);
  expect(url.pathname).toMatch(/\/incoming\/abc123\/1$/);
  expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
  expect(url.searchParams.get("X-Amz-Expires")).toBe("900");
  // The checksum of an empty body, which the SDK would have signed by default, fits no recording.
  expect([...url.searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);

  const body = new Uint8Array(3);
  expect(await sendPart(url.href, body, "text/html")).toBe(403);
  expect(await sendPart(url.href, body)).toBe(200);
  const store = createS3ObjectStore({ bucket });
  expect((await store.list("")).keys).toEqual(["incoming/abc123/1"]);
});
