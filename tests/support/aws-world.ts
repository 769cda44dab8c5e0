import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CreateBucketCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { vi } from "vitest";
import { createCloudFrontCache } from "#adapters/aws/cloudfront-cache";
import { createDynamoLeases } from "#adapters/aws/dynamo-leases";
import { createDynamoRecords } from "#adapters/aws/dynamo-records";
import { openDynamoTable } from "#adapters/aws/dynamo-table";
import { createKvsAllowList } from "#adapters/aws/kvs-allow-list";
import { createLambdaTranscoder } from "#adapters/aws/lambda-transcoder";
import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { createSesMailer } from "#adapters/aws/ses-mailer";
import { createSqsQueue } from "#adapters/aws/sqs-queue";
import { createTranscribeTranscriber } from "#adapters/aws/transcribe-transcriber";
import { createTranscriberChain } from "#adapters/chain/transcriber-chain";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { MediaOrderSchema } from "#core/media-order";
import type { App } from "#pipeline/app";
import { fillMediaOrder } from "#pipeline/press/fill-media-order";
import type { LogFields } from "#ports/logger";
import type { ObjectStore } from "#ports/object-store";
import { aDynamoTable, type DynamoLocal } from "./aws-dynamo-local.ts";
import { edgeRequest, loadEdge } from "./aws-edge.ts";
import { aName, type Fauxqs } from "./aws-fauxqs.ts";
import type { Faults } from "./aws-faults.ts";
import type { KvsDouble } from "./aws-kvs-double.ts";
import type { SmallServices } from "./aws-small-services.ts";
import { memoryApp } from "./memory-app.ts";
import { aFolder } from "./store-folder.ts";

export type Servers = {
  readonly dynamo: DynamoLocal;
  readonly stores: Fauxqs;
  readonly kvs: KvsDouble;
  readonly small: SmallServices;
};

export type World = Awaited<ReturnType<typeof anAwsWorld>>;

/** No program of these tests makes the files that are named: they hold their names. */
const withNamedFiles = (store: ObjectStore): ObjectStore => ({
  ...store,
  put: (key, body) =>
    store.put(key, "path" in body ? new TextEncoder().encode(`file ${body.path}`) : body),
  download: (key, path) => writeFile(path, `file ${key}`),
});

/**
 * The real use cases on the real adapters, each service behind the faults' door:
 * everything that the cloud keeps is kept as in the cloud. What makes pages,
 * sound and pictures stands in, since nothing of it is looked at here.
 */
export async function anAwsWorld(
  { dynamo: _dynamo, stores, kvs, small }: Servers,
  faults: Faults,
  clock: App["clock"],
) {
  const memory = memoryApp();
  const arn = `arn:aws:cloudfront::000000000000:key-value-store/${aName("list")}`;
  const buckets = { private: aName("private"), public: aName("public") };
  const direct = new S3Client({ endpoint: stores.endpoints.S3 });
  for (const Bucket of Object.values(buckets))
    await direct.send(new CreateBucketCommand({ Bucket }));
  const queue = (kind: string) =>
    stores.server
      .createQueue(aName(kind))
      .queueUrl.replace(/^http:\/\/[^/]+/, faults.endpoints["SQS"] ?? "");
  const table = openDynamoTable({ tableName: await aDynamoTable() });
  const records = createDynamoRecords({ table });
  const privateStore = withNamedFiles(createS3ObjectStore({ bucket: buckets.private }));
  const publicStore = withNamedFiles(createS3ObjectStore({ bucket: buckets.public }));
  // The sound machine has no service to fail it but S3, and what it does to sound is not looked at here.
  const store: ObjectStore = {
    ...memory.privateStore,
    download: async () => undefined,
    put: async () => "created",
  };
  const machine = { store, transcoder: memory.transcoder, workspace: memory.workspace };
  small.functions.set("media", (event) => fillMediaOrder(machine, MediaOrderSchema.parse(event)));
  const seen = vi.fn<(event: string, fields?: LogFields) => void>();
  // The function as it is uploaded, since it is what reads the list's values as they stand there.
  const edge = await loadEdge((key) => kvs.value(arn, key));
  const status = async (path: string) => {
    const answer = await edge({ request: edgeRequest(path) });
    if ("statusCode" in answer) return answer.statusCode;
    const Key = decodeURIComponent(answer.uri.slice(1));
    return direct.send(new HeadObjectCommand({ Bucket: buckets.public, Key })).then(
      () => 200,
      () => 404,
    );
  };
  const app: App = {
    ...memory,
    clock,
    logger: {
      info: (event, fields) => seen(event, fields),
      warn: (event, fields) => seen(event, fields),
      error: (event, _error, fields) => seen(event, fields),
    },
    records,
    leases: createDynamoLeases({ table }),
    privateStore,
    publicStore,
    queue: createSqsQueue({
      queueUrls: { process: queue("process"), others: queue("press") },
      records,
      clock,
      random: () => 0,
    }),
    allowList: createKvsAllowList({ arn }),
    edgeCache: createCloudFrontCache({ distributionId: "D1" }),
    transcoder: createLambdaTranscoder({ functionName: "media", store: privateStore }),
    transcriber: createTranscriberChain([
      memory.transcriber,
      createTranscribeTranscriber({
        bucket: buckets.private,
        store: privateStore,
        usdPerMinute: 0.024,
      }),
    ]),
    workspace: createTemporaryWorkspace(join(aFolder(), "work")),
    studio: { ...memory.studio, mailer: createSesMailer({ from: "paroles@example.org" }) },
    prober: { name: "direct", status },
  };
  return { app, arn, buckets, direct, seen, status };
}
