/** What has functions called: queues, the clock, Transcribe. */
import { expect, test } from "vitest";

import { jobAttemptsMax } from "#ports/queue";

import { all, inputs, named } from "../support/stack-graph.ts";

test("what no worker finishes is set aside, after our own count of attempts has ended", () => {
  for (const name of ["ProcessQueue", "PressQueue", "UploadsQueue"]) {
    const { redrivePolicy } = inputs(named("sqs/queue", name));
    expect(JSON.parse(redrivePolicy)).toEqual({
      deadLetterTargetArn: expect.stringContaining("DeadQueue"),
      maxReceiveCount: 8,
    });
    expect(jobAttemptsMax).toBeLessThan(8);
  }
  for (const mapping of all("lambda/eventSourceMapping"))
    expect(inputs(mapping).functionResponseTypes).toEqual(["ReportBatchItemFailures"]);
  expect(all("lambda/eventSourceMapping")).toHaveLength(4);
});

/** What calls a function by the clock or by an event: when, which one, and with what. */
const calls = () =>
  all("cloudwatch/eventTarget").map((target) => {
    const { rule: name, arn, input } = inputs(target);
    const rule = all("cloudwatch/eventRule").find((one) => inputs(one).name === name);
    const { scheduleExpression, eventPattern, state } = inputs(rule ?? target);
    expect(state).toBe("ENABLED");
    const permitted = all("lambda/permission").some(
      (one) =>
        inputs(one).principal === "events.amazonaws.com" &&
        inputs(one).sourceArn.endsWith(`:${rule?.name}`) &&
        inputs(one).function === arn,
    );
    expect(permitted, name).toBe(true);
    const when = scheduleExpression ?? JSON.parse(eventPattern);
    return { when, calls: String(arn).split(":").at(-1), with: input };
  });

test("the sweep runs each minute, thoroughly each hour, and has the log signed each day", () => {
  const timed = calls().filter(({ when }) => typeof when === "string");
  expect(timed).toHaveLength(4);
  expect(timed).toEqual(
    expect.arrayContaining([
      { when: "rate(1 minute)", calls: "SweepFunction", with: "{}" },
      { when: "rate(1 hour)", calls: "SweepFunction", with: '{"thorough":true}' },
      { when: "rate(1 day)", calls: "SweepFunction", with: '{"checkpoint":true}' },
      { when: "rate(5 minutes)", calls: "PressAllFunction", with: "{}" },
    ]),
  );
});

test("when Transcribe has come to the end of a job or of a vocabulary, words are collected", () => {
  const told = calls().filter(({ when }) => typeof when !== "string");
  const of = (type: string, detail: object) => ({
    when: { source: ["aws.transcribe"], "detail-type": [type], detail },
    calls: "WordsFunction",
    with: undefined,
  });
  expect(told).toHaveLength(2);
  expect(told).toEqual(
    expect.arrayContaining([
      of("Transcribe Job State Change", { TranscriptionJobStatus: ["COMPLETED", "FAILED"] }),
      of("Vocabulary State Change", { VocabularyState: ["READY", "FAILED"] }),
    ]),
  );
});
