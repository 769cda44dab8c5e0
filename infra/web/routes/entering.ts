import type { Hono } from "hono";
import { type Opened, openSecret } from "#pipeline/participant/open-secret";
import { participantView } from "#pipeline/participant/participant-view";
import { closeSession, type Session } from "#pipeline/participant/session-records";
import { seeOther, shortAnswer } from "../answers.ts";
import { type Desk, field, type WebContext, type WebEnv } from "../desk.ts";
import { isOwnForm } from "../form-guard.ts";
import { askedQuestions, home, pathOf } from "../journey.ts";
import { localeOf, readLocale } from "../languages.ts";
import { problemBlocks, type ProblemKey, problemsIn } from "../problems.ts";
import { readForm } from "../read-form.ts";
import { withCookies } from "../with-code.ts";
import { doneScreen, entryScreen, linkScreen } from "../screens/entering.ts";

type Refused = Extract<Opened, { opened: false }>;

/** Coming in, going out, and the language. */
export function enteringRoutes(router: Hono<WebEnv>, desk: Desk): void {
  const { app, cookies } = desk;
  const sayIn = (context: WebContext) => desk.sentences(localeOf(context, cookies));

  const entry = async (context: WebContext) => {
    const say = sayIn(context);
    const problem = problemBlocks(say, problemsIn(context.req.query("m")));
    const isInside = (await desk.sessionOf(context)) !== undefined;
    const isNext = context.req.query("tour") !== undefined;
    const options = { problem, address: addressOf(desk), isInside, isNext };
    return desk.show(context, entryScreen(say, options));
  };
  router.get("/voix", () => seeOther("/voix/"));
  router.get("/voix/", entry);

  router.get("/voix/l/:token", (context) =>
    desk.show(context, linkScreen(sayIn(context), context.req.param("token").slice(0, 100))),
  );
  router.post("/voix/l/:token", (context) =>
    enter(desk, context, context.req.param("token"), {}, (refused) =>
      refused.refused === "wait" ? undefined : ["link-over", "link-over-help"],
    ),
  );
  router.post("/voix/ouvrir", async (context) => {
    const form = await readForm(context.req);
    const purpose = field(form, "pour") === "retirer" ? ("withdraw" as const) : ("other" as const);
    return enter(desk, context, field(form, "code"), { purpose });
  });

  router.post("/voix/langue", async (context) => {
    if (!isOwnForm(context.req.raw, app.origin)) return shortAnswer(403, "Forbidden");
    const form = await readForm(context.req);
    const locale = readLocale(field(form, "langue"));
    const back = field(form, "retour");
    const isOurs = /^\/voix\/[\w\-./]*(\?[\w\-.=&]*)?$/.test(back) && !back.includes("..");
    return withCookies(context, isOurs ? back : "/voix/", () => {
      if (locale !== undefined) cookies.keepLanguage(context, locale);
    });
  });

  router.post(
    "/voix/fini",
    desk.action("/voix/", async ({ context, token }) => {
      await closeSession(app, token);
      return withCookies(context, "/voix/fini", () => cookies.forgetSession(context));
    }),
  );
  router.post(
    "/voix/plus-tard",
    desk.action("/voix/", async ({ context, token }) => {
      await closeSession(app, token);
      return withCookies(context, "/voix/fini", () => cookies.forgetSession(context));
    }),
  );
  // From one signatory to the next on the same phone: nothing of the first stays on it.
  router.post(
    "/voix/passer",
    desk.action("/voix/", async ({ context, token }) => {
      await closeSession(app, token);
      return withCookies(context, "/voix/?tour=1", () => cookies.forgetSession(context));
    }),
  );
  router.get("/voix/fini", (context) => desk.show(context, doneScreen(sayIn(context))));
}

const addressOf = ({ app }: Desk) => app.consent.controller.postalAddress;

/** Opens a session with a secret and leads where this person has something to do. */
async function enter(
  desk: Desk,
  context: WebContext,
  typed: string,
  options: { readonly purpose?: "withdraw" | "other" },
  wordsFor: (refused: Refused) => readonly ProblemKey[] | undefined = () => undefined,
): Promise<Response> {
  const { app, cookies } = desk;
  if (!isOwnForm(context.req.raw, app.origin)) return shortAnswer(403, "Forbidden");
  const opened = await openSecret(app, {
    typed,
    clientHash: desk.clientHash(context),
    ...options,
  });
  if (!opened.opened) return refuse(desk, context, opened, wordsFor(opened));
  const former = cookies.session(context);
  if (former !== undefined) await closeSession(app, former);
  const path = await landing(desk, opened.session);
  return withCookies(context, path, () => cookies.keepSession(context, opened.token));
}

async function landing({ app }: Desk, session: Session): Promise<string> {
  const view = await participantView(app, session);
  const isNew = askedQuestions(view).length > 0 && !view.isPublic;
  return isNew ? pathOf("debut") : home;
}

/** The same page, whatever the reason: nothing in it tells whether a code exists. */
function refuse(
  desk: Desk,
  context: WebContext,
  refused: Refused,
  words: readonly ProblemKey[] | undefined,
): Promise<Response> {
  const say = desk.sentences(localeOf(context, desk.cookies));
  const isWait = refused.refused === "wait";
  const minutes = String(Math.max(1, Math.ceil((refused.retryAfterSeconds ?? 60) / 60)));
  const told = isWait
    ? [
        say.line("errors", "wait", { minutes }),
        ...(refused.withdrawStillHeard === true ? say.lines("errors", "wait-withdraw") : []),
      ]
    : say.lines("errors", ...(words ?? [refused.refused as ProblemKey]));
  const content = entryScreen(say, {
    problem: [{ kind: "problem", lines: told }],
    address: addressOf(desk),
    onlyWithdraw: isWait,
  });
  return desk.show(context, content, { status: isWait ? 429 : 403, place: "/voix/" });
}
