import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { explain } from "#core/error-messages";
import { AppError } from "#core/errors";
import type { Locale, PageData } from "#core/press/page-data";
import {
  type Access,
  formBytesMax,
  mayUse,
  type OpenRoute,
  studioAccess,
  type StudioArea,
  type StudioRoute,
  type TeamRoute,
} from "#core/studio/access";
import { type StudioFrame, type StudioNotice, studioNotices } from "#core/studio/page";
import type { StudioScreen } from "#core/studio/page";
import type { Person } from "#core/studio/person";
import { withContent } from "#pipeline/current-content";
import { siteOf } from "#pipeline/press/site-data";
import { type OpenSession, readStaffSession } from "#pipeline/studio/staff-sessions";
import { pageAnswer, seeOther, shortAnswer } from "../answers.ts";
import { field, type Form, type WebContext, type WebEnv } from "../desk.ts";
import { formTokenOf, isOwnForm, sameText } from "../form-guard.ts";
import { readForm } from "../read-form.ts";
import { preferred } from "../languages.ts";
import { withCookies } from "../with-code.ts";
import { createStudioCookies } from "./studio-cookies.ts";
import type { StudioDeps } from "./studio-deps.ts";

/** A request, whoever sends it. */
export type VisitorHere = {
  readonly context: WebContext;
  readonly locale: Locale;
  readonly session: OpenSession | undefined;
  /** What forms of this session carry. */
  readonly formToken: string | undefined;
  readonly form: Form;
  /** What a script sent as JSON; undefined for forms. */
  readonly json: unknown;
  show(screen: StudioScreen, options?: ShowOptions): Promise<Response>;
};
/** A request of somebody who is signed in and may do this. */
export type Here = VisitorHere & { readonly session: OpenSession; readonly person: Person };

export type ShowOptions = {
  readonly status?: number;
  readonly area?: StudioArea;
  readonly problem?: unknown;
};

type Answer = Promise<string | Response> | string | Response;

/** The address that any page of ours is rendered at; what people see is in their own address bar. */
const renderPath = "/studio/";
const signInPath = "/studio/entrer";

/** What every route of the studio works with: one guard, one frame, one way to tell what went wrong. */
export function createStudioDesk(deps: StudioDeps, router: Hono<WebEnv>) {
  const { app } = deps;
  const cookies = createStudioCookies(app.origin);
  const registered = new Set<StudioRoute>();

  const localeOf = (context: WebContext): Locale => {
    const chosen = context.req.query("lang") ?? cookies.language(context);
    if (chosen === "fr" || chosen === "en") return chosen;
    return preferred(context.req.header("accept-language") ?? "") === "en" ? "en" : "fr";
  };

  const sessionOf = async (context: WebContext): Promise<[OpenSession, string] | undefined> => {
    const token = cookies.session(context);
    if (token === undefined || !/^[0-9a-z]{26}$/.test(token)) return undefined;
    const session = await readStaffSession(app, token);
    return session && [session, token];
  };

  const show = async (
    context: WebContext,
    screen: StudioScreen,
    options: ShowOptions & {
      readonly session?: OpenSession;
      readonly token?: string;
      readonly answers?: string | undefined;
    } = {},
  ): Promise<Response> => {
    const { status = 200, area, problem, session, token, answers } = options;
    const locale = localeOf(context);
    const notice = noticeOf(context);
    const frame: StudioFrame = {
      place: placeOf(context),
      ...(session === undefined
        ? {}
        : {
            person: {
              id: session.person.id,
              name: session.person.name,
              role: session.person.role,
            },
          }),
      ...(token === undefined ? {} : { formToken: formTokenOf(token) }),
      ...(area === undefined ? {} : { area }),
      ...(notice === undefined ? {} : { notice }),
      ...(problem === undefined ? {} : { problem: explain(problem, locale) }),
      ...(answers === undefined ? {} : { answers }),
    };
    const page: PageData = {
      site: siteOf(await withContent(app)),
      locale,
      path: renderPath,
      alternates: { fr: renderPath, en: renderPath },
      kind: "studio",
      frame,
      screen,
    };
    const { body } = await app.renderer.render(renderPath, page);
    return pageAnswer(body, status, { sendsTo: app.studio.uploads.origin });
  };

  /** The one guard. Everything that it refuses is refused before anything is read of what was sent. */
  const guarded =
    (route: StudioRoute, act: (here: VisitorHere, token?: string) => Answer) =>
    async (context: WebContext): Promise<Response> => {
      const isPost = context.req.method === "POST";
      if (isPost && !isOwnForm(context.req.raw, app.origin)) return shortAnswer(403, "Forbidden");
      const [session, token] = (await sessionOf(context)) ?? [];
      const isOpen = (studioAccess[route] as Access).who === "anyone";
      const wantsJson = isJson(context);
      if (!isOpen && session === undefined)
        return wantsJson ? shortAnswer(401, "Sign in") : seeOther(toSignIn(context, cookies));
      const options = session && token ? { session, token } : {};
      if (!mayUse(route, session?.person.role))
        return show(context, { name: "not-allowed" }, { ...options, status: 403 });
      const json: unknown = isPost && wantsJson ? await readJson(context) : undefined;
      const form: Form = isPost && !wantsJson ? await readForm(context.req) : ({} as Form);
      if (isPost && token !== undefined && !isOpen) {
        const given = wantsJson ? context.req.header("x-jeton") : field(form, "jeton");
        if (!sameText(given ?? "", formTokenOf(token)))
          return wantsJson
            ? shortAnswer(403, "Forbidden")
            : show(
                context,
                { name: "problem", back: backOf(context) },
                { ...options, status: 403, problem: new AppError("form-of-other-session") },
              );
      }
      const here: VisitorHere = {
        context,
        locale: localeOf(context),
        session,
        formToken: token === undefined ? undefined : formTokenOf(token),
        form,
        json,
        show: (screen, more = {}) =>
          show(context, screen, { ...more, ...options, answers: keptNameOf(form) }),
      };
      return answered(here, wantsJson, () => act(here, token));
    };

  /** What happened, or in the reader's words why it did not. */
  const answered = async (here: VisitorHere, wantsJson: boolean, act: () => Answer) => {
    try {
      const done = await act();
      return typeof done === "string" ? seeOther(withReceived(done, here.form)) : done;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const status = statusOf(error);
      if (wantsJson) return jsonAnswer(problemBody(error, here.locale), status);
      const back = here.context.req.method === "POST" ? backOf(here.context) : "/studio";
      return here.show({ name: "problem", back }, { status, problem: error });
    }
  };

  /** Nothing of it was read: the guard has not even looked who it is. */
  const tooLarge = (context: WebContext, bytesMax: number): Response | Promise<Response> => {
    const params = { max: Math.floor(bytesMax / 1_000) };
    const problem = new AppError("form-too-large", { params });
    if (isJson(context)) return jsonAnswer(problemBody(problem, localeOf(context)), 413);
    return show(context, { name: "problem", back: backOf(context) }, { status: 413, problem });
  };

  const register = (route: StudioRoute, handler: (context: WebContext) => Promise<Response>) => {
    const [method = "", path = ""] = route.split(" ");
    const { bytesMax = formBytesMax }: Access = studioAccess[route];
    const limit = bodyLimit({
      maxSize: bytesMax,
      onError: (context) => tooLarge(context as WebContext, bytesMax),
    });
    if (registered.has(route)) throw new RangeError(`${route} has two handlers`);
    registered.add(route);
    router.on(method, path, limit, handler);
  };

  return {
    deps,
    app,
    cookies,
    show,
    localeOf,
    registered: registered as ReadonlySet<StudioRoute>,
    /** A route that needs nobody to be signed in. */
    open(route: OpenRoute, act: (here: VisitorHere) => Answer): void {
      register(route, guarded(route, act));
    },
    /** A route of the team, for the roles that the table names. */
    team(route: TeamRoute, act: (here: Here) => Answer): void {
      register(
        route,
        guarded(route, (here) => {
          const { session } = here;
          if (session === undefined) throw new RangeError("the guard let nobody in");
          return act({ ...here, session, person: session.person });
        }),
      );
    },
    /** Afterwards another address is fetched, with cookies that were set on the way. */
    leave: withCookies,
    clientHash: (context: WebContext) => app.consent.hashAddress(context.env.client.address),
  };
}
export type StudioDesk = ReturnType<typeof createStudioDesk>;

