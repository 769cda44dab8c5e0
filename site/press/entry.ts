/** What the built site offers to whoever presses it: see infra/ports/page-renderer.ts. */
import { createApp } from "astro/app/entrypoint";
import { locales, type PageData, type PageNeeds } from "#core/press/page-data";
import type { PagePicture } from "#core/press/page-picture";
import type { ProjectChanges } from "#core/content/project-changes";
import { pageNeeds, plainPaths as prosePaths } from "../src/plain/plain-pages.ts";
import { projectPicture } from "../src/story/preview.ts";
import { projectsOf, type SiteWithProjects } from "../src/projects/project-catalogue.ts";
import { projectPaths } from "../src/projects/project-paths.ts";
import type { AnyPage, FramePage } from "../src/page-of.ts";
import { cutFrame, fillFrame } from "./frame.ts";
import { frameOf, isFramed, partsOf } from "./framed-pages.ts";

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

/** A page as it is served, or the error that kept it from being rendered. */
type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly failure?: unknown;
};

const html = "text/html;charset=utf-8";

/** The page at `path`; one that each story has is filled into its frame, which stands at an address of its own. */
export async function render(path: string, page: PageData): Promise<Answer> {
  if (!isFramed(page)) return rendered(path, page);
  try {
    const parts = partsOf(page);
    const frame = await frameOf(page, Object.keys(parts), frameBytes);
    return { status: 200, contentType: html, body: fillFrame(frame, parts) };
  } catch (failure) {
    return { status: 500, contentType: html, body: new Uint8Array(), failure };
  }
}

/** The page as Astro makes it, with what it leaves to be filled in. */
async function rendered(path: string, page: AnyPage): Promise<Answer> {
  const { later, ...answer } = await byAstro(path, page);
  const names = Object.keys(later);
  if (names.length === 0) return answer;
  try {
    return { ...answer, body: fillFrame(cutFrame(answer.body, names), later) };
  } catch (failure) {
    return { ...answer, failure };
  }
}

/** What Astro answers, with holes; nothing to read where the page broke, since that is its error again. */
async function byAstro(path: string, page: AnyPage) {
  const locals: App.Locals = { page, later: {} };
  const response = await app.render(new Request(`${page.site.origin}${path}`), { locals });
  const { failure, later } = locals;
  return {
    status: response.status,
    contentType: response.headers.get("content-type") ?? html,
    body: failure === undefined ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array(),
    later: failure === undefined ? later : {},
    ...(failure === undefined ? {} : { failure }),
  };
}

async function frameBytes(path: string, page: FramePage): Promise<Uint8Array> {
  const { status, body, failure } = await byAstro(path, page);
  if (failure !== undefined) throw failure;
  if (status !== 200) throw new Error(`the frame at ${path} answered ${status}`);
  return body;
}
