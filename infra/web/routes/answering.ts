import type { Hono } from "hono";
import { type NameChoice, type Scope, ScopeSchema } from "#core/consent/consent";
import { DurationSchema } from "#core/consent/terms";
import { AppError } from "#core/errors";
import { confirmAnswers } from "#pipeline/participant/confirm-answers";
import { confirmAfterCooling } from "#pipeline/participant/confirm-later";
import { readPreviewMedia } from "#pipeline/participant/preview-media";
import {
  answerUnderstanding,
  dropSpokenYes,
  saveAnswer,
  saveDuration,
} from "#pipeline/participant/save-answer";
import { mediaAnswer, rangeOf, seeOther, shortAnswer } from "../answers.ts";
import { type Desk, type Here, field, type HereWithForm, type WebEnv } from "../desk.ts";
import { askedQuestions, home, pathOf, type Step, stepAfter, stepsOf } from "../journey.ts";
import { problemBlocks, problemQuery, problemsIn } from "../problems.ts";
import { listenScreen, meaningScreen, openingScreen } from "../screens/before-answering.ts";
import { endScreen } from "../screens/afterwards.ts";
import {
  checkScreen,
  durationScreen,
  questionScreen,
  spokenScreen,
  understandingScreen,
} from "../screens/questions.ts";
import { otherNameScreen } from "../screens/naming.ts";
import { keepSpoken } from "../spoken-yes.ts";
import type { ScreenContent, Visit } from "../visit.ts";

/** From the first sentence to the recorded answer. */
export function answeringRoutes(router: Hono<WebEnv>, desk: Desk): void {
  const { app } = desk;

  /** A screen of the way, with what went wrong before it; off the way it leads home. */
  const step = (name: Step, build: (visit: Visit, here: Here) => ScreenContent) =>
    desk.page(async (here) => {
      const visit = await here.visit();
      if (!stepsOf(visit.view).includes(name)) return seeOther(home);
      return withProblems(here, visit, build(visit, here));
    });

  router.get("/voix/debut", step("debut", openingScreen));
  router.get(
    "/voix/savoir",
    step("savoir", (visit) => meaningScreen(visit, app.consent.controller)),
  );
  listening(router, desk);
  questions(router, desk);

  router.get("/voix/duree", step("duree", durationScreen));
  router.post(
    "/voix/duree",
    desk.action("/voix/duree", async (here) => {
      const duration = DurationSchema.safeParse(field(here.form, "reponse"));
      if (!duration.success) throw new AppError("bad-field", { field: "reponse" });
      await saveDuration(app, here.session, duration.data);
      return after(here, "duree");
    }),
  );

  router.get(
    "/voix/compris",
    desk.page(async (here) => {
      const visit = await here.visit();
      if (!stepsOf(visit.view).includes("compris")) return seeOther(home);
      if (visit.view.understanding.outcome === "understood")
        return seeOther(stepAfter(visit.view, "compris"));
      return understandingScreen(visit, here.context.req.query("encore") !== undefined);
    }),
  );
  router.post(
    "/voix/compris",
    desk.action("/voix/compris", async (here) => {
      const question = field(here.form, "question");
      if (question !== "mind" && question !== "place" && question !== "copies")
        throw new AppError("bad-field", { field: "question" });
      const choice = field(here.form, "reponse").slice(0, 60);
      const now = await answerUnderstanding(app, here.session, { question, choice });
      if (now.outcome === "understood") return after(here, "compris");
      return now.question.id === question ? "/voix/compris?encore" : "/voix/compris";
    }),
  );

  router.get("/voix/voix-haute", step("voix-haute", spokenScreen));
  router.post(
    "/voix/voix-haute",
    desk.action("/voix/voix-haute", async (here) => {
      const sound = here.form["son"];
      const isKept = field(here.form, "reponse") === "garder";
      if (isKept && sound instanceof File && sound.size > 0)
        await keepSpoken(app, here.session, sound);
      else await dropSpokenYes(app, here.session);
      return after(here, "voix-haute");
    }),
  );

  router.get("/voix/verifier", step("verifier", checkScreen));
  router.post(
    "/voix/verifier",
    desk.action("/voix/verifier", async (here) => {
      const confirmed = await confirmAnswers(app, here.session);
      return confirmed.status === "question" ? "/voix/compris" : "/voix/fin";
    }),
  );
  router.post(
    "/voix/confirmer",
    desk.action(home, async (here) => {
      await confirmAfterCooling(app, here.session);
      return "/voix/fin";
    }),
  );
  router.get(
    "/voix/fin",
    desk.page(async (here) => endScreen(await here.visit())),
  );
}

/** The screen with what went wrong on top. */
function withProblems(here: Here, visit: Visit, content: ScreenContent): ScreenContent {
  const told = problemBlocks(visit.say, problemsIn(here.context.req.query("m")));
  return { ...content, blocks: [...told, ...content.blocks] };
}

