import { type Show, showArtworkPath } from "#core/content/show";
import { showArtworkSvg } from "#core/picture/show-artwork";
import { pagePicturePath, pagePicturesFolder, pagePictureSubject } from "#core/press/page-picture";
import { publicKeyOfPath, showPictureKey } from "#core/storage-keys";
import { coverSizesPx } from "#ports/artist";
import type { App } from "../app.ts";
import { keysUnder } from "./press-index.ts";

/** Draws what is missing of the pictures that no story brings; returns how many were written. */
export async function pressPictures(app: App): Promise<number> {
  return (await pressArtwork(app)) + (await pressPagePictures(app));
}

/**
 * Makes the square picture of each show, unless it is there already: the one that
 * somebody brought to the studio, or else a drawing. It is the same for as long as
 * its address is (the show's `artworkVersion` is in it). Returns how many pictures
 * were written.
 */
async function pressArtwork(app: App): Promise<number> {
  let written = 0;
  for (const show of app.content.shows) {
    if (await isDrawn(app, show)) continue;
    await app.workspace.withFolder(async (folder) => {
      const drawing = await drawingOf(app, show);
      for (const { sizePx, path } of await app.artist.drawCovers(drawing, folder)) {
        await app.publicStore.put(publicKeyOfPath(showArtworkPath(show, sizePx)), { path });
        written += 1;
      }
    });
  }
  return written;
}

/**
 * Draws the pictures for previews of shows and of the site's own pages, unless
 * they are there already, and removes those that no page names any more. Returns
 * how many were written.
 */
export async function pressPagePictures(app: App): Promise<number> {
  const shows = app.content.shows.map(({ slug, title }) => ({ seed: slug, title }));
  const wanted = new Map(
    [...shows, ...app.renderer.pictures].map((picture) => [
      publicKeyOfPath(pagePicturePath(picture)),
      picture,
    ]),
  );
  const present = new Set(await keysUnder(app, pagePicturesFolder));
  for (const key of present) if (!wanted.has(key)) await app.publicStore.delete(key);
  const missing = [...wanted].filter(([key]) => !present.has(key));
  for (const [key, picture] of missing) {
    await app.workspace.withFolder(async (folder) => {
      const { path } = await app.artist.drawShare(pagePictureSubject(picture), folder);
      await app.publicStore.put(key, { path });
    });
  }
  return missing.length;
}

async function drawingOf(app: App, { slug }: Show): Promise<string | Uint8Array> {
  const { picture } = app.content.studioShows?.get(slug) ?? {};
  return picture === undefined
    ? showArtworkSvg(slug)
    : app.privateStore.get(showPictureKey(picture));
}

async function isDrawn(app: App, show: Show): Promise<boolean> {
  const heads = await Promise.all(
    coverSizesPx.map((size) => app.publicStore.head(publicKeyOfPath(showArtworkPath(show, size)))),
  );
  return heads.every((head) => head !== undefined);
}
