import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { shortAnswer } from "./answers.ts";
import { createDesk, type WebEnv } from "./desk.ts";
import { localeOf } from "./languages.ts";
import { afterwardsRoutes } from "./routes/afterwards.ts";
import { answeringRoutes } from "./routes/answering.ts";
import { enteringRoutes } from "./routes/entering.ts";
import { erasingRoutes } from "./routes/erasing.ts";
import { brokenScreen, entryScreen } from "./screens/entering.ts";
import type { Client, WebDeps } from "./web-deps.ts";

/** A form holds a code, a name, a token. */
export const formBytesMax = 64_000;
/** Half a minute of speech, with what the form wraps around it. */
const recordingBytesMax = 2_100_000;
const recordingPath = "/voix/voix-haute";
const methods = ["GET", "HEAD", "POST"];

export type WebApp = (request: Request, client: Client) => Promise<Response>;

/**
 * The participant's pages, `/voix/*`, as one function of the web's own Request
 * and Response, so that the laptop and the cloud run the same. GET and HEAD
 * change nothing; what is done is done by forms of our own pages; nothing is
 * kept by caches or found by search engines; whatever breaks is told in the
 * person's words and in no others.
 */
export function createWebApp(deps: WebDeps): WebApp {
  const desk = createDesk(deps);
  const router = new Hono<WebEnv>();
  const tooLarge = () => shortAnswer(413, "Too large");
  const forForms = bodyLimit({ maxSize: formBytesMax, onError: tooLarge });
  const forRecordings = bodyLimit({ maxSize: recordingBytesMax, onError: tooLarge });
  router.use("/voix/*", (context, next) =>
    (context.req.path === recordingPath ? forRecordings : forForms)(context, next),
  );
  enteringRoutes(router, desk);
  answeringRoutes(router, desk);
  afterwardsRoutes(router, desk);
  erasingRoutes(router, desk);
  router.notFound((context) => {
    const say = desk.sentences(localeOf(context, desk.cookies));
    const address = desk.app.consent.controller.postalAddress;
    return desk.show(context, entryScreen(say, { problem: [], address }), {
      status: 404,
      place: "/voix/",
    });
  });
  router.onError((error, context) => {
    desk.app.logger.error("participant-page-failed", error);
    const say = desk.sentences(localeOf(context, desk.cookies));
    return desk.show(context, brokenScreen(say), { status: 500, place: "/voix/" });
  });
  return async (request, client) => {
    if (!methods.includes(request.method))
      return shortAnswer(405, "Method not allowed", { Allow: methods.join(", ") });
    return router.fetch(request, { client });
  };
}
