/**
 * S3 as Ceph understands it, an implementation that nobody of ours has a hand in:
 * signatures, lengths, versions and preflights, which fauxqs does not look at.
 * Long tests only, since a cluster of its own has to be started.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { createS3PartDoor } from "#adapters/aws/s3-part-door";
import { createStoredUploads } from "#adapters/node/stored-uploads";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";

import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { aName } from "../support/aws-fauxqs.ts";
import { hasRadosgw, startRadosgw } from "../support/aws-radosgw.ts";
import { sendPart } from "../support/send-part.ts";
import { aFolder } from "../support/store-folder.ts";
import { objectStoreContract } from "./object-store.contract.ts";
import { uploadsContract } from "./uploads.contract.ts";

const isLong = process.env["PAROLES_TEST_LONG"] !== undefined;

test.skipIf(!isLong)("radosgw: it is there, or this says loudly that it is not", () => {
  if (!hasRadosgw())
    console.warn("NOT TESTED: S3 on radosgw (Debian's radosgw, ceph-mon, ceph-osd).");
  expect(hasRadosgw() || process.env["CI"] === undefined).toBe(true);
});

/** Short, since only waiting makes an address of this server run out. */
const addressSeconds = 20;

describe.skipIf(!isLong || !hasRadosgw())("radosgw", () => {
  let server: Awaited<ReturnType<typeof startRadosgw>> | undefined;
  beforeAll(async () => {
    server = await startRadosgw({ id: "test", secret: "test" });
  }, 240_000);
  afterAll(() => server?.stop());
  stubAwsEnvironment(() => ({ S3: server?.endpoint ?? "" }));

  /** A bucket with versions, as infra/stack makes the private one. */
  async function aBucket(): Promise<string> {
    const bucket = aName("b");
    // The only region of which a client asks for no place by name: this server knows one place.
    const client = new S3Client({ region: "us-east-1" });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    return bucket;
  }

  objectStoreContract(
    "radosgw",
    async () => {
      const bucket = await aBucket();
      return [createS3ObjectStore({ bucket }), createS3ObjectStore({ bucket })];
    },
    { runs: 5 },
  );

  uploadsContract("radosgw", async () => {
    const bucket = await aBucket();
    const store = createS3ObjectStore({ bucket });
    const workspace = createTemporaryWorkspace(join(aFolder(), "work"));
    const door = await createS3PartDoor({ bucket, seconds: addressSeconds });
    return {
      store,
      uploads: createStoredUploads({ store, workspace, door }),
      put: sendPart,
      // The clock is the server's: nothing runs out there before it has.
      wait: () =>
        void Atomics.wait(
          new Int32Array(new SharedArrayBuffer(4)),
          0,
          0,
          addressSeconds * 1_000 + 2_000,
        ),
    };
  });

  test("radosgw: an address takes its own type only, and nothing beside it", async () => {
    const door = await createS3PartDoor({ bucket: await aBucket() });
    const address = await door.address({ reference: "abc123", number: 1, bytes: 3 });
    const body = new Uint8Array(3);
    expect(await sendPart(address, body, "text/html")).toBe(403);
    for (const method of ["GET", "DELETE", "POST"]) {
      const answer = await fetch(address, { method });
      expect(answer.status, method).toBeGreaterThanOrEqual(400);
      await answer.body?.cancel();
    }
    expect(await sendPart(address, body)).toBe(200);
  });

  test("radosgw: what is deleted leaves no version and no marker", async () => {
    const bucket = await aBucket();
    const store = createS3ObjectStore({ bucket });
    const bytes = (text: string) => new TextEncoder().encode(text);
    for (const text of ["one", "two", "three"]) await store.put("voices/a", bytes(text));
    await store.put("voices/b", bytes("other"));
    await store.put("voices-2", bytes("another"));
    const left = async () => {
      const order = new ListObjectVersionsCommand({ Bucket: bucket });
      const { Versions = [], DeleteMarkers = [] } = await new S3Client({}).send(order);
      return [...Versions, ...DeleteMarkers].map(({ Key }) => Key);
    };
    expect(await left()).toHaveLength(5);
    await store.delete("voices/a");
    expect(await left()).toEqual(["voices-2", "voices/b"]);
    await store.deletePrefix("voices/");
    expect(await left()).toEqual(["voices-2"]);
  });

  test("radosgw: the stack's own rules let pages of the site send parts, and those of nobody else", async () => {
    const bucket = await aBucket();
    const graph = JSON.parse(
      readFileSync(new URL("../../infra/stack/graph.json", import.meta.url), "utf8"),
    ) as { resources: { name: string; inputs: { corsRules: Record<string, unknown>[] } }[] };
    const rules =
      graph.resources.find(({ name }) => name === "PrivateCors")?.inputs.corsRules ?? [];
    // The same words, with Amazon's capitals.
    const CORSRules = rules.map((rule) =>
      Object.fromEntries(
        Object.entries(rule).map(([name, value]) => [
          `${name[0]?.toUpperCase()}${name.slice(1)}`,
          value,
        ]),
      ),
    ) as { AllowedMethods: string[]; AllowedOrigins: string[] }[];
    await new S3Client({}).send(
      new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } }),
    );
    const door = await createS3PartDoor({ bucket });
    const address = await door.address({ reference: "abc123", number: 1, bytes: 3 });
    const asked = async (origin: string, method = "PUT") => {
      const answer = await fetch(address, {
        method: "OPTIONS",
        headers: {
          Origin: origin,
          "Access-Control-Request-Method": method,
          "Access-Control-Request-Headers": "content-type",
        },
      });
      await answer.body?.cancel();
      return answer.headers.get("access-control-allow-origin");
    };
    expect(await asked("https://paroles.example.org")).toBe("https://paroles.example.org");
    expect(await asked("https://elsewhere.example.org")).toBeNull();
    expect(await asked("https://paroles.example.org", "DELETE")).toBeNull();
  });
});
