import { ContentIncompleteError } from "#core/content/content-incomplete";
import type { Locale, PageData } from "#core/press/page-data";
import { projectPath } from "#core/press/project-addresses";
import type { App } from "../app.ts";
import { readProjectChanges, withContent } from "../current-content.ts";
import { siteOf } from "../press/site-data.ts";
import { requireStudioProject } from "./project-records.ts";

/**
 * The public page of a project as its newest revision would make it, from the
 * very bundle that presses it. Nothing is written. Throws `project-gone`,
 * `project-incomplete`.
 */
export async function previewProject(app: App, slug: string, locale: Locale): Promise<Uint8Array> {
  const { card } = await requireStudioProject(app, slug);
  const checked = app.content.projectFiles.check(card);
  if (!checked.ok) throw new ContentIncompleteError("project-incomplete", checked.problems);
  const changes = new Map(await readProjectChanges(app)).set(slug, checked.value);
  const at = `/studio/projets/${slug}/apercu`;
  const page: PageData = {
    site: { ...siteOf(await withContent(app)), projects: changes },
    locale,
    path: projectPath({ slug }, locale),
    alternates: { fr: `${at}?lang=fr`, en: `${at}?lang=en` },
    kind: "plain",
  };
  return (await app.renderer.render(page.path, page)).body;
}
