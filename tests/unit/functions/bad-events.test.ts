/**
 * What the thin functions make of events that are twice there, late, of others or
 * spoilt. What the use cases behind them make of it stands in their own tests, and
 * all of it together in tests/integration/aws-cloud.test.ts.
 */
import { beforeEach, expect, test, vi } from "vitest";

import { AppError } from "#core/errors";
import type { Job } from "#core/jobs";
import type { LogFields } from "#ports/logger";
import type { SqsMessage, SqsQueue } from "#adapters/aws/sqs-queue";

type Accepted = Awaited<ReturnType<SqsQueue["accept"]>>;
const seen = vi.hoisted(() => ({
  sent: [] as { readonly job: Job; readonly delaySeconds: number | undefined }[],
  told: [] as (readonly [string, LogFields | undefined])[],
  accept: async (_message: SqsMessage): Promise<Accepted> => "unreadable",
}));

vi.mock("../../../infra/functions/jobs.ts", () => ({
  jobs: () => ({
    queue: {
      send: async (job: Job, options?: { readonly delaySeconds?: number }) =>
        void seen.sent.push({ job, delaySeconds: options?.delaySeconds }),
      accept: (message: SqsMessage) => seen.accept(message),
    },
    logger: {
      warn: (event: string, fields?: LogFields) => void seen.told.push([event, fields]),
      error: (event: string, _error: unknown, fields?: LogFields) =>
        void seen.told.push([event, fields]),
    },
  }),
}));

const uploads = (await import("../../../infra/functions/uploads.ts")).handler;
const words = (await import("../../../infra/functions/words.ts")).handler;
const deadLetters = (await import("../../../infra/functions/dead-letters.ts")).handler;

const story = "0123456789abcdefghjk";
const uploadKey = `uploads/${story}/${"0".repeat(26)}`;
const upload = (...keys: readonly string[]) =>
  JSON.stringify({ Records: keys.map((key) => ({ s3: { object: { key } } })) });
const message = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body,
  attributes: { ApproximateReceiveCount: "1" },
});
const failed = (...ids: readonly string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

beforeEach(() => {
  seen.sent.length = 0;
  seen.told.length = 0;
  seen.accept = async () => "unreadable";
});

test("an upload's event that comes twice asks twice for the same, with time for its record to be there", async () => {
  const Records = [message("one", upload(uploadKey)), message("again", upload(uploadKey))];
  expect(await uploads({ Records })).toEqual(failed());
  const asked = { job: { kind: "process", episodeId: story }, delaySeconds: 30 };
  expect(seen.sent).toEqual([asked, asked]);
  expect(seen.told).toEqual([]);
});

test("a spoilt event of an upload comes back, and keeps none of its batch from being done", async () => {
  const Records = [
    message("no json", "{"),
    message("no event", JSON.stringify({ Records: [{ s3: {} }] })),
    message("no address", upload("uploads/%")),
    message("good", upload(uploadKey)),
  ];
  expect(await uploads({ Records })).toEqual(failed("no json", "no event", "no address"));
  expect(seen.sent).toHaveLength(1);
  expect(seen.told.map(([event, fields]) => [event, fields?.["messageId"]])).toEqual([
    ["message-failed", "no json"],
    ["message-failed", "no event"],
    ["message-failed", "no address"],
  ]);
});

test("of what is no recording of a story, nobody is asked for anything, and a line tells of it without its name", async () => {
  const strange = ["uploads/../records", "uploads/Zéphyrine.mp3", `renditions/${story}/x`];
  const Records = [
    message("test", JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent" })),
    message("strange", upload(...strange.map(encodeURIComponent), uploadKey)),
  ];
  expect(await uploads({ Records })).toEqual(failed());
  expect(seen.sent.map(({ job }) => job)).toEqual([{ kind: "process", episodeId: story }]);
  expect(seen.told).toEqual(strange.map(() => ["upload-unknown", { messageId: "strange" }]));
});

test("Transcribe's events ask for the words of our stories, however often they come, and of nobody else's", async () => {
  const job = `${story}-${"0".repeat(16)}`;
  const ended = { detail: { TranscriptionJobName: job, TranscriptionJobStatus: "COMPLETED" } };
  for (const event of [ended, ended, { detail: { VocabularyName: job } }]) await words(event);
  const asked = { kind: "collect-words", episodeId: story };
  expect(seen.sent.map(({ job: one }) => one)).toEqual([asked, asked, asked]);
  for (const detail of [{}, { TranscriptionJobName: "meeting-1" }, { VocabularyName: story }])
    await words({ detail });
  expect(seen.sent).toHaveLength(3);
  // Lambda tries twice more, and counts it: an alarm is set to its errors.
  for (const spoilt of [undefined, {}, { detail: { TranscriptionJobName: 1 } }])
    await expect(words(spoilt)).rejects.toThrow();
});

test("of what SQS gave up, a job is put with the dead letters, what nobody can read stays, and both are told", async () => {
  const counts: number[] = [];
  seen.accept = async ({ body, receiveCount }) => {
    counts.push(receiveCount);
    if (body === "busy") throw new AppError("cloud-refused", { retryable: true });
    return body === "job" ? "dead" : "unreadable";
  };
  const Records = ["job", "poison", "busy"].map((body) => message(body, body));
  expect(await deadLetters({ Records })).toEqual(failed("poison", "busy"));
  // However rarely it was delivered: it is not to be worked on here.
  expect(counts).toEqual(counts.map(() => Number.POSITIVE_INFINITY));
  expect(seen.told).toEqual(
    expect.arrayContaining([
      ["dead-letter", { messageId: "job", readable: true }],
      ["dead-letter", { messageId: "poison", readable: false }],
      ["message-failed", { messageId: "busy" }],
    ]),
  );
});