export function jsonAnswer(body: unknown, status = 200): Response {
  return shortAnswer(status, JSON.stringify(body), {
    "Content-Type": "application/json; charset=utf-8",
  });
}

/** What is not there is 404, what somebody else has just changed 409, too many tries 429, no room 507, what may go better later 503. */
function statusOf({ code, retryable }: AppError): number {
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

const problemBody = (error: AppError, locale: Locale) => ({
  error: { code: error.code, field: error.field, message: explain(error, locale) },
});

const isJson = (context: WebContext) =>
  /^application\/json\b/.test(context.req.header("content-type") ?? "") ||
  /^application\/json\b/.test(context.req.header("accept") ?? "");

async function readJson(context: WebContext): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    // Whoever reads it finds that it is not what it should be.
    return undefined;
  }
}

/** An address of ours to go on to; anything else is not followed. */
export function ownPath(path: string | undefined): string | undefined {
  const isOurs = path !== undefined && /^\/studio(\/[\w\-./]*)?(\?[\w\-.=&%]*)?$/.test(path);
  return isOurs && !path.includes("..") && !path.includes("//") ? path : undefined;
}

/** What a browser calls the text that it keeps until we have it; undefined when it keeps none. */
const keptNameOf = (form: Form): string | undefined =>
  /^[0-9a-f]{32}$/.exec(field(form, "brouillon"))?.[0];

/** The address to go on to, which tells the browser that the text of this form is ours now. */
function withReceived(path: string, form: Form): string {
  const name = keptNameOf(form);
  if (name === undefined) return path;
  const [address = "", ...anchor] = path.split("#");
  const told = `${address}${address.includes("?") ? "&" : "?"}recu=${name}`;
  return [told, ...anchor].join("#");
}

function toSignIn(context: WebContext, cookies: StudioDesk["cookies"]): string {
  const over = cookies.session(context) === undefined ? "" : "m=session-over&";
  // What was sent without a session is on its page still, or kept by its browser.
  const back = context.req.method === "GET" ? ownPath(placeOf(context)) : backOf(context);
  if (back === undefined || back === "/studio")
    return over === "" ? signInPath : `${signInPath}?${over.slice(0, -1)}`;
  return `${signInPath}?${over}retour=${encodeURIComponent(back)}`;
}

/** The page that a form was on, as far as a browser tells. */
function backOf(context: WebContext): string {
  const told = context.req.header("referer");
  if (told === undefined || !URL.canParse(told)) return "/studio";
  const { pathname, search } = new URL(told);
  return ownPath(`${pathname}${search}`) ?? "/studio";
}

function noticeOf(context: WebContext): StudioNotice | undefined {
  return studioNotices.find((notice) => notice === context.req.query("m"));
}

/** This page, without what it was told. */
function placeOf(context: WebContext): string {
  const { pathname, searchParams } = new URL(context.req.url);
  searchParams.delete("lang");
  searchParams.delete("m");
  searchParams.delete("recu");
  const query = searchParams.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}
