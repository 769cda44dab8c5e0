import { readFileSync } from "node:fs";
// Node.js finds no names in it, only the whole: it is CommonJS.
// oxlint-disable-next-line import/default
import opentype, { type Font, type PathCommand } from "opentype.js";
import type { Letter } from "#core/picture/share-picture";

/** Spaces that keep words together; faces have one kind of space. */
const spaces = /[\u00a0\u2009\u202f]/g;

/**
 * Turns text into outlines through opentype.js, so that a picture's words need no
 * font of the machine that draws them. The face (TTF, OTF or WOFF) is read when
 * the first word is written; a face that cannot be read is an error then.
 */
export function createLettering({ facePath }: { readonly facePath: string }): Letter {
  let face: Font | undefined;
  return (text, sizePx) => {
    face ??= readFace(facePath);
    const words = text.normalize("NFC").replace(spaces, " ");
    const known = face;
    if (Array.from(words).some((letter) => known.charToGlyphIndex(letter) === 0)) return undefined;
    return {
      widthPx: known.getAdvanceWidth(words, sizePx),
      // Ten sizes and breaks are tried for one that is drawn, and the outlines cost most.
      get path() {
        return pathOf(known.getPath(words, 0, 0, sizePx).commands);
      },
    };
  };
}

function readFace(path: string): Font {
  const bytes = readFileSync(path);
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** The library's own writer rounds some numbers to `NaN`, and a path ends there for whoever draws it. */
function pathOf(commands: readonly PathCommand[]): string {
  return commands
    .map((command) => `${command.type}${numbersOf(command).map(round).join(" ")}`)
    .join("");
}

function numbersOf(command: PathCommand): readonly number[] {
  switch (command.type) {
    case "M":
    case "L":
      return [command.x, command.y];
    case "Q":
      return [command.x1, command.y1, command.x, command.y];
    case "C":
      return [command.x1, command.y1, command.x2, command.y2, command.x, command.y];
    case "Z":
      return [];
  }
}

const round = (value: number) => Math.round(value * 10) / 10;
