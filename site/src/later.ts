import { hole } from "./hole.ts";
import { readyHtml } from "./ready-html.ts";

/**
 * Leaves a hole in the page that is being rendered, for HTML that is ready: a list of
 * stories is nine tenths of its page, and Astro would join it, encode it and copy it.
 */
export function later({ later }: App.Locals, pieces: readonly string[]) {
  const name = String(Object.keys(later).length);
  later[name] = pieces;
  return readyHtml(hole(name));
}
