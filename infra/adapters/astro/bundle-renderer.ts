/** The built site as a page renderer: one module, loaded once, that keeps nothing of a page after it was rendered. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "#core/errors";
import type { ProjectChanges } from "#core/content/project-changes";
import type { PageData, PageNeeds } from "#core/press/page-data";
import type { PagePicture } from "#core/press/page-picture";
import { pagesIndexPath, type PagesIndex } from "#core/search/pages";
import type { PageRenderer, RenderedPage } from "#ports/page-renderer";

/** What site/press/entry.ts exports. */
type Bundle = {
  readonly plainPaths: readonly string[];
  readonly needs: readonly PageNeeds[];
  readonly pictures: readonly PagePicture[];
  namedWith(changes: ProjectChanges): Pick<PageRenderer, "plainPaths" | "pictures">;
  render(path: string, page: PageData): Promise<RenderedPage & { failure?: unknown }>;
};

/** Pages whose very message is that something is not there. */
const statusOfPath: Readonly<Record<string, number>> = {
  "/404.html": 404,
  "/410.html": 410,
  "/410-embed.html": 410,
};

export type BundleRendererConfig = {
  /** Folder of a bundle that was built whole: `server/entry.mjs`, `client/`, `stamp.json`. */
  readonly folder: string;
};

/**
 * Loads a bundle. Throws `AppError` `site-not-built` (params folder) when there
 * is none. `render` throws `page-not-rendered` (params path, status) with the
 * page's own error as cause for anything but a whole page.
 */
export async function createBundleRenderer({
  folder,
}: BundleRendererConfig): Promise<PageRenderer> {
  const [bundle, version, assets] = await load(folder);
  return {
    name: "astro-bundle",
    version,
    plainPaths: bundle.plainPaths,
    namedWith: (changes) => bundle.namedWith(changes),
    needs: bundle.needs,
    pictures: bundle.pictures,
    async foundPages(locale) {
      const file = assets.find(({ key }) => `/${key}` === pagesIndexPath(locale));
      return file && (JSON.parse(await readFile(file.path, "utf8")) as PagesIndex);
    },
    assets,
    render: (path, page) => renderWith(bundle, path, page),
  };
}

async function load(folder: string): Promise<[Bundle, string, PageRenderer["assets"]]> {
  try {
    const stamp = JSON.parse(await readFile(join(folder, "stamp.json"), "utf8")) as {
      version: string;
    };
    const bundle = (await import(
      pathToFileURL(join(folder, "server", "entry.mjs")).href
    )) as Bundle;
    return [bundle, stamp.version, await assetsUnder(join(folder, "client"))];
  } catch (cause) {
    throw new AppError("site-not-built", { params: { folder }, cause });
  }
}

async function assetsUnder(client: string): Promise<PageRenderer["assets"]> {
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ key: relative(client, path).split(sep).join("/"), path }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function renderWith(bundle: Bundle, path: string, page: PageData): Promise<RenderedPage> {
  const { failure, ...rendered } = await bundle.render(path, page);
  const { status } = rendered;
  const wanted = statusOfPath[path] ?? 200;
  if (failure !== undefined || status !== wanted) {
    throw new AppError("page-not-rendered", { params: { path, status }, cause: failure });
  }
  return rendered;
}
