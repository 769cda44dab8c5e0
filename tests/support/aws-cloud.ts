import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { interceptLocalhostDns } from "fauxqs";
import { aDynamoTable, startDynamoLocal } from "./aws-dynamo-local.ts";
import { loadEdge } from "./aws-edge.ts";
import { aName, startStores } from "./aws-fauxqs.ts";
import { startFront } from "./aws-front.ts";
import { startKvsDouble } from "./aws-kvs-double.ts";
import { type StreamingHandler, withStreamingRuntime } from "./aws-lambda-stream.ts";
import { pollOnce } from "./aws-poller.ts";
import { startSmallServices } from "./aws-small-services.ts";
import { audioTools } from "./audio-tools.ts";
import { jobAttemptsMax } from "#ports/queue";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";

const arn = "arn:aws:cloudfront::000000000000:key-value-store/allow-list";
const secret = "what only CloudFront and the function know";

/** Everything that infra/stack makes, on this machine; and the functions, loaded with the environment that it gives them. */
export async function startCloud(setEnv: (name: string, value: string) => void) {
  const restoreDns = interceptLocalhostDns();
  const [dynamo, stores, kvs, small] = await Promise.all([
    startDynamoLocal(),
    startStores(),
    startKvsDouble(),
    startSmallServices(),
  ]);
  setEnv("AWS_REGION", "eu-west-3");
  setEnv("AWS_ACCESS_KEY_ID", "test");
  setEnv("AWS_SECRET_ACCESS_KEY", "test");
  const endpoints = {
    ...stores.endpoints,
    ...small.endpoints,
    DYNAMODB: dynamo.endpoint,
    CLOUDFRONT_KEYVALUESTORE: kvs.endpoint,
  };
  for (const [service, url] of Object.entries(endpoints))
    setEnv(`AWS_ENDPOINT_URL_${service}`, url);
  const buckets = { private: aName("private"), public: aName("public") };
  for (const Bucket of Object.values(buckets))
    await new S3Client({}).send(new CreateBucketCommand({ Bucket }));
  const dead = stores.server.createQueue(aName("dead"));
  const queue = (kind: string) =>
    stores.server.createQueue(aName(kind), {
      attributes: {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: dead.queueArn,
          maxReceiveCount: jobAttemptsMax + 3,
        }),
      },
    });
  const queues = { process: queue("process"), press: queue("press"), uploads: queue("uploads") };
  const edge = await loadEdge((key) => kvs.value(arn, key));
  const functions = new Map<string, StreamingHandler>();
  const front = await startFront({
    edge: () => edge,
    bucket: buckets.public,
    secret,
    pages: () => functions.get("pages") ?? (async () => undefined),
  });
  small.onInvalidation = front.forget;
  small.parameters.set("/paroles/test/origin", front.origin);
  small.parameters.set("/paroles/test/distribution", "D1");
  const { folder } = await ensureSiteBuilt();
  const { ffmpegPath, ffprobePath } = await audioTools();
  const environment = {
    PAROLES_TABLE: await aDynamoTable(),
    PAROLES_PRIVATE_BUCKET: buckets.private,
    PAROLES_PUBLIC_BUCKET: buckets.public,
    PAROLES_PROCESS_QUEUE: queues.process.queueUrl,
    PAROLES_PRESS_QUEUE: queues.press.queueUrl,
    PAROLES_ALLOW_LIST: arn,
    PAROLES_MEDIA_FUNCTION: "media",
    PAROLES_KEYS: "/paroles/test",
    PAROLES_MAIL_FROM: "paroles@example.org",
    PAROLES_EDGE_SECRET: secret,
    PAROLES_BACKUP_DAYS: "7",
    PAROLES_COUNTRY: "FR",
    PAROLES_CONTENT: "content",
    PAROLES_SITE: folder,
    // A yes counts at once here; what waiting does is tested where time can be moved.
    PAROLES_COOLING_OFF_HOURS: "0",
    PAROLES_LOG: "error",
    FFMPEG_PATH: ffmpegPath,
    FFPROBE_PATH: ffprobePath,
  };
  for (const [name, value] of Object.entries(environment)) setEnv(name, value);
  const withoutRuntime = withStreamingRuntime();
  const load = async (name: string) =>
    (
      (await import(`../../infra/functions/${name}.ts`)) as {
        handler: (event: unknown, stream?: unknown) => Promise<never>;
      }
    ).handler;
  const [work, uploads, deadLetters, sweep, press, pages, media, words] = await Promise.all(
    ["work", "uploads", "dead-letters", "sweep", "press", "pages", "media", "words"].map(load),
  );
  if (!work || !uploads || !deadLetters || !sweep || !press || !pages || !media || !words)
    throw new Error("a function has no handler");
  functions.set("pages", pages);
  small.functions.set("media", media);
  const { installation } = await import("../../infra/functions/installation.ts");
  return {
    kvs,
    small,
    front,
    stores,
    queues,
    dead,
    handlers: { work, uploads, deadLetters, sweep, press, pages, words },
    installation,
    /** Lets the queues run until nothing that is due waits in them. */
    async settle() {
      for (let found = 1; found > 0;) {
        found = await pollOnce(queues.uploads.queueUrl, uploads);
        found += await pollOnce(queues.process.queueUrl, work);
        found += await pollOnce(queues.press.queueUrl, work);
      }
    },
    async stop() {
      restoreDns();
      withoutRuntime();
      await Promise.all([dynamo.stop(), stores.stop(), kvs.stop(), small.stop(), front.stop()]);
    },
  };
}
export type Cloud = Awaited<ReturnType<typeof startCloud>>;
