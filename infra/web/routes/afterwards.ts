import type { Hono } from "hono";
import { type Scope, ScopeSchema } from "#core/consent";
import { AppError } from "#core/errors";
import { readSession } from "#pipeline/participant/session-records";
import type { Takedown } from "#pipeline/participant/takedown";
import { type Desk, type Form, type HereWithForm, type WebEnv } from "../desk.ts";
import { home } from "../journey.ts";
import { problemBlocks, problemsIn } from "../problems.ts";
import { homeScreen, rightsScreen } from "../screens/afterwards.ts";
import { narrowScreen, withdrawnScreen, withdrawScreen } from "../screens/taking-back.ts";
import { takeBack } from "../take-back.ts";

/** Everything that a person can do about an answer that was given: look, take back, narrow. */
export function afterwardsRoutes(router: Hono<WebEnv>, desk: Desk): void {
  const { app, page, action } = desk;
  router.get(
    "/voix/moi",
    page(async (here) => {
      const visit = await here.visit();
      return homeScreen(visit, problemBlocks(visit.say, problemsIn(here.context.req.query("m"))));
    }),
  );
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
