/**
 * The two faces of the site, cut down to the letters that French and English
 * use: 36 KB in place of 61. Rarer letters come from the whole files, which a
 * browser fetches only for a page that has them.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import subsetFont from "subset-font";

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL("../.cache/fonts/", import.meta.url));

const asciiLetters = Array.from({ length: 0x7e - 0x20 + 1 }, (_, index) =>
  String.fromCodePoint(0x20 + index),
).join("");
const frenchLetters = "àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ";
const signs = "\u00a0\u202f\u2009«»‹›‘’“”–—…•·×°©€←→↑↓−";
const letters = asciiLetters + frenchLetters + signs;

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
  readonly axes?: { readonly wght: { readonly min: number; readonly max: number } };
};

const faces: readonly Face[] = [
  {
    family: "Young Serif",
    weight: "400",
    subset: "young-serif.woff2",
    latin: "@fontsource/young-serif/files/young-serif-latin-400-normal.woff2",
    latinExt: "@fontsource/young-serif/files/young-serif-latin-ext-400-normal.woff2",
  },
  {
    family: "Atkinson Hyperlegible Next",
    weight: "400 700",
    subset: "atkinson-hyperlegible-next.woff2",
    latin:
      "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    latinExt:
      "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
    axes: { wght: { min: 400, max: 700 } },
  },
];

/** `U+20-7E,U+A0,…` of the letters in the subsets. */
function unicodeRange(text: string): string {
  const points = [...new Set(Array.from(text, (letter) => letter.codePointAt(0) ?? 0))].sort(
    (a, b) => a - b,
  );
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

function rule(face: Face, url: string, range: string): string {
  return `@font-face{font-family:"${face.family}";font-style:normal;font-weight:${face.weight};font-display:swap;src:url("${url}") format("woff2");unicode-range:${range}}`;
}

/** Another build or check may be reading the file: it finds the old content or the new, never half. */
async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  await writeFile(draft, content);
  await rename(draft, path);
}

async function cut(face: Face): Promise<string> {
  const whole = await readFile(require.resolve(face.latin));
  const part = await subsetFont(whole, letters, {
    targetFormat: "woff2",
    ...(face.axes === undefined ? {} : { variationAxes: face.axes }),
  });
  await replaceFile(`${folder}${face.subset}`, part);
  const wholeUrl = (name: string) => relative(folder, require.resolve(name)).replaceAll("\\", "/");
  // Where ranges overlap the last rule wins, so the small file comes last.
  return [
    rule(face, wholeUrl(face.latinExt), latinExtRange),
    rule(face, wholeUrl(face.latin), latinRange),
    rule(face, `./${face.subset}`, unicodeRange(letters)),
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
