/** The picture that stands for a page where its address is shared. */
import { type Show, showArtworkPath } from "#core/content/show";
import { filePath, type EpisodeView } from "#core/press/catalogue";
import { publishedFile } from "#core/feed/address";

export type Preview = {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly alt: string;
};

/** One of the square sizes that the press makes; previews ask for 1200 px or more. */
const squarePx = 1_400;

/** The cover of a story. */
export function previewOfStory(story: EpisodeView, alt: string): Preview | undefined {
  const cover = publishedFile(story, `-${squarePx}.jpg`);
  return cover && { path: filePath(story, cover), widthPx: squarePx, heightPx: squarePx, alt };
}

/** The picture of a show. */
export function previewOfShow(show: Show, alt: string): Preview {
  return { path: showArtworkPath(show, squarePx), widthPx: squarePx, heightPx: squarePx, alt };
}
