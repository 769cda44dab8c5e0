/** What functions are made of, what they are told, and what they leave behind. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { functionSecondsMax } from "#compose/aws-command-line";
import { readAwsConfig } from "#compose/aws-config";

import { all, inputs } from "../support/stack-graph.ts";

test("SES verifies the domain that mail comes from, where that is asked for", () => {
  const identities = all("sesv2/emailIdentity").map((one) => inputs(one).emailIdentity);
  expect(identities).toEqual(["example.org"]);
});

test("logs are kept for a month, of every function", () => {
  const groups = all("cloudwatch/logGroup");
  expect(groups).toHaveLength(all("lambda/function").length);
  for (const group of groups) expect(inputs(group).retentionInDays, group.name).toBe(30);
});

test("every function finds in its environment what the composition asks for", () => {
  for (const fn of all("lambda/function").filter(({ name }) => name !== "Media")) {
    const { variables } = inputs(fn).environment;
    expect(readAwsConfig(variables)).toMatchObject({ PAROLES_BACKUP_DAYS: 7 });
    expect(inputs(fn)).toMatchObject({ runtime: "nodejs24.x", architectures: ["arm64"] });
  }
});

test("the sound machine's container is pinned to a digest, a series of ffmpeg and a runtime client, and built anew each time", () => {
  const file = readFileSync(
    new URL("../../infra/functions/media.Dockerfile", import.meta.url),
    "utf8",
  );
  const [base] = file.match(/^ARG BASE=.*$/m) ?? [];
  expect(base).toMatch(/^ARG BASE=node:24-bookworm-slim@sha256:[0-9a-f]{64}$/);
  for (const from of file.match(/^FROM .*$/gm) ?? [])
    expect(from).toMatch(/^FROM \$BASE( AS \w+)?$/);
  expect(file).toMatch(/"ffmpeg=7:5\.1\.\*"/);
  expect(file).toMatch(/aws-lambda-ric@\d+\.\d+\.\d+ /);
  const stack = readFileSync(new URL("../../infra/stack/media.ts", import.meta.url), "utf8");
  expect(stack).toContain("noCache: true,");
});

test("a move waits as long as the longest of the functions may run", () => {
  const seconds = all("lambda/function").map((fn) => inputs(fn).timeout);
  expect(Math.max(...seconds)).toBe(functionSecondsMax);
});
