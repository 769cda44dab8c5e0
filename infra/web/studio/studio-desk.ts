import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { explain } from "#core/error-messages";
import { AppError } from "#core/errors";
import { readLocale } from "#core/press/locale-paths";
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
import type { StudioFrame, StudioScreen } from "#core/studio/page";
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
import {
  backOf,
  keptNameOf,
  noticeOf,
  placeOf,
  toSignIn,
  withReceived,
} from "./studio-addresses.ts";
import { createStudioCookies } from "./studio-cookies.ts";
import type { StudioDeps } from "./studio-deps.ts";
import { isJson, jsonAnswer, problemBody, readJson, statusOf } from "./studio-problems.ts";

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

/** What every route of the studio works with: one guard, one frame, one way to tell what went wrong. */
export function createStudioDesk(deps: StudioDeps, router: Hono<WebEnv>) {
  const { app } = deps;
  const cookies = createStudioCookies(app.origin);
  const registered = new Set<StudioRoute>();

  const localeOf = (context: WebContext): Locale => {
    const chosen = context.req.query("lang") ?? cookies.language(context);
    const wished = preferred(context.req.header("accept-language") ?? "");
    return readLocale(chosen) ?? readLocale(wished) ?? "fr";
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
        return wantsJson
          ? shortAnswer(401, "Sign in")
          : seeOther(toSignIn(context, cookies.session(context) !== undefined));
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
