import { sha256Hex } from "#core/hash";

/** The token that every form of a session carries: whoever does not hold the session cannot know it. */
export function formTokenOf(sessionToken: string): string {
  return sha256Hex(`voix-form:${sessionToken}`).slice(0, 32);
}

/** Compares without telling by its time where two texts differ. */
export function sameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1)
    difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}

/**
 * Whether a form was sent from one of our own pages. Browsers say where from in
 * `Sec-Fetch-Site`; older ones in `Origin`, which is `null` under our
 * no-referrer policy and then says nothing (Fetch standard, "append a request
 * `Origin` header"): a session's form token decides there.
 */
export function isOwnForm(request: Request, origin: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const from = request.headers.get("origin");
  if (from === null || from === "null" || from === origin) return true;
  try {
    return new URL(from).host === request.headers.get("host");
  } catch {
    // What is no address is nobody's page.
    return false;
  }
}
