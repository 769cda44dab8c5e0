import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { codeMinutes, sessionDaysMax } from "#core/studio/sign-in";
import type { Locale } from "#core/press/page-data";

/**
 * The studio's cookies. The session outlives the browser, because phones close
 * browsers by themselves, and is ended on our side. It is Lax, so that a link to
 * the studio in a message opens the page and not the front door; what changes
 * something is guarded by the form's token and by where it was sent from.
 */
export function createStudioCookies(origin: string) {
  const isSecure = origin.startsWith("https:");
  const named = (name: string) => (isSecure ? `__Host-${name}` : name);
  const options = { path: "/", httpOnly: true, secure: isSecure, sameSite: "Lax" } as const;
  const session = named("studio");
  const signIn = named("studio-entree");
  const language = named("studio-langue");
  const oneYearSeconds = 31_536_000;
  return {
    session: (context: Context) => getCookie(context, session),
    /** What a browser holds between asking for a code, or a passkey, and showing it. */
    signIn: (context: Context) => getCookie(context, signIn),
    language: (context: Context) => getCookie(context, language),
    keepSession: (context: Context, token: string) => {
      setCookie(context, session, token, { ...options, maxAge: sessionDaysMax * 86_400 });
      deleteCookie(context, signIn, options);
    },
    keepSignIn: (context: Context, token: string) =>
      setCookie(context, signIn, token, { ...options, maxAge: codeMinutes * 60 }),
    keepLanguage: (context: Context, locale: Locale) =>
      setCookie(context, language, locale, { ...options, maxAge: oneYearSeconds }),
    forgetSession: (context: Context) => {
      deleteCookie(context, session, options);
    },
  };
}
