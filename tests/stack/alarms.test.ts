/** Who is called, and by what. */
import { expect, test } from "vitest";

import { all, inputs, statementsOf } from "../support/stack-graph.ts";

test("alarms reach a person: takedowns, dead jobs, broken pages and functions, a sweep that stands still", () => {
  const alarms = new Map(all("cloudwatch/metricAlarm").map((one) => [one.name, inputs(one)]));
  expect([...alarms.keys()]).toEqual(
    expect.arrayContaining([
      "TakedownUnverified",
      "JobDied",
      "PageFailed",
      "DeadAge",
      "PressAge",
      "SweepStopped",
      "ErrorsInsweep",
      "ErrorsInpages",
      "ErrorsInwords",
    ]),
  );
  for (const [name, alarm] of alarms)
    expect(alarm.alarmActions, name).toEqual([expect.stringContaining(":Alarms")]);
  expect(alarms.get("TakedownUnverified")).toMatchObject({
    threshold: 0,
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    metricName: "TakedownUnverified",
  });
  const filters = all("cloudwatch/logMetricFilter").map((one) => inputs(one).pattern);
  expect(filters).toContain(
    '{ ($.event = "job-failed" && $.died IS TRUE) || ($.event = "dead-letter") }',
  );
  // Whichever function finds it out: every one that has a log is listened to, but the sound machine.
  const listened = filters.filter((pattern) => pattern === '{ $.event = "takedown-unverified" }');
  expect(listened).toHaveLength(all("lambda/function").length - 1);
  expect(all("sns/topicSubscription").map((one) => inputs(one).protocol)).toEqual(["email"]);
  expect(all("budgets/budget")).toHaveLength(1);
});

test("alarms may use the key that the topic is encrypted with, which Amazon's own would refuse them", () => {
  const [key] = all("kms/key").map((one) => statementsOf(inputs(one).policy));
  const [ours, alarms, ...others] = key ?? [];
  expect(ours?.principals).toEqual([
    { type: "AWS", identifiers: ["arn:aws:iam::000000000000:root"] },
  ]);
  expect(alarms).toMatchObject({
    principals: [{ type: "Service", identifiers: ["cloudwatch.amazonaws.com"] }],
    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  });
  expect(others).toEqual([]);
});
