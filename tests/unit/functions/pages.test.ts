/**
 * The function behind /voix and /studio where it has nothing to show: what it
 * answers, and what it leaves in the log. Pages themselves have tests of their own.
 */
import { beforeEach, expect, test, vi } from "vitest";

import { AppError } from "#core/errors";

const found = vi.hoisted(() => ({
  installation: async (): Promise<unknown> => undefined,
  lines: [] as { readonly level: string; readonly event: string; readonly fields: unknown }[],
}));

vi.mock("../../../infra/functions/installation.ts", () => ({
  installation: () => found.installation(),
}));
vi.mock("../../../infra/functions/jobs.ts", async () => {
  const { createJsonLogger } = await import("#adapters/node/json-logger");
  const write = (line: string) => {
    const { level, event, time: _time, ...fields } = JSON.parse(line);
    found.lines.push({ level, event, fields });
  };
  return { jobs: () => ({ logger: createJsonLogger(write, "info") }) };
});

const { handler } = await import("../../../infra/functions/pages.ts");

const event = {
  version: "2.0",
  routeKey: "$default",
  rawPath: "/voix/l/secret-of-a-card",
  rawQueryString: "",
  headers: { host: "paroles.example.org", "x-paroles-edge": "known" },
  requestContext: {
    domainName: "paroles.example.org",
    http: { method: "GET", path: "/voix/l/secret-of-a-card", sourceIp: "203.0.113.7" },
  },
  isBase64Encoded: false,
};
const ask = () => handler(event);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const fails = (error: unknown) => {
  found.installation = async () => {
    throw error;
  };
};

beforeEach(() => void (found.lines.length = 0));

test.each(["moving", "restore-unfinished"])(
  "while records are on their way (%s) it asks to come back, and says so in the log without calling anybody",
  async (code) => {
    fails(new AppError(code, { retryable: true }));
    expect(await ask()).toMatchObject({ statusCode: 503, headers: { "retry-after": "120" } });
    expect(found.lines).toEqual([
      { level: "warn", event: "pages-closed", fields: { error: code } },
    ]);
  },
);

test("where a service is in trouble it asks to come back, and leaves a line that an alarm is set to, without a secret", async () => {
  const cause = Object.assign(new Error("/voix/l/secret-of-a-card: Rate exceeded"), {
    name: "ThrottlingException",
    $metadata: { httpStatusCode: 400 },
  });
  const params = { service: "ssm", name: "secret-of-a-card" };
  fails(new AppError("cloud-refused", { params, retryable: true, cause }));
  expect(await ask()).toMatchObject({ statusCode: 503, headers: { "cache-control": "no-store" } });
  expect(found.lines).toEqual([
    {
      level: "error",
      // The pattern of infra/stack/alarms.ts: *-page-failed.
      event: expect.stringMatching(/-page-failed$/),
      fields: {
        error: "cloud-refused",
        cause: "ThrottlingException 400",
        stack: expect.any(String),
      },
    },
  ]);
  expect(JSON.stringify(found.lines)).not.toContain("secret-of-a-card");
});

test("what waiting does not mend goes to Lambda, which logs and counts it", async () => {
  for (const error of [new AppError("bad-configuration"), new TypeError("not a function")]) {
    fails(error);
    await expect(ask()).rejects.toBe(error);
  }
  expect(found.lines).toEqual([]);
});

test("a page that is answered leaves nothing in the log, and a stranger is answered nothing", async () => {
  const webApp = async () => new Response("Bonjour");
  found.installation = async () => ({ webApp, isFromEdge: (secret: string) => secret === "known" });
  expect(await ask()).toMatchObject({ statusCode: 200, body: base64("Bonjour") });
  found.installation = async () => ({ webApp, isFromEdge: () => false });
  expect(await ask()).toMatchObject({ statusCode: 403, body: base64("Forbidden") });
  expect(found.lines).toEqual([]);
});
