import type { Context } from "hono";
import { type NoticeLocale, noticeLocales } from "#core/consent/notice";
import type { Cookies } from "./cookies.ts";

export function readLocale(text: string | undefined): NoticeLocale | undefined {
  return noticeLocales.find((locale) => locale === text);
}

/** The language of a page: as its address says, as was chosen, as the browser prefers, else French. */
export function localeOf(context: Context, cookies: Cookies): NoticeLocale {
  return (
    readLocale(context.req.query("lang")) ??
    readLocale(cookies.language(context)) ??
    preferred(context.req.header("accept-language") ?? "") ??
    "fr"
  );
}

/** The first of our languages in the order of a browser's weights (RFC 9110 §12.5.4). */
export function preferred(header: string): NoticeLocale | undefined {
  const asked = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(/\s*;\s*q=/);
      return { locale: readLocale(tag.toLowerCase().split("-")[0]), weight: Number(weight ?? 1) };
    })
    .filter(({ weight }) => weight > 0);
  return asked.sort((a, b) => b.weight - a.weight).find(({ locale }) => locale !== undefined)
    ?.locale;
}
