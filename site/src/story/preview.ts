/** The picture that stands for a page where its address is shared. */
import type { Project } from "#core/content/project";
import type { Show } from "#core/content/show";
import type { Locale } from "#core/press/page-data";
import { type PagePicture, pagePicturePath } from "#core/press/page-picture";
import { filePath, type EpisodeView } from "#core/press/catalogue";
import { shareHeightPx, shareWidthPx } from "#core/picture/share-picture";
import { publishedFile } from "#core/feed/address";
import { typeset } from "../format/typeset.ts";
import { onceFor } from "../once-for.ts";

export type Preview = {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly alt: string;
};

/** One of the square sizes that the press makes; previews ask for 1200 px or more. */
const squarePx = 1_400;

/** The picture of a story that was drawn for previews; its cover where it came out before there was one. */
export function previewOfStory(story: EpisodeView, alt: string): Preview | undefined {
  const share = publishedFile(story, "-share.jpg");
  if (share !== undefined) {
    return { path: filePath(story, share), ...shareSize, alt };
  }
  const cover = publishedFile(story, `-${squarePx}.jpg`);
  return cover && { path: filePath(story, cover), widthPx: squarePx, heightPx: squarePx, alt };
}

const shareSize = { widthPx: shareWidthPx, heightPx: shareHeightPx };

/** The picture of a show. */
export function previewOfShow(show: Show, alt: string): Preview {
  return { path: showPicturePath(show), ...shareSize, alt };
}

/** A hash is in it, which the pages of a show need not take again. */
const showPicturePath = onceFor(({ slug, title }: Show) => pagePicturePath({ seed: slug, title }));

/** What is drawn for a project. */
export const projectPicture = ({ slug, title }: Project, locale: Locale): PagePicture => ({
  seed: slug,
  title: typeset(title[locale], locale),
});

/** The picture of a project. */
export function previewOfProject(project: Project, locale: Locale): Preview {
  const picture = projectPicture(project, locale);
  return { path: pagePicturePath(picture), ...shareSize, alt: picture.title };
}