/** Where the way goes on, as the answers are now. */
async function after(here: HereWithForm, step: Step): Promise<string> {
  return stepAfter((await here.visit()).view, step);
}

function listening(router: Hono<WebEnv>, { app, page, action }: Desk): void {
  router.get(
    "/voix/ecouter",
    page(async (here) => {
      const visit = await here.visit();
      if (visit.view.story === undefined) return seeOther(home);
      const told = problemsIn(here.context.req.query("m"));
      const asks = askedQuestions(visit.view).length > 0;
      const wasTold = told.includes("listen-first");
      return withProblems(here, visit, listenScreen(visit, { asks, wasTold }));
    }),
  );
  // Whoever does not hear reads the same words, and presses "continue" twice.
  router.post(
    "/voix/ecouter",
    action("/voix/ecouter", async ({ form, session, visit }) => {
      const { view } = await visit();
      const voice = view.questions.find(({ scope }) => scope === "voice");
      const isHeard = session.heard !== undefined && session.heard === voice?.shownHash;
      if (!isHeard && field(form, "vu") !== "1")
        return `/voix/ecouter?${problemQuery(["listen-first"])}`;
      const next = stepAfter(view, "ecouter");
      return isHeard ? next : `${next}?connu=1`;
    }),
  );
  router.get(
    "/voix/son/:encoding",
    page(async ({ context, session }) => {
      const encoding = context.req.param("encoding") ?? "";
      try {
        const whole = await readPreviewMedia(app, session, encoding, { start: 0, end: 0 });
        const range = rangeOf(context.req.header("range") ?? null, whole.totalBytes);
        if (range === "unsatisfiable")
          return shortAnswer(416, "Range not satisfiable", {
            "Content-Range": `bytes */${whole.totalBytes}`,
          });
        const media = await readPreviewMedia(app, session, encoding, range);
        return mediaAnswer(media, media.bytes, range);
      } catch (error) {
        if (error instanceof AppError && !error.retryable) return shortAnswer(404, "Not found");
        throw error;
      }
    }),
  );
}

function questions(router: Hono<WebEnv>, { app, page, action }: Desk): void {
  const asked = (visit: Visit, scope: string | undefined) =>
    askedQuestions(visit.view).find((question) => question.scope === scope);
  router.get(
    "/voix/question/:scope",
    page(async (here) => {
      const visit = await here.visit();
      const question = asked(visit, here.context.req.param("scope"));
      if (question === undefined) return seeOther(home);
      const knows = here.context.req.query("connu") === "1";
      return withProblems(here, visit, questionScreen(visit, question, knows));
    }),
  );
  router.get(
    "/voix/autre-prenom",
    page(async (here) => {
      const visit = await here.visit();
      const question = asked(visit, "name");
      if (question === undefined) return seeOther(home);
      const isWritten = here.context.req.query("vu") !== undefined;
      return withProblems(here, visit, otherNameScreen(visit, question.shownHash ?? "", isWritten));
    }),
  );
  router.post("/voix/question/:scope", async (context) => {
    const scope = ScopeSchema.safeParse(context.req.param("scope"));
    if (!scope.success) return shortAnswer(404, "Not found");
    const path = pathOf(`question/${scope.data}`);
    return action(path, (here) => answer(app, here, scope.data))(context);
  });
}

const nameChoices: Readonly<Record<string, NameChoice["kind"]>> = {
  vrai: "real",
  autre: "other",
  aucun: "none",
};

async function answer(app: Desk["app"], here: HereWithForm, scope: Scope): Promise<string> {
  const { form, session, context } = here;
  const said = field(form, "reponse");
  const given = said === "plus-tard" ? "later" : said === "non" ? "no" : "yes";
  const isKnown = ["oui", "non", "plus-tard", ...Object.keys(nameChoices)].includes(said);
  if (!isKnown || (given === "yes" && (scope === "name") !== said in nameChoices))
    throw new AppError("bad-field", { field: "reponse" });
  const kind = nameChoices[said];
  const name = field(form, "prenom").trim();
  if (kind === "other" && name === "")
    return `/voix/autre-prenom?${problemQuery(["name-missing"])}`;
  try {
    await saveAnswer(app, session, {
      scope,
      answer: given,
      shownHash: field(form, "montre") || (context.req.query("montre") ?? ""),
      locale: here.locale,
      ...(kind === undefined ? {} : { nameChoice: kind === "other" ? { kind, name } : { kind } }),
      ...(field(form, "connu") === "1" ? { knowsRecording: true } : {}),
    });
  } catch (error) {
    const code = error instanceof AppError ? error.code : undefined;
    if (code === "listen-first") return `/voix/ecouter?${problemQuery(["listen-first"])}`;
    if (code === "name-missing") return `/voix/autre-prenom?${problemQuery(["name-missing"])}`;
    throw error;
  }
  // A name that was written is shown on its page before the next question.
  return kind === "other" ? "/voix/autre-prenom?vu=1" : after(here, `question/${scope}`);
}
