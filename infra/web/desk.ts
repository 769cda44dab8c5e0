import type { Context } from "hono";
import type { NoticeLocale } from "#core/consent/notice";
import { noticeLocales } from "#core/consent/notice";
import type { PageData } from "#core/press/page-data";
import type { VoixFrame } from "#core/consent/voix-page";
import { type VoicePalette, voicePaletteOf } from "#core/picture/voice-palette";
import { participantView } from "#pipeline/participant/participant-view";
import { readSession, type Session } from "#pipeline/participant/session-records";
import { siteOf } from "#pipeline/press/site-data";
import { pageAnswer, seeOther, shortAnswer } from "./answers.ts";
import { createCookies } from "./cookies.ts";
import { formTokenOf, isOwnForm, sameText } from "./form-guard.ts";
import { localeOf } from "./languages.ts";
import { type ProblemKey, problemOf, problemQuery } from "./problems.ts";
import { readForm } from "./read-form.ts";
import { type Sentences, sentencesOf } from "./sentences.ts";
import type { ScreenContent, Visit } from "./visit.ts";
import type { Client, WebDeps } from "./web-deps.ts";

export type WebEnv = { Bindings: { client: Client } };
export type WebContext = Context<WebEnv>;
/** Fields of a form that was sent: text, files, several of a name. */
export type Form = Readonly<Record<string, unknown>>;

/** A request within a session. */
export type Here = {
  readonly context: WebContext;
  readonly session: Session;
  /** What the browser holds. */
  readonly token: string;
  readonly locale: NoticeLocale;
  /** Everything that it may show; read once, when it is first asked for. */
  visit(): Promise<Visit>;
  show(content: ScreenContent, status?: number): Promise<Response>;
};
export type HereWithForm = Here & { readonly form: Form };

/** The address that any page of ours is rendered at; what people see is in their own address bar. */
const renderPath = "/voix/";
/** Before a session there is no voice, so no colour of its own. */
const entryPalette: VoicePalette = voicePaletteOf("voix");
const sessionOver: readonly ProblemKey[] = ["session-over", "session-over-help"];
const entryAfter = (keys: readonly ProblemKey[]) => `/voix/?${problemQuery(keys)}`;

/** A field as text; a file, a repeated field or nothing count as empty. */
export function field(form: Form, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value : "";
}

/** What every route of the participant's pages works with. */
export function createDesk(deps: WebDeps) {
  const { app } = deps;
  const cookies = createCookies(app.origin);

  const sentences = (locale: NoticeLocale, session?: Session): Sentences =>
    sentencesOf(deps.notice(locale), locale, session?.audience ?? "self");

  const frameOf = (
    say: Sentences,
    place: string,
    session?: Session,
    token?: string,
  ): VoixFrame => ({
    language: say.locale,
    direction: say.notice.words.direction,
    languages: noticeLocales.map((code) => ({
      code,
      name: deps.notice(code).words.languageName,
    })),
    place,
    palette: session === undefined ? entryPalette : voicePaletteOf(session.episodeId),
    labels: {
      language: say.line("buttons", "language"),
      readAloud: say.line("buttons", "read-aloud"),
      stop: say.line("buttons", "stop"),
      done: say.line("buttons", "done"),
      back: say.line("buttons", "back"),
      later: say.line("buttons", "later"),
    },
    ...(token === undefined ? {} : { formToken: formTokenOf(token) }),
  });

  const show = async (
    context: WebContext,
    content: ScreenContent,
    options: { status?: number; session?: Session; token?: string; place?: string } = {},
  ): Promise<Response> => {
    const { status = 200, session, token } = options;
    const say = sentences(localeOf(context, cookies), session);
    const page: PageData = {
      site: siteOf(app),
      locale: say.locale === "ar" ? "fr" : say.locale,
      path: renderPath,
      alternates: { fr: renderPath, en: renderPath },
      kind: "voix-screen",
      frame: frameOf(say, options.place ?? placeOf(context), session, token),
      hasDone: session !== undefined,
      ...content,
    };
    const { body } = await app.renderer.render(renderPath, page);
    return pageAnswer(body, status);
  };

  const hereOf = (context: WebContext, session: Session, token: string): Here => {
    let visit: Promise<Visit> | undefined;
    return {
      context,
      session,
      token,
      locale: localeOf(context, cookies),
      visit: () => (visit ??= visitOf(context, session)),
      show: (content, status = 200) => show(context, content, { status, session, token }),
    };
  };

  const visitOf = async (context: WebContext, session: Session): Promise<Visit> => {
    const locale = localeOf(context, cookies);
    const day = (instant: string) => app.consent.day(instant, locale);
    return {
      view: await participantView(app, session),
      say: sentences(locale, session),
      day,
      moment: (instant) => `${day(instant)}, ${instant.slice(11, 19)} UTC`,
      now: app.clock.now(),
    };
  };

  /** The session of a request; undefined when there is none any more. */
  const sessionOf = async (context: WebContext) => {
    const token = cookies.session(context);
    if (token === undefined || !/^[0-9a-z]{20,60}$/.test(token)) return undefined;
    const session = await readSession(app, token);
    return session && { session, token };
  };

  const withoutSession = (context: WebContext) => {
    const had = cookies.session(context) !== undefined;
    return seeOther(had ? entryAfter(sessionOver) : "/voix/");
  };

  /** A page within a session: it reads, and changes nothing. */
  const page =
    (build: (here: Here) => Promise<ScreenContent | Response>) =>
    async (context: WebContext): Promise<Response> => {
      const found = await sessionOf(context);
      if (found === undefined) return withoutSession(context);
      const here = hereOf(context, found.session, found.token);
      const built = await build(here);
      return built instanceof Response ? built : here.show(built);
    };

  /** Something that is done within a session, by a form of ours; afterwards another address is fetched. */
  const action =
    (backTo: string, act: (here: HereWithForm) => Promise<string | Response>) =>
    async (context: WebContext): Promise<Response> => {
      if (!isOwnForm(context.req.raw, app.origin)) return shortAnswer(403, "Forbidden");
      const found = await sessionOf(context);
      if (found === undefined) return withoutSession(context);
      const form = await readForm(context.req);
      const { session, token } = found;
      if (!sameText(field(form, "jeton"), formTokenOf(token))) return shortAnswer(403, "Forbidden");
      try {
        const done = await act({ ...hereOf(context, session, token), form });
        return typeof done === "string" ? seeOther(done) : done;
      } catch (error) {
        const problem = problemOf(error);
        if (problem === undefined) throw error;
        return seeOther(`${backTo}${backTo.includes("?") ? "&" : "?"}${problemQuery(problem)}`);
      }
    };

  return { deps, app, cookies, sentences, show, sessionOf, hereOf, page, action, clientHash };

  function clientHash(context: WebContext): string {
    return app.consent.hashAddress(context.env.client.address);
  }
}
export type Desk = ReturnType<typeof createDesk>;

/** Where a change of language comes back to: this page, with what it was told. */
function placeOf(context: WebContext): string {
  const { pathname, searchParams } = new URL(context.req.url);
  searchParams.delete("lang");
  const query = searchParams.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}
