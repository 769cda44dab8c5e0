import { fileURLToPath } from "node:url";

import { createLettering } from "#adapters/opentype/lettering";
import { createSharpArtist } from "#adapters/sharp/sharp-artist";

import { artistContract } from "./artist.contract.ts";

const face = "@fontsource/young-serif/files/young-serif-latin-400-normal.woff";
const letter = createLettering({ facePath: fileURLToPath(import.meta.resolve(face)) });

artistContract(() => createSharpArtist({ letter }));
