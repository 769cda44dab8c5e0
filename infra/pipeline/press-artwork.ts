import { type Show, showArtworkPath } from "#core/content/show";
import { showArtworkSvg } from "#core/picture/show-artwork";
import { publicKeyOfPath } from "#core/storage-keys";
import { coverSizesPx } from "#ports/artist";
import type { App } from "./app.ts";

/**
 * Draws the square picture of each show, unless it is there already: it is the
 * same for as long as its address is (the show's `artworkVersion` is in it).
 * Returns how many pictures were written.
 */
export async function pressArtwork(app: App): Promise<number> {
  let written = 0;
  for (const show of app.content.shows) {
    if (await isDrawn(app, show)) continue;
    await app.workspace.withFolder(async (folder) => {
      for (const { sizePx, path } of await app.artist.drawCovers(
        showArtworkSvg(show.slug),
        folder,
      )) {
        await app.publicStore.put(publicKeyOfPath(showArtworkPath(show, sizePx)), { path });
        written += 1;
      }
    });
  }
  return written;
}

async function isDrawn(app: App, show: Show): Promise<boolean> {
  const heads = await Promise.all(
    coverSizesPx.map((size) => app.publicStore.head(publicKeyOfPath(showArtworkPath(show, size)))),
  );
  return heads.every((head) => head !== undefined);
}
