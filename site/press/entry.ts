/** What the built site offers to whoever presses it: see infra/ports/page-renderer.ts. */
import { createApp } from "astro/app/entrypoint";
import type { PageData } from "#core/page-data";
import { plainPaths } from "../src/plain/plain-pages.ts";

const app = createApp({ streaming: false });

export { plainPaths };

/** The answer of the page at `path`, and the error that kept it from being rendered. */
export async function render(
  path: string,
  page: PageData,
): Promise<{ response: Response; failure?: unknown }> {
  const locals: App.Locals = { page };
  const response = await app.render(new Request(new URL(path, page.site.origin)), { locals });
  return locals.failure === undefined ? { response } : { response, failure: locals.failure };
}
