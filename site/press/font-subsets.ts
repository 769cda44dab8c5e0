/**
 * The two faces of the site, cut down to the letters that French and English
 * pages have: 25 KB in place of 61. Rarer letters come from the whole files, which
 * a browser fetches only for a page that has them. Each subset with its headers
 * fits into the first ten packets of a new connection (14,600 bytes): one more
 * would be another way there and back before the first words.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("../.cache/fonts/", import.meta.url));

/** Signs of programs, which no story has. */
const programSigns = "\\^`{|}~";
const asciiLetters = Array.from({ length: 0x7e - 0x20 + 1 }, (_, index) =>
  String.fromCodePoint(0x20 + index),
).filter((letter) => !programSigns.includes(letter));
const frenchLetters = "àâäçéèêëîïôöœùûüÀÂÇÉÈÊÎÔŒ";
const signs = "\u00a0\u202f\u2009«»‘’“”–…·×°©€→−";
const letters = asciiLetters.join("") + frenchLetters + signs;
/** What the styles ask of a face, and what letters need among each other; other shapes of letters stay behind. */
const features = ["calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "tnum"];

/** Ranges as the fontsource packages cut their files. */
const latinRange =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const latinExtRange =
  "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

type Face = {
  readonly family: string;
  readonly weight: string;
  readonly subset: string;
  readonly latin: string;
  readonly latinExt: string;
  /** Instructions for small sizes on coarse screens: a third of a face that is only ever large. */
  readonly hinted: boolean;
  readonly axes?: { readonly wght: { readonly min: number; readonly max: number } };
};

const faces: readonly Face[] = [
  {
    family: "Young Serif",
    weight: "400",
    hinted: false,
    subset: "young-serif.woff2",
    latin: "@fontsource/young-serif/files/young-serif-latin-400-normal.woff2",
    latinExt: "@fontsource/young-serif/files/young-serif-latin-ext-400-normal.woff2",
  },
  {
    family: "Atkinson Hyperlegible Next",
    weight: "400 700",
    hinted: true,
    subset: "atkinson-hyperlegible-next.woff2",
    latin:
      "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    latinExt:
      "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
    axes: { wght: { min: 400, max: 700 } },
  },
];

const subsetPoints = new Set(Array.from(letters, (letter) => letter.codePointAt(0) ?? 0));

/** What a range names, without what the subsets have: else a browser that waits for a subset fetches the whole file too. */
function withoutSubset(range: string): string {
  const points = range.split(",").flatMap((part) => {
    const [from = 0, to = from] = part
      .replace("U+", "")
      .split("-")
      .map((hex) => parseInt(hex, 16));
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  return unicodeRange(points.filter((point) => !subsetPoints.has(point)));
}

/** `U+20-7E,U+A0,…` */
function unicodeRange(of: Iterable<number>): string {
  const points = [...new Set(of)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const point of points) {
    const last = runs.at(-1);
    if (last !== undefined && point === last[1] + 1) last[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point: number) => point.toString(16).toUpperCase();
  return runs
    .map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`))
    .join(",");
}

/** A face that comes too late for the first words is for the next page: words that are there never change their places. */
function rule(face: Face, url: string, range: string): string {
  return `@font-face{font-family:"${face.family}";font-style:normal;font-weight:${face.weight};font-display:optional;src:url("${url}") format("woff2");unicode-range:${range}}`;
}

/** Another build or check may be reading the file: it finds the old content or the new, never half. */
async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, content);
  await rename(draft, path);
}

async function cut(face: Face): Promise<string> {
  const whole = await readFile(require.resolve(face.latin));
  // A variable, because the package's types are behind its options.
  const options = {
    targetFormat: "woff2" as const,
    keepFeatures: features,
    noHinting: !face.hinted,
    ...(face.axes === undefined ? {} : { variationAxes: face.axes }),
  };
  const part = await subsetFont(whole, letters, options);
  await replaceFile(`${folder}${face.subset}`, part);
  const wholeUrl = (name: string) => relative(folder, require.resolve(name)).replaceAll("\\", "/");
  return [
    rule(face, wholeUrl(face.latinExt), withoutSubset(latinExtRange)),
    rule(face, wholeUrl(face.latin), withoutSubset(latinRange)),
    rule(face, `./${face.subset}`, unicodeRange(subsetPoints)),
  ].join("\n");
}

/** Writes `.cache/fonts/{faces.css,*.woff2}` before anything is built or checked. */
export function fontSubsets(): AstroIntegration {
  return {
    name: "font-subsets",
    hooks: {
      "astro:config:setup": async () => {
        await mkdir(folder, { recursive: true });
        const rules = await Promise.all(faces.map(cut));
        await replaceFile(`${folder}faces.css`, `${rules.join("\n")}\n`);
      },
    },
  };
}
