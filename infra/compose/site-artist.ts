import { join } from "node:path";
import { createLettering } from "#adapters/opentype/lettering";
import { createSharpArtist } from "#adapters/sharp/sharp-artist";
import type { Artist } from "#ports/artist";

/** The artist who writes in the site's own face, which a build puts beside its bundle. */
export function createSiteArtist(siteFolder: string): Artist {
  const facePath = join(siteFolder, "young-serif.woff");
  return createSharpArtist({ letter: createLettering({ facePath }) });
}
