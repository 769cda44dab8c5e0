import { type StudioNotice, studioNotices } from "#core/studio/page";
import { field, type Form, type WebContext } from "../desk.ts";

const signInPath = "/studio/entrer";

/** An address of ours to go on to; anything else is not followed. */
export function ownPath(path: string | undefined): string | undefined {
  const isOurs = path !== undefined && /^\/studio(\/[\w\-./]*)?(\?[\w\-.=&%]*)?$/.test(path);
  return isOurs && !path.includes("..") && !path.includes("//") ? path : undefined;
}

/** What a browser calls the text that it keeps until we have it; undefined when it keeps none. */
export const keptNameOf = (form: Form): string | undefined =>
  /^[0-9a-f]{32}$/.exec(field(form, "brouillon"))?.[0];

/** The address to go on to, which tells the browser that the text of this form is ours now. */
export function withReceived(path: string, form: Form): string {
  const name = keptNameOf(form);
  if (name === undefined) return path;
  const [address = "", ...anchor] = path.split("#");
  const told = `${address}${address.includes("?") ? "&" : "?"}recu=${name}`;
  return [told, ...anchor].join("#");
}

/** Where somebody signs in, to come back from there to what they wanted. */
export function toSignIn(context: WebContext, hasCookie: boolean): string {
  const over = hasCookie ? "m=session-over&" : "";
  // What was sent without a session is on its page still, or kept by its browser.
  const back = context.req.method === "GET" ? ownPath(placeOf(context)) : backOf(context);
  if (back === undefined || back === "/studio")
    return over === "" ? signInPath : `${signInPath}?${over.slice(0, -1)}`;
  return `${signInPath}?${over}retour=${encodeURIComponent(back)}`;
}

/** The page that a form was on, as far as a browser tells. */
export function backOf(context: WebContext): string {
  const told = context.req.header("referer");
  if (told === undefined || !URL.canParse(told)) return "/studio";
  const { pathname, search } = new URL(told);
  return ownPath(`${pathname}${search}`) ?? "/studio";
}

/** What this page has to tell of what was just done. */
export function noticeOf(context: WebContext): StudioNotice | undefined {
  return studioNotices.find((notice) => notice === context.req.query("m"));
}

/** This page, without what it was told. */
export function placeOf(context: WebContext): string {
  const { pathname, searchParams } = new URL(context.req.url);
  searchParams.delete("lang");
  searchParams.delete("m");
  searchParams.delete("recu");
  const query = searchParams.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}
