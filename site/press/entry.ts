/** What the built site offers to whoever presses it: see infra/ports/page-renderer.ts. */
import { createApp } from "astro/app/entrypoint";
import { locales, type PageData, type PageNeeds } from "#core/press/page-data";
import type { PagePicture } from "#core/press/page-picture";
import type { ProjectChanges } from "#core/content/project-changes";
import { pageNeeds, plainPaths as prosePaths } from "../src/plain/plain-pages.ts";
import { projectPicture } from "../src/story/preview.ts";
import { projectsOf, type SiteWithProjects } from "../src/projects/project-catalogue.ts";
import { projectPaths } from "../src/projects/project-paths.ts";

const app = createApp({ streaming: false });

/** Every page that the site itself names, and what previews of projects show. */
const named = (site: SiteWithProjects) => ({
  plainPaths: [...prosePaths, ...projectPaths(site)] as readonly string[],
  pictures: projectsOf(site).flatMap((project) =>
    locales.map((locale): PagePicture => projectPicture(project, locale)),
  ) as readonly PagePicture[],
});
export const { plainPaths, pictures } = named({});

/** The same with the cards that the studio published. */
export const namedWith = (projects: ProjectChanges) => named({ projects });

/** Which of those ask for stories, and for which. */
export const needs: readonly PageNeeds[] = pageNeeds;

/** The answer of the page at `path`, and the error that kept it from being rendered. */
export async function render(
  path: string,
  page: PageData,
): Promise<{ response: Response; failure?: unknown }> {
  const locals: App.Locals = { page };
  const request = new Request(`${page.site.origin}${path}`);
  const response = await app.render(request, { locals, ...routeOf(page, request) });
  return locals.failure === undefined ? { response } : { response, failure: locals.failure };
}

/** Kinds of pages of which each language has one route: it is looked for once, not once for each story. */
const routes = new Map<string, ReturnType<typeof app.match>>();
const alike: ReadonlySet<PageData["kind"]> = new Set(["episode", "embed"]);

function routeOf({ kind, locale }: PageData, request: Request) {
  if (!alike.has(kind)) return {};
  // The player of a story has the same address in every language.
  const name = `${kind} ${locale}`;
  if (!routes.has(name)) routes.set(name, app.match(request));
  const routeData = routes.get(name);
  return routeData === undefined ? {} : { routeData };
}
