import type { Hono } from "hono";
import { askErasure } from "#pipeline/participant/ask-erasure";
import { seeOther } from "../answers.ts";
import { type Desk, field, type HereWithForm, type WebEnv } from "../desk.ts";
import { home } from "../journey.ts";
import { problemBlocks, problemQuery, problemsIn } from "../problems.ts";
import { erasedScreen, eraseScreen, erasureWaitsScreen } from "../screens/erasing.ts";
import { withCode } from "../with-code.ts";

/** Asking to be erased: everything closes at once, and a code of one's own makes it final. */
export function erasingRoutes(router: Hono<WebEnv>, desk: Desk): void {
  const { page, action } = desk;
  router.get(
    "/voix/effacer",
    page(async (here) => {
      const visit = await here.visit();
      const problem = problemBlocks(visit.say, problemsIn(here.context.req.query("m")));
      return visit.view.status === "erased" ? seeOther(home) : eraseScreen(visit, problem);
    }),
  );
  router.post(
    "/voix/effacer",
    action("/voix/effacer", (here) =>
      withCode(desk, here, "/voix/effacer", (now) => erase(desk, now)),
    ),
  );
}

async function erase({ app }: Desk, here: HereWithForm): Promise<string | Response> {
  const { session, form } = here;
  // Whoever typed a code meant it to be final: one that cannot do that is told, and nothing happens.
  const isFinal = session.capabilities.includes("erase-confirm");
  if (field(form, "code") !== "" && !isFinal)
    return `/voix/effacer?${problemQuery([session.isUsed ? "code-used" : "cannot-widen"])}`;
  const { status, takedown } = await askErasure(app, session);
  // Shown in place: the addresses with their words are nowhere else any more, and a link shows nothing after this.
  const visit = await here.visit();
  const view = { ...visit.view, takedowns: [takedown], isPublic: false, questions: [] };
  const shown = { ...visit, view };
  return here.show(
    status === "erased"
      ? erasedScreen(shown, app.consent.storage.backupDays)
      : erasureWaitsScreen(shown),
  );
}
