/** Sound behind the wall: the adapter, S3 and the function's own work, with the programs of this machine. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { interceptLocalhostDns } from "fauxqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createLambdaTranscoder } from "#adapters/aws/lambda-transcoder";
import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { createFfmpegTranscoder } from "#adapters/ffmpeg/ffmpeg-transcoder";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { AppError } from "#core/errors";
import { MediaOrderSchema } from "#core/media-order";
import { fillMediaOrder } from "#pipeline/press/fill-media-order";
import type { ObjectStore } from "#ports/object-store";

import { audioTools, demoPath, withFolder } from "../support/audio-tools.ts";
import { aName, type Fauxqs, startStores } from "../support/aws-fauxqs.ts";
import { type SmallServices, startSmallServices } from "../support/aws-small-services.ts";
import { isLong } from "../support/long-run.ts";
import { transcoderContract } from "./transcoder.contract.ts";

let stores: Fauxqs;
let small: SmallServices;
let folder = "";
const former = new Map<string, string | undefined>();
/** For the whole file: the contract's tests run side by side, and the end of one would take environment and folders from the others. */
beforeAll(async () => {
  [stores, small] = await Promise.all([startStores(), startSmallServices()]);
  folder = await mkdtemp(join(tmpdir(), "paroles-media-"));
  const given = { ...stores.endpoints, ...small.endpoints };
  for (const [name, value] of [
    ["AWS_REGION", "eu-west-3"],
    ["AWS_ACCESS_KEY_ID", "test"],
    ["AWS_SECRET_ACCESS_KEY", "test"],
    ...Object.entries(given).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url] as const),
  ] as const) {
    former.set(name, process.env[name]);
    process.env[name] = value;
  }
});
const restoreDns = interceptLocalhostDns();
afterAll(async () => {
  restoreDns();
  await Promise.all([stores.stop(), small.stop(), rm(folder, { recursive: true, force: true })]);
  for (const [name, value] of former) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

async function aMachine(
  given: {
    readonly timeoutSeconds?: number;
    readonly change?: (store: ObjectStore) => ObjectStore;
  } = {},
) {
  const { timeoutSeconds = 100, change = (store) => store } = given;
  const bucket = aName("private");
  await new S3Client({}).send(new CreateBucketCommand({ Bucket: bucket }));
  const store = createS3ObjectStore({ bucket });
  const machine = {
    store,
    transcoder: createFfmpegTranscoder({ ...(await audioTools()), timeoutSeconds }),
    workspace: createTemporaryWorkspace(join(folder, aName("work"))),
  };
  const functionName = aName("media");
  small.functions.set(functionName, (event) =>
    fillMediaOrder(machine, MediaOrderSchema.parse(event)),
  );
  return { store, transcoder: createLambdaTranscoder({ functionName, store: change(store) }) };
}

// What it asks of ffmpeg itself is asked of it in every run, without the way there and back.
describe.skipIf(!isLong)("behind a function", () => {
  transcoderContract(async (config) => (await aMachine(config)).transcoder);
});

test("lambda: a file that does not come back leaves none of the others, nothing in the bucket, and may be tried again", async () => {
  let downloads = 0;
  const broken = (store: ObjectStore): ObjectStore => ({
    ...store,
    download: async (key, path) => {
      downloads += 1;
      if (downloads === 2) throw new AppError("cloud-refused", { retryable: true });
      await store.download(key, path);
    },
  });
  const { transcoder, store } = await aMachine({ change: broken });
  await withFolder(async (workFolder) => {
    const percents: number[] = [];
    const order = () =>
      transcoder.master(demoPath("marie.mp3"), workFolder, (percent) => percents.push(percent));
    await expect(order()).rejects.toMatchObject({ code: "cloud-refused", retryable: true });
    expect(await readdir(workFolder)).toEqual([]);
    expect(await store.list("media/")).toEqual({ keys: [] });
    percents.length = 0;
    const { renditions } = await order();
    expect(renditions.map(({ encoding }) => encoding)).toEqual(["mp3", "m4a", "opus"]);
    expect(percents).toEqual([0, 90, 92, 95, 97, 100]);
    expect(await store.list("media/")).toEqual({ keys: [] });
  });
});

test("lambda: a function that dies is an interruption that may pass, and leaves nothing in the bucket", async () => {
  const { store } = await aMachine();
  const functionName = aName("dying");
  small.functions.set(functionName, async () => {
    throw new Error("out of memory");
  });
  const transcoder = createLambdaTranscoder({ functionName, store });
  const died = transcoder.probe(demoPath("marie.mp3"));
  await expect(died).rejects.toMatchObject({ code: "media-interrupted", retryable: true });
  expect(await store.list("media/")).toEqual({ keys: [] });
});
