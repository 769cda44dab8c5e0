import { explain } from "#core/error-messages";
import type { AppError } from "#core/errors";
import type { Locale } from "#core/press/page-data";
import { shortAnswer } from "../answers.ts";
import type { WebContext } from "../desk.ts";

/** An answer for a script. */
export function jsonAnswer(body: unknown, status = 200): Response {
  return shortAnswer(status, JSON.stringify(body), {
    "Content-Type": "application/json; charset=utf-8",
  });
}

/** What is not there is 404, what somebody else has just changed 409, too many tries 429, no room 507, what may go better later 503. */
export function statusOf({ code, retryable }: AppError): number {
  if (code === "staff-too-often") return 429;
  if (code === "store-full") return 507;
  if (["episode-unknown", "upload-unknown", "project-gone", "show-gone"].includes(code)) return 404;
  if (conflicts.includes(code)) return 409;
  return retryable ? 503 : 422;
}

/** Somebody else was first; nothing was overwritten. */
const conflicts = [
  "settings-changed",
  "show-changed",
  "project-changed",
  "conflict",
  "words-draft-elsewhere",
  "words-changed-meanwhile",
  "details-changed-meanwhile",
];

/** What a script is told of a problem, in the words of its reader. */
export const problemBody = (error: AppError, locale: Locale) => ({
  error: { code: error.code, field: error.field, message: explain(error, locale) },
});

/** Whether a script asks, which reads no page. */
export const isJson = (context: WebContext) =>
  /^application\/json\b/.test(context.req.header("content-type") ?? "") ||
  /^application\/json\b/.test(context.req.header("accept") ?? "");

/** What a script sent; undefined for what is no JSON. */
export async function readJson(context: WebContext): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    // Whoever reads it finds that it is not what it should be.
    return undefined;
  }
}
