import { createHash } from "node:crypto";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "./alone.mjs";
import { runNpm } from "./npm.mjs";
import { modulesFolder, projectFolder } from "./places.mjs";
import { lastLines, say, SetupError } from "./say.mjs";

const lockPath = join(projectFolder, "package-lock.json");
const stampPath = join(modulesFolder, ".paroles-stamp");

/**
 * Installs what package-lock.json names, unless that is what is installed.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} runtime
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function ensureDependencies(runtime) {
  if (readIfThere(stampPath) === expectedStamp()) return false;
  return alone(async () => {
    if (readIfThere(stampPath) === expectedStamp()) return false;
    if (!isInstalled()) await install(runtime);
    makeProgramsExecutable();
    writeFileSync(stampPath, expectedStamp());
    return true;
  });
}

/** The platform belongs to it: a checkout may be shared between a laptop and a container. */
function expectedStamp() {
  const lockHash = createHash("sha256").update(readFileSync(lockPath)).digest("hex");
  return `${lockHash} ${process.platform} ${process.arch}`;
}

/**
 * Compares npm's own note of what it installed with the lock file, so that a
 * developer's `npm install` is not undone and done again.
 */
function isInstalled() {
  const note = readIfThere(join(modulesFolder, ".package-lock.json"));
  if (note === undefined) return false;
  const installed = JSON.parse(note).packages;
  const wanted = JSON.parse(readFileSync(lockPath, "utf8")).packages;
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, { version, optional }]) => {
      if (path === "") return true;
      // Binaries for other platforms are in the lock file and never on the disk.
      return path in installed ? installed[path].version === version : optional === true;
    })
  );
}

/** @param {{ node: string, env: NodeJS.ProcessEnv }} runtime */
async function install({ node, env }) {
  say("Installing the npm packages …");
  // Named because NODE_ENV=production or a user's own settings may leave them out.
  const args = ["--include=dev", "--include=optional"];
  const where = { cwd: projectFolder, env };
  let outcome = await runNpm(node, ["ci", ...args], where);
  if (outcome.output.includes("EUSAGE")) {
    // npm refuses a lock file that lacks another platform's binaries; `install` completes it in memory.
    say("… npm ci refuses the lock file on this platform; trying npm install …");
    outcome = await runNpm(node, ["install", "--no-save", ...args], where);
  }
  if (!outcome.ok) {
    throw new SetupError(
      `The npm packages could not be installed:\n${lastLines(outcome.output)}\n` +
        "Check the connection and the free space on the disk, then start again.",
    );
  }
  say(`… packages installed (${outcome.seconds.toFixed(0)} s).`);
}

/**
 * The ffmpeg packages rely on an install script for this, which a machine's npm
 * settings may keep from running, and which makes one of them fit for its owner alone.
 */
function makeProgramsExecutable() {
  for (const program of ["ffmpeg", "ffprobe"]) {
    const folder = join(modulesFolder, `@${program}-installer`);
    for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
      const path = join(folder, platform, program);
      if (existsSync(path) && platform !== program) chmodSync(path, 0o755);
    }
  }
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
