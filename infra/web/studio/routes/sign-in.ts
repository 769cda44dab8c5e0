import { readLocale } from "#core/press/locale-paths";
import { AppError } from "#core/errors";
import { encodeId, publicationKeyLength } from "#core/ids";
import { deviceOf } from "#core/studio/sign-in";
import { enterWithPasskey, startPasskeySignIn } from "#pipeline/studio/passkeys";
import { acceptInvitation, changePerson, readInvitation } from "#pipeline/studio/people";
import { askForCode, enterCode } from "#pipeline/studio/sign-in";
import { endStaffSession } from "#pipeline/studio/staff-sessions";
import { takeTry } from "#pipeline/studio/tries";
import { staffAddressPolicy } from "#core/studio/sign-in";
import { field, type WebContext } from "../../desk.ts";
import { ownPath } from "../studio-addresses.ts";
import type { StudioDesk, VisitorHere } from "../studio-desk.ts";
import { jsonAnswer } from "../studio-problems.ts";

const home = "/studio";

/** Coming in, without a password, and going out. */
export function signInRoutes(desk: StudioDesk): void {
  const { app, cookies, deps } = desk;
  const hasOutbox = (context: WebContext) => deps.outbox !== undefined && isOwnMachine(context);

  desk.open("GET /studio/entrer", (here) => {
    const back = ownPath(here.context.req.query("retour")) ?? home;
    if (here.session !== undefined) return back;
    return signInPage(here, { email: "", back });
  });
  const signInPage = (
    here: VisitorHere,
    given: { readonly email: string; readonly back: string },
    options: { readonly status?: number; readonly problem?: unknown } = {},
  ) => here.show({ name: "sign-in", ...given, hasOutbox: hasOutbox(here.context) }, options);

  desk.open("POST /studio/entrer", async (here) => {
    const { context, form } = here;
    const email = field(form, "email").slice(0, 300);
    const back = ownPath(field(form, "retour")) ?? home;
    try {
      const asked = await askForCode(app, { email, clientHash: desk.clientHash(context) });
      if (!asked.asked) {
        const problem = tooOften(asked.retryAfterSeconds);
        return await signInPage(here, { email, back }, { status: 429, problem });
      }
      const path = `/studio/code?retour=${encodeURIComponent(back)}`;
      return desk.leave(context, path, () => cookies.keepSignIn(context, asked.token));
    } catch (problem) {
      if (!(problem instanceof AppError) || problem.code !== "bad-email") throw problem;
      return signInPage(here, { email, back }, { status: 422, problem });
    }
  });

  const codePage = (
    here: VisitorHere,
    back: string,
    options: { readonly status?: number; readonly problem?: unknown } = {},
  ) => here.show({ name: "code", back, hasOutbox: hasOutbox(here.context) }, options);
  desk.open("GET /studio/code", (here) => {
    if (cookies.signIn(here.context) === undefined) return "/studio/entrer";
    return codePage(here, ownPath(here.context.req.query("retour")) ?? home);
  });
  desk.open("POST /studio/code", async (here) => {
    const { context, form } = here;
    const back = ownPath(field(form, "retour")) ?? home;
    const limit = await takeTry(app, [addressBucket(desk, context)]);
    if (!limit.isAllowed)
      return codePage(here, back, { status: 429, problem: tooOften(limit.retryAfterSeconds) });
    const entered = await enterCode(app, {
      token: cookies.signIn(context) ?? "",
      typed: field(form, "code"),
      device: deviceHere(context),
    });
    if (entered.entered)
      return desk.leave(context, back, () => cookies.keepSession(context, entered.token));
    const problem = new AppError(
      entered.refused === "code-over" ? "staff-code-over" : "staff-code-wrong",
    );
    return entered.refused === "code-over"
      ? signInPage(here, { email: "", back }, { status: 403, problem })
      : codePage(here, back, { status: 403, problem });
  });

  passkeys(desk);
  invitations(desk);

  desk.open("POST /studio/langue", async ({ context, form, session }) => {
    const locale = readLocale(field(form, "langue")) ?? "fr";
    if (session !== undefined) await changePerson(app, session.personId, { language: locale });
    return desk.leave(context, ownPath(field(form, "retour")) ?? home, () =>
      cookies.keepLanguage(context, locale),
    );
  });
  desk.team("POST /studio/sortir", async ({ context, session }) => {
    await endStaffSession(app, session);
    return desk.leave(context, "/studio/entrer?m=signed-out", () => cookies.forgetSession(context));
  });
  desk.open("GET /studio/courrier", async (here) => {
    if (deps.outbox === undefined || !isOwnMachine(here.context))
      return here.show({ name: "not-here" }, { status: 404 });
    return here.show({ name: "outbox", mails: await deps.outbox.list() });
  });
}

function passkeys(desk: StudioDesk): void {
  const { app, cookies } = desk;
  desk.open("POST /studio/cle/essai", async ({ context }) => {
    const holder = encodeId(app.randomness.bytes(publicationKeyLength));
    const options = await startPasskeySignIn(app, holder);
    return desk.leave(context, jsonAnswer(options), () => cookies.keepSignIn(context, holder));
  });
  desk.open("POST /studio/cle/entrer", async ({ context, json }) => {
    const limit = await takeTry(app, [addressBucket(desk, context)]);
    if (!limit.isAllowed) throw tooOften(limit.retryAfterSeconds);
    const holder = cookies.signIn(context) ?? "";
    const device = deviceHere(context);
    const { token } = await enterWithPasskey(app, holder, { answer: json, device });
    const answer = jsonAnswer({ entered: true });
    return desk.leave(context, answer, () => cookies.keepSession(context, token));
  });
}

function invitations(desk: StudioDesk): void {
  const { app, cookies } = desk;
  const tokenOf = (context: WebContext) => context.req.param("token")?.slice(0, 100) ?? "";
  // Only looked at: scanners of mail programs open links, and use nothing up.
  desk.open("GET /studio/invitation/:token", async (here) => {
    const token = tokenOf(here.context);
    const found = await readInvitation(app, token);
    return found === undefined
      ? here.show({ name: "invitation" }, { status: 404 })
      : here.show({ name: "invitation", invited: { name: found.person.name, token } });
  });
  desk.open("POST /studio/invitation/:token", async (here) => {
    const { context } = here;
    const opened = await acceptInvitation(app, tokenOf(context), deviceHere(context));
    if (opened === undefined) return here.show({ name: "invitation" }, { status: 404 });
    return desk.leave(context, "/studio/compte", () => cookies.keepSession(context, opened.token));
  });
}

const addressBucket = (desk: StudioDesk, context: WebContext) =>
  ({
    kind: "staff-address",
    name: desk.clientHash(context),
    policy: staffAddressPolicy,
  }) as const;

function tooOften(retryAfterSeconds: number): AppError {
  const minutes = Math.max(1, Math.ceil(retryAfterSeconds / 60));
  return new AppError("staff-too-often", { params: { minutes }, retryable: true });
}

const deviceHere = (context: WebContext) => deviceOf(context.req.header("user-agent") ?? "");

/**
 * Whether somebody sits at the very machine that runs this: from its own
 * address, under its own name. (The name keeps other sites' pages out that
 * point a name of theirs at this machine.)
 */
function isOwnMachine(context: WebContext): boolean {
  const { hostname } = new URL(context.req.url);
  const isLocalName = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return isLocalName && /^(::1|(::ffff:)?127\.)/.test(context.env.client.address);
}
