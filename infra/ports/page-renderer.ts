import type { PagePicture } from "#core/press/page-picture";
import type { ProjectChanges } from "#core/content/project-changes";
import type { Locale, PageData, PageNeeds } from "#core/press/page-data";
import type { PagesIndex } from "#core/search/pages";

export type RenderedPage = {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
};

/** The built site as one function: the press and the on-demand pages call it alike. */
export interface PageRenderer {
  readonly name: string;
  /** Changes with every build of the site: another version presses everything again. */
  readonly version: string;
  /** Paths of pages that the site itself names. */
  readonly plainPaths: readonly string[];
  /** What a search finds of the pages that the site itself names; nothing where it was built without. */
  foundPages(locale: Locale): Promise<PagesIndex | undefined>;
  /** Which of those ask for stories, and for which. */
  readonly needs: readonly PageNeeds[];
  /** Pictures that its pages name for previews, to be drawn once each. */
  readonly pictures: readonly PagePicture[];
  /** Both, with cards of projects that the studio published over those of the files. */
  namedWith(changes: ProjectChanges): Pick<PageRenderer, "plainPaths" | "pictures">;
  /** Styles, scripts, fonts and icons that pages link to, as public keys with local paths. */
  readonly assets: readonly { readonly key: string; readonly path: string }[];
  /** Throws when a page cannot be rendered: a broken page is never written. */
  render(path: string, page: PageData): Promise<RenderedPage>;
}
