import { expect, test } from "vitest";

import { createJsonLogger, type LogLevel } from "#adapters/node/json-logger";
import { AppError } from "#core/errors";
import { MailNotSentError } from "#ports/mailer";

function aLog(level: LogLevel = "info") {
  const lines: string[] = [];
  const logger = createJsonLogger((line) => lines.push(line), level);
  return { logger, lines, read: () => lines.map((line) => JSON.parse(line) as object) };
}

test("an event is one line, whatever stands in its fields, from the level on that was asked for", () => {
  const { logger, lines, read } = aLog("warn");
  logger.info("quiet");
  logger.warn("told", { storyId: "s\n1", count: 2, absent: undefined });
  expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
  const told = { level: "warn", event: "told", storyId: "s\n1", count: 2 };
  expect(read()).toEqual([{ ...told, time: expect.any(String) }]);
});

test("of an error and of what lies behind it stand names, codes and states, and not a word that may quote somebody", () => {
  const address = "camille@example.org";
  const rejected = Object.assign(
    new Error(`Email address is not verified: ${address}\nsecond line: ${address}`),
    { name: "MessageRejected", $metadata: { httpStatusCode: 400 } },
  );
  const refused = Object.assign(new Error(`550 5.1.1 <${address}>`, { cause: rejected }), {
    code: "EENVELOPE",
    responseCode: 550,
  });
  const { logger, lines, read } = aLog();
  logger.error("job-failed", new MailNotSentError(refused), { kind: "sign-in-code" });
  expect(lines.join("")).not.toContain("camille");
  expect(read()).toMatchObject([
    {
      error: "mail-not-sent",
      cause: "Error EENVELOPE 550 < MessageRejected 400",
      kind: "sign-in-code",
      stack: expect.stringMatching(/^\s+at /),
    },
  ]);
});

test("a message of several lines leaves none of them in the stack", () => {
  const { logger, lines } = aLog();
  logger.error(
    "x",
    new SyntaxError("Unexpected token\nZéphyrine\n    at Zéphyrine\n  at home Zéphyrine said"),
  );
  logger.error("x", new AppError("invalid", { params: { title: "Zéphyrine" } }));
  expect(lines.join("")).not.toContain("Zéphyrine");
});

test("what is no error is told by its kind, a code that is a sentence is not told, and a circle of causes ends", () => {
  const circle = new Error("a");
  circle.cause = circle;
  const talkative = Object.assign(new Error("b"), { code: "her name is Zéphyrine" });
  const { logger, read } = aLog();
  logger.error("x", "Zéphyrine");
  logger.error("x", new Error("c", { cause: talkative }));
  logger.error("x", circle);
  expect(read()).toMatchObject([
    { error: "string" },
    { error: "Error", cause: "Error" },
    { error: "Error", cause: "Error < Error < Error < Error" },
  ]);
});
