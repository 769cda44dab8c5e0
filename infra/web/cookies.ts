import { type Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { NoticeLocale } from "#core/consent/notice";

/**
 * The two cookies of these pages: the session, and the language that somebody
 * chose. Both end with the browser, at the latest; the session is over much
 * earlier on our side. Under https their names carry the prefix that binds them
 * to this very host (RFC 6265bis §4.1.3.2).
 */
export function createCookies(origin: string) {
  const isSecure = origin.startsWith("https:");
  const named = (name: string) => (isSecure ? `__Host-${name}` : name);
  const options = { path: "/", httpOnly: true, secure: isSecure, sameSite: "Strict" } as const;
  const session = named("voix");
  const language = named("voix-langue");
  return {
    session: (context: Context) => getCookie(context, session),
    language: (context: Context) => getCookie(context, language),
    keepSession: (context: Context, token: string) => setCookie(context, session, token, options),
    keepLanguage: (context: Context, locale: NoticeLocale) =>
      setCookie(context, language, locale, options),
    forget: (context: Context) => {
      deleteCookie(context, session, options);
      deleteCookie(context, language, options);
    },
    forgetSession: (context: Context) => {
      deleteCookie(context, session, options);
    },
  };
}
export type Cookies = ReturnType<typeof createCookies>;
