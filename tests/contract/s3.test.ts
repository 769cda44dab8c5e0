/** The object store on S3 as fauxqs plays it: content, keys, lists and deletions; versions and policies are radosgw's (s3-radosgw.test.ts). */
import { createHash } from "node:crypto";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { createS3ObjectStore } from "#adapters/aws/s3-object-store";

import { startRecorder } from "../support/aws-recorder.ts";
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { aName, type Fauxqs, startStores } from "../support/aws-fauxqs.ts";
import { objectStoreContract } from "./object-store.contract.ts";

let stores: Fauxqs;
beforeAll(async () => {
  stores = await startStores();
});
afterAll(() => stores.stop());
stubAwsEnvironment(() => stores.endpoints);

async function aBucket(): Promise<string> {
  const bucket = aName("b");
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

objectStoreContract(
  "s3",
  async () => {
    const bucket = await aBucket();
    return [createS3ObjectStore({ bucket }), createS3ObjectStore({ bucket })];
  },
  { runs: 15 },
);

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const xml = (body: string) => ({ status: 200, body: `<?xml version="1.0"?>${body}` });

test("s3: an object that came by a form, without our hash, is read once to know its content", async () => {
  const bucket = await aBucket();
  await new S3Client({}).send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "voice" }));
  const store = createS3ObjectStore({ bucket });
  expect((await store.head("a"))?.etag).toBe(sha256("voice").toString("hex"));
  expect(await store.put("a", new TextEncoder().encode("voice"))).toBe("unchanged");
});

test("s3: a put carries its hash for S3 to check, its length, and what readers are to be told", async () => {
  const recorder = await startRecorder(({ method }) =>
    method === "HEAD" ? { status: 404 } : { status: 200 },
  );
  vi.stubEnv("AWS_ENDPOINT_URL_S3", recorder.endpoint);
  const headersOf = () => ({ contentType: "text/html", cacheControl: "max-age=0" });
  const store = createS3ObjectStore({ bucket: "b", headersOf });
  expect(await store.put("é/x y", new TextEncoder().encode("voice"))).toBe("created");
  const [, put] = recorder.requests;
  expect(put).toMatchObject({ method: "PUT", path: "/b/%C3%A9/x%20y", body: "voice" });
  expect(put?.headers).toMatchObject({
    "x-amz-checksum-sha256": sha256("voice").toString("base64"),
    "x-amz-meta-sha256": sha256("voice").toString("hex"),
    "content-length": "5",
    "content-type": "text/html",
    "cache-control": "max-age=0",
  });
  expect(put?.headers).not.toHaveProperty("x-amz-trailer");
});

test("s3: a deletion hides the object first, then erases every version and marker of it and of nothing else", async () => {
  const recorder = await startRecorder(({ method, query }) => {
    if (method === "DELETE") return { status: 204 };
    if (method === "POST") return xml("<DeleteResult/>");
    return query.has("key-marker")
      ? xml(
          "<ListVersionsResult><IsTruncated>false</IsTruncated><DeleteMarker><Key>voice</Key><VersionId>m1</VersionId></DeleteMarker></ListVersionsResult>",
        )
      : xml(
          "<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated><NextKeyMarker>voice</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker><Version><Key>voice</Key><VersionId>v2</VersionId></Version><Version><Key>voice</Key><VersionId>v1</VersionId></Version><Version><Key>voice-2</Key><VersionId>v9</VersionId></Version></ListVersionsResult>",
        );
  });
  vi.stubEnv("AWS_ENDPOINT_URL_S3", recorder.endpoint);
  await createS3ObjectStore({ bucket: "b" }).delete("voice");
  const [hidden, ...rest] = recorder.requests;
  expect(hidden).toMatchObject({ method: "DELETE", path: "/b/voice" });
  const erased = rest.filter(({ method }) => method === "POST").map(({ body }) => body);
  const found = erased.flatMap((body) => [
    ...body.matchAll(/<Key>(.*?)<\/Key><VersionId>(.*?)<\/VersionId>/g),
  ]);
  expect(found.map(([, key, version]) => [key, version])).toEqual([
    ["voice", "v2"],
    ["voice", "v1"],
    ["voice", "m1"],
  ]);
});

test("s3: what S3 did not erase is no success", async () => {
  const recorder = await startRecorder(({ method }) => {
    if (method === "DELETE") return { status: 204 };
    if (method === "POST")
      return xml(
        "<DeleteResult><Error><Key>voice</Key><Code>AccessDenied</Code></Error></DeleteResult>",
      );
    return xml(
      "<ListVersionsResult><Version><Key>voice</Key><VersionId>v1</VersionId></Version></ListVersionsResult>",
    );
  });
  vi.stubEnv("AWS_ENDPOINT_URL_S3", recorder.endpoint);
  await expect(createS3ObjectStore({ bucket: "b" }).delete("voice")).rejects.toMatchObject({
    code: "cloud-refused",
    params: { service: "s3", name: "AccessDenied" },
  });
});
