import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import type { PageData } from "#core/press/page-data";
import type { PageRenderer } from "#ports/page-renderer";
import { ensureSiteBuilt } from "../../scripts/build-site.ts";

let renderer: Promise<PageRenderer> | undefined;

/** The site as it is in the sources, built when it has to be; one for all tests of a file. */
export function theSite(): Promise<PageRenderer> {
  renderer ??= ensureSiteBuilt().then(({ folder }) => createBundleRenderer({ folder }));
  return renderer;
}

/** The HTML of a page. */
export async function htmlOf(page: PageData): Promise<string> {
  const { body } = await (await theSite()).render(page.path, page);
  return new TextDecoder().decode(body);
}
