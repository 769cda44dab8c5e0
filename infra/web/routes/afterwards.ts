import type { Hono } from "hono";
import { type Scope, ScopeSchema } from "#core/consent/consent";
import { DurationSchema } from "#core/consent/terms";
import { AppError } from "#core/errors";
import { renewConsent } from "#pipeline/participant/confirm-later";
import { readSession } from "#pipeline/participant/session-records";
import type { Takedown } from "#pipeline/takedown/takedown";
import { fileAnswer, seeOther } from "../answers.ts";
import { type Desk, field, type Form, type HereWithForm, type WebEnv } from "../desk.ts";
import { home } from "../journey.ts";
import { issueOwnCard } from "#pipeline/participant/own-card";
import { problemBlocks, problemOf, problemQuery, problemsIn } from "../problems.ts";
import { receiptOf } from "#pipeline/participant/consent-receipt";
import { homeScreen, undoneBlock } from "../screens/afterwards.ts";
import { rightsScreen } from "../screens/rights.ts";
import { erasedScreen } from "../screens/erasing.ts";
import {
  narrowScreen,
  renewScreen,
  withdrawnScreen,
  withdrawScreen,
} from "../screens/taking-back.ts";
import { cardScreen, receiptScreen, takeAwayScreen } from "../screens/keeping.ts";
import { undoWithdrawal } from "#pipeline/participant/undo-withdrawal";
import { withCode } from "../with-code.ts";
import { takeAway } from "#pipeline/participant/take-away";
import { takeBack } from "#pipeline/participant/take-back";

/** Everything that a person can do about an answer that was given: look, take back, narrow. */
export function afterwardsRoutes(router: Hono<WebEnv>, desk: Desk): void {
  const { app, page, action } = desk;
  router.get(
    "/voix/moi",
    page(async (here) => {
      const visit = await here.visit();
      if (visit.view.status === "erased")
        return erasedScreen(visit, app.consent.storage.backupDays);
      const told = problemBlocks(visit.say, problemsIn(here.context.req.query("m")));
      const isUndone = here.context.req.query("fait") === "annule";
      return homeScreen(visit, [...told, ...(isUndone ? [undoneBlock(visit)] : [])]);
    }),
  );
  keeping(router, desk);
  widening(router, desk);
  router.get(
    "/voix/droits",
    page(async (here) => rightsScreen(await here.visit(), app.consent.controller)),
  );
  router.get(
    "/voix/retirer",
    page(async (here) => withdrawScreen(await here.visit())),
  );
  router.post(
    "/voix/retirer",
    action("/voix/retirer", async (here) => {
      return closingShown(desk, here, await takeBack(app, here.session));
    }),
  );
  router.get(
    "/voix/moins",
    page(async (here) => {
      const visit = await here.visit();
      return narrowScreen(visit, problemBlocks(visit.say, problemsIn(here.context.req.query("m"))));
    }),
  );
  router.post(
    "/voix/moins",
    action("/voix/moins", async (here) => {
      const scopes = chosenScopes(here.form);
      if (scopes.length === 0) throw new AppError("bad-field", { field: "quoi" });
      const takedown = await takeBack(app, here.session, scopes);
      return closingShown(desk, here, takedown, "?partie=1");
    }),
  );
  router.get(
    "/voix/retire",
    page(async (here) =>
      withdrawnScreen(await here.visit(), here.context.req.query("partie") !== undefined),
    ),
  );
}

/** What is taken away: the receipt, for people and for machines, and the card. */
function keeping(router: Hono<WebEnv>, { app, page, action }: Desk): void {
  router.get(
    "/voix/recu",
    page(async (here) => receiptScreen(await here.visit(), app)),
  );
  router.get(
    "/voix/recu.jsonld",
    page(async ({ session }) => {
      if (!session.capabilities.includes("view")) return seeOther(home);
      const text = JSON.stringify(await receiptOf(app, session), null, 2);
      return fileAnswer(new TextEncoder().encode(text), "application/ld+json", {
        "Content-Disposition": 'attachment; filename="paroles-recu.jsonld"',
      });
    }),
  );
  router.get(
    "/voix/telecharger",
    page(async (here) => takeAwayScreen(await here.visit())),
  );
  router.get(
    "/voix/tout.zip",
    page(async ({ session, locale }) => {
      try {
        const { fileName, body } = await takeAway(app, session, locale);
        return fileAnswer(body, "application/zip", {
          "Content-Disposition": `attachment; filename="${fileName}"`,
        });
      } catch (error) {
        const problem = problemOf(error);
        if (problem === undefined) throw error;
        return seeOther(`${home}?${problemQuery(problem)}`);
      }
    }),
  );
  // Shown in place: nobody can read the codes of a card a second time.
  router.post(
    "/voix/carte",
    action(home, async (here) =>
      here.show(cardScreen(await here.visit(), app, await issueOwnCard(app, here.session))),
    ),
  );
}

/** Longer, or back to what was before: with a session that can, or with a code of the card. */
function widening(router: Hono<WebEnv>, desk: Desk): void {
  const { app, page, action } = desk;
  router.get(
    "/voix/prolonger",
    page(async (here) => {
      const visit = await here.visit();
      return renewScreen(visit, problemBlocks(visit.say, problemsIn(here.context.req.query("m"))));
    }),
  );
  router.post(
    "/voix/prolonger",
    action("/voix/prolonger", (here) =>
      withCode(desk, here, "/voix/prolonger", async ({ session }) => {
        const duration = DurationSchema.safeParse(field(here.form, "reponse"));
        if (!duration.success) throw new AppError("bad-field", { field: "reponse" });
        await renewConsent(app, session, { duration: duration.data });
        return "/voix/fin";
      }),
    ),
  );
  router.post(
    "/voix/annuler",
    action(home, (here) =>
      withCode(desk, here, home, async ({ session }) => {
        await undoWithdrawal(app, session);
        return `${home}?fait=annule`;
      }),
    ),
  );
}

function chosenScopes(form: Form): readonly Scope[] {
  const chosen = form["quoi"];
  return [chosen].flat().flatMap((one) => {
    const scope = ScopeSchema.safeParse(one);
    return scope.success ? [scope.data] : [];
  });
}

/**
 * Where the proof of a closing is shown: fetched with GET as everywhere, unless
 * this link, which opens nothing private after a withdrawal, could not show it
 * any more. Sending the form again would withdraw again, and change nothing.
 */
async function closingShown(
  { app }: Desk,
  here: HereWithForm,
  takedown: Takedown,
  query = "",
): Promise<string | Response> {
  const now = await readSession(app, here.token);
  if (now?.capabilities.includes("view") === true) return `/voix/retire${query}`;
  const visit = await here.visit();
  const view = { ...visit.view, takedowns: [takedown], isPublic: false, questions: [] };
  return here.show(withdrawnScreen({ ...visit, view }, query !== ""));
}
