import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Licences that a package of ours may have. Ours is MIT, and what is passed on is
 * a server: each of these lets that be, with its notice kept where the package lies.
 */
const allowed = new Set(
  "MIT MIT-0 ISC 0BSD BSD-2-Clause BSD-3-Clause Apache-2.0 Zlib BlueOak-1.0.0 CC0-1.0 Python-2.0 PSF-2.0 OFL-1.1".split(
    " ",
  ),
);

const noneNamed = "none named";

/** How a package's name begins, the licence that was read, and why it may be here. */
type Judged = { readonly name: string; readonly licence: string; readonly why: string };

const judged: readonly Judged[] = [
  ...["LGPL-2.1", "GPLv3", "GPL-3.0"].flatMap((licence) =>
    ["@ffmpeg-installer/", "@ffprobe-installer/"].map((name) => ({
      name,
      licence,
      why: "a program of its own, spoken to through pipes and never linked: its terms stay its own",
    })),
  ),
  {
    name: "@ffmpeg-installer/darwin-arm64",
    licence: "https://git.ffmpeg.org/gitweb/ffmpeg.git/blob_plain/HEAD:/LICENSE.md",
    why: "FFmpeg's own terms, LGPL or GPL; a program of its own",
  },
  ...[
    "LGPL-3.0-or-later",
    "Apache-2.0 AND LGPL-3.0-or-later",
    "Apache-2.0 AND LGPL-3.0-or-later AND MIT",
  ].map((licence) => ({
    name: "@img/sharp-",
    licence,
    why: "libvips, a shared library that anybody may exchange, as the LGPL asks",
  })),
  ...["lightningcss", "@axe-core/playwright", "axe-core"].map((name) => ({
    name,
    licence: "MPL-2.0",
    why: "changes to its own files would have to be shown; we make none",
  })),
  ...["async", "podcast"].map((name) => ({
    name,
    licence: noneNamed,
    why: "MIT by its LICENSE file; npm does not read the old field that says so",
  })),
];

type LockFile = {
  readonly packages: Readonly<Record<string, { readonly license?: string }>>;
};

export type LicenceReport = {
  /** Names of packages by licence, the most frequent first. */
  readonly byLicence: readonly (readonly [string, readonly string[]])[];
  /** Packages that nobody has judged: an unknown licence, or none. */
  readonly refused: readonly string[];
};

/** A choice (OR) needs one that is allowed, a sum (AND) all. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/^\((.*)\)$/, "$1")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((part) => allowed.has(part)));

/** Sorts the packages of an npm lock file by licence, and names those that may not be here. */
export function judgeLicences({ packages }: LockFile): LicenceReport {
  const byLicence = new Map<string, string[]>();
  const refused: string[] = [];
  for (const [path, { license: licence = noneNamed }] of Object.entries(packages)) {
    if (path === "") continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), name]);
    const isJudged = judged.some((one) => name.startsWith(one.name) && one.licence === licence);
    if (!isAllowed(licence) && !isJudged) refused.push(`${name}: ${licence}`);
  }
  return { byLicence: [...byLicence].sort(([, a], [, b]) => b.length - a.length), refused };
}

function main(): void {
  const lockFile = join(import.meta.dirname, "..", "package-lock.json");
  const { byLicence, refused } = judgeLicences(JSON.parse(readFileSync(lockFile, "utf8")));
  for (const [licence, names] of byLicence) {
    const some = `${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`;
    process.stdout.write(`${String(names.length).padStart(5)}  ${licence.padEnd(28)} ${some}\n`);
  }
  for (const one of refused) process.stdout.write(`refused: ${one}\n`);
  process.exitCode = refused.length === 0 ? 0 : 1;
}

if (import.meta.main) main();
