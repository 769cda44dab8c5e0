import { expect, test, vi } from "vitest";
import { AppError } from "#core/errors";
import type { Logger } from "#ports/logger";
import { eachRecord } from "../../../infra/functions/sqs-event.ts";

const record = (messageId: string, body: string) => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body,
  attributes: { ApproximateReceiveCount: "1" },
});

test("of a batch, what fails comes back and is told in the log, and what succeeds is forgotten", async () => {
  const error = vi.fn<Logger["error"]>();
  const logger: Logger = { info: () => undefined, warn: () => undefined, error };
  const busy = new AppError("cloud-refused", { retryable: true });
  const done: string[] = [];
  const event = {
    Records: [
      record("poison", "{"),
      record("busy", "1"),
      record("again", "2"),
      record("good", "3"),
    ],
  };
  const answer = await eachRecord(event, logger, async ({ messageId, body }) => {
    JSON.parse(body);
    if (messageId === "busy") throw busy;
    done.push(messageId);
    return messageId === "good";
  });
  expect(answer).toEqual({
    batchItemFailures: ["poison", "busy", "again"].map((itemIdentifier) => ({ itemIdentifier })),
  });
  expect(done).toEqual(["again", "good"]);
  expect(error.mock.calls).toEqual([
    ["message-failed", expect.any(SyntaxError), { messageId: "poison" }],
    ["message-failed", busy, { messageId: "busy" }],
  ]);
});

test("what is no event of SQS fails as a whole, so that nothing of it is forgotten", async () => {
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  for (const event of [undefined, {}, { Records: "none" }, { Records: [{ body: "{}" }] }])
    await expect(eachRecord(event, logger, async () => true)).rejects.toThrow();
});
