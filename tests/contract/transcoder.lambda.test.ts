/** Sound behind the wall: the adapter, S3 and the function's own work, with the programs of this machine. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
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
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { aName, type Fauxqs, startStores } from "../support/aws-fauxqs.ts";
import { type SmallServices, startSmallServices } from "../support/aws-small-services.ts";
import { isLong } from "../support/long-run.ts";
import { aFolder } from "../support/store-folder.ts";
import { transcoderContract } from "./transcoder.contract.ts";

let stores: Fauxqs;
let small: SmallServices;
beforeAll(async () => {
  [stores, small] = await Promise.all([startStores(), startSmallServices()]);
});
afterAll(() => Promise.all([stores.stop(), small.stop()]));
stubAwsEnvironment(() => ({ ...stores?.endpoints, ...small?.endpoints }));

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
    workspace: createTemporaryWorkspace(join(aFolder(), "work")),
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
  await withFolder(async (folder) => {
    const percents: number[] = [];
    const order = () =>
      transcoder.master(demoPath("marie.mp3"), folder, (percent) => percents.push(percent));
    await expect(order()).rejects.toMatchObject({ code: "cloud-refused", retryable: true });
    expect(await readdir(folder)).toEqual([]);
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
