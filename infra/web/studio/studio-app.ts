import { Hono } from "hono";
import { studioAccess, type StudioRoute } from "#core/studio/access";
import { shortAnswer } from "../answers.ts";
import type { WebEnv } from "../desk.ts";
import type { WebApp } from "../web-app.ts";
import { accountRoutes } from "./routes/account.ts";
import { askingRoutes } from "./routes/asking.ts";
import { kitRoutes } from "./routes/kit.ts";
import { projectStateRoutes } from "./routes/project-states.ts";
import { projectRoutes } from "./routes/projects.ts";
import { receiptRoutes } from "./routes/receipts.ts";
import { recordingRoutes } from "./routes/recording.ts";
import { runningRoutes } from "./routes/running.ts";
import { showRoutes } from "./routes/shows.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { storyRoutes } from "./routes/stories.ts";
import { detailsRoutes } from "./routes/details.ts";
import { wordsRoutes } from "./routes/words.ts";
import { type StudioDeps, uploadPath } from "./studio-deps.ts";
import { createStudioDesk } from "./studio-desk.ts";

const methods = ["GET", "HEAD", "POST"];

/**
 * The studio, `/studio/*`, as one function of the web's own Request and
 * Response. Every route stands in one table with the roles that may use it
 * (core/studio/access); a route of the table that nobody handles is an error at
 * the start, and one that is not in it cannot be registered.
 */
export function createStudioApp(deps: StudioDeps): WebApp {
  const router = new Hono<WebEnv>({ strict: false });
  const desk = createStudioDesk(deps, router);
  signInRoutes(desk);
  accountRoutes(desk);
  recordingRoutes(desk);
  storyRoutes(desk);
  askingRoutes(desk);
  receiptRoutes(desk);
  wordsRoutes(desk);
  detailsRoutes(desk);
  projectRoutes(desk);
  projectStateRoutes(desk);
  kitRoutes(desk);
  runningRoutes(desk);
  showRoutes(desk);
  const forgotten = (Object.keys(studioAccess) as StudioRoute[]).filter(
    (route) => !desk.registered.has(route),
  );
  if (forgotten.length > 0) throw new RangeError(`nobody handles ${forgotten.join(", ")}`);
  router.notFound((context) => desk.show(context, { name: "not-here" }, { status: 404 }));
  router.onError((error, context) => {
    desk.app.logger.error("studio-page-failed", error);
    return desk.show(
      context,
      { name: "problem", back: "/studio" },
      { status: 500, problem: error },
    );
  });
  return async (request, client) => {
    // No page and no cookie: the address itself says who may send what there, and until when.
    const isPart = new URL(request.url).pathname.startsWith(`${uploadPath}/`);
    if (isPart && deps.receivePart !== undefined) return deps.receivePart(request);
    if (!methods.includes(request.method))
      return shortAnswer(405, "Method not allowed", { Allow: methods.join(", ") });
    return router.fetch(request, { client });
  };
}
