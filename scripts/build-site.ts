/**
 * Builds the site's bundle when something it is made of has changed:
 * `site/dist/<version>/` holds the server module, the assets, and a stamp that
 * is written last. Run it as a program, or call `ensureSiteBuilt` first thing.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { underBuildLock } from "./build-lock.ts";
import { precompressAssets } from "./precompress.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const site = join(root, "site");
const lockPath = join(site, ".cache", "building.lock");

/** What the bundle is made of. */
const ingredients = [
  "site",
  "content/pages",
  "content/projects",
  "content/pictures",
  "content/calls",
  "content/vocabulary",
  "content/site.yaml",
  "content/consent/pictograms",
  "infra/core",
  "package-lock.json",
];
/** Made by builds, or no part of them. */
const leftOut = new Set(["dist", ".cache", ".astro", "node_modules", ".DS_Store"]);
const face = "@fontsource/young-serif/files/young-serif-latin-400-normal.woff";
/** Older bundles that another process may still be reading from. */
const olderBundlesKept = 2;

export type SiteBundle = {
  /** Folder with `server/entry.mjs`, `client/` and `stamp.json`. */
  readonly folder: string;
  /** Hash of everything that the bundle is made of. */
  readonly version: string;
  /** False when a bundle of this very version was there already. */
  readonly built: boolean;
};

export type BuildSiteOptions = {
  /** Builds even when nothing changed. */
  readonly force?: boolean;
  /** Told before anything slow starts. */
  readonly onProgress?: (message: string) => void;
  /** Where bundles are kept; `site/dist` unless set. */
  readonly dist?: string;
};

/**
 * Promise: a whole bundle of the sources as they are now, built at most once
 * however many processes ask at the same time. A build that fails or is killed
 * leaves no bundle behind, and the former ones as they were.
 */
export async function ensureSiteBuilt(options: BuildSiteOptions = {}): Promise<SiteBundle> {
  const { force = false, onProgress, dist = join(site, "dist") } = options;
  const version = await versionOfSources();
  const folder = join(dist, version);
  const ready = { folder, version, built: false };
  const tell = onProgress ?? ((message: string) => void process.stderr.write(`${message}\n`));
  if (!force && (await isWhole(folder))) {
    await tellProblems(folder, tell);
    return ready;
  }
  await mkdir(join(site, ".cache"), { recursive: true });
  return underBuildLock(lockPath, async () => {
    // Whoever held the lock before may have built the very same.
    if (!force && (await isWhole(folder))) return ready;
    onProgress?.("building the site");
    await buildInto(folder, version);
    await tellProblems(folder, tell);
    await dropOldBundles(dist, version);
    return { folder, version, built: true };
  });
}

async function filesUnder(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter(({ name }) => !leftOut.has(name))
      .map(({ name }) => filesUnder(join(path, name))),
  );
  return nested.flat();
}

async function versionOfSources(): Promise<string> {
  const files = (await Promise.all(ingredients.map((each) => filesUnder(join(root, each))))).flat();
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    const content = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    hash.update(`${relative(root, file).replaceAll("\\", "/")}\n${content}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

const isWhole = async (folder: string): Promise<boolean> =>
  (await stat(join(folder, "stamp.json")).catch(() => undefined)) !== undefined;

async function buildInto(folder: string, version: string): Promise<void> {
  const { build } = await import("astro");
  const draft = `${folder}.${process.pid}.draft`;
  await rm(draft, { recursive: true, force: true });
  try {
    await build({ root: site, outDir: draft, logLevel: "error" });
    await precompressAssets(draft);
    // Pictures are written in the site's own face, by whoever has the bundle.
    await copyFile(fileURLToPath(import.meta.resolve(face)), join(draft, "young-serif.woff"));
    await writeFile(join(draft, "stamp.json"), `${JSON.stringify({ version })}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What was left out because its author has to mend it, said at every start until that is done. */
async function tellProblems(folder: string, tell: (message: string) => void): Promise<void> {
  const report = await readFile(join(folder, "problems.json"), "utf8");
  for (const problem of JSON.parse(report) as readonly string[]) tell(`left out: ${problem}`);
}

async function dropOldBundles(dist: string, version: string): Promise<void> {
  const names = (await readdir(dist, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== version)
    .map(({ name }) => join(dist, name));
  const dated = await Promise.all(
    names.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })),
  );
  const old = dated.sort((a, b) => b.at - a.at).slice(olderBundlesKept);
  for (const { path } of old) await rm(path, { recursive: true, force: true });
}

if (import.meta.main) {
  const bundle = await ensureSiteBuilt({
    force: process.argv.includes("--force"),
    onProgress: (message) => process.stdout.write(`${message}…\n`),
  });
  const outcome = bundle.built ? "built" : "nothing to build";
  process.stdout.write(`${outcome}: ${relative(root, bundle.folder)}\n`);
}
