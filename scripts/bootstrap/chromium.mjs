import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { canInstallDebianPackages, installDebianPackages } from "./apt.mjs";
import { findCommand } from "./find-command.mjs";
import { modulesFolder, projectFolder } from "./places.mjs";
import { run } from "./run.mjs";
import { lastLines, say, SetupError } from "./say.mjs";

/**
 * Finds or fetches a Chromium for the browser tests: CHROMIUM_PATH, one on the
 * machine, one that Playwright downloaded earlier or downloads now, Debian's.
 * @param {import("./prepare.mjs").Runtime} runtime
 * @returns {Promise<string>} the path of its program
 */
export async function ensureChromium(runtime) {
  const named = runtime.env["CHROMIUM_PATH"];
  if (named) {
    if (await starts(named, runtime.env)) return named;
    throw new SetupError(`CHROMIUM_PATH names ${named}, which does not start.`);
  }
  const chromium =
    (await firstThatStarts(onThisMachine(runtime.env), runtime.env)) ??
    (await fromPlaywright(runtime)) ??
    (await fromDebian(runtime.env));
  if (chromium !== undefined) return chromium;
  throw new SetupError(
    "The browser tests need Chromium, and none could be found or fetched.\n" +
      "Install Chromium or Google Chrome, or set CHROMIUM_PATH to the program, and start again.\n" +
      "The other tests run without it: npm run test:unit",
  );
}

/** @param {NodeJS.ProcessEnv} env */
function onThisMachine(env) {
  const commands = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const folders = ["/Applications", join(homedir(), "Applications")];
  const apps = ["Chromium", "Google Chrome"].flatMap((name) =>
    folders.map((folder) => join(folder, `${name}.app`, "Contents", "MacOS", name)),
  );
  const windows = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) =>
    env[name] === undefined
      ? []
      : [join(env[name], "Google", "Chrome", "Application", "chrome.exe")],
  );
  const paths = [...commands.map((name) => findCommand(name, env)), ...apps, ...windows];
  return paths.filter((path) => path !== undefined).filter((path) => existsSync(path));
}

/**
 * @param {readonly string[]} paths
 * @param {NodeJS.ProcessEnv} env
 */
async function firstThatStarts(paths, env) {
  for (const path of paths) {
    if (await starts(path, env)) return path;
  }
  return undefined;
}

/**
 * A file is not enough: Ubuntu's command is a stand-in that asks for a snap,
 * and a download misses system libraries in a bare container.
 * @param {string} path
 * @param {NodeJS.ProcessEnv} env
 */
async function starts(path, env) {
  if (!existsSync(path)) return false;
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === "win32") return true;
  return (await run(path, ["--version"], { env, timeLimitSeconds: 30 })).ok;
}

/** @param {import("./prepare.mjs").Runtime} runtime */
async function fromPlaywright({ node, env }) {
  const cli = join(modulesFolder, "playwright", "cli.js");
  const ask = 'import("playwright").then((p) => console.log(p.chromium.executablePath()))';
  const where = { cwd: projectFolder, env };
  const asked = await run(node, ["-e", ask], { ...where, timeLimitSeconds: 60 });
  const path = asked.output.trim();
  if (await starts(path, env)) return path;
  say("No Chromium on this machine: letting Playwright download one …");
  const outcome = await run(node, [cli, "install", "--no-shell", "chromium"], {
    cwd: projectFolder,
    env: { ...env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" },
    timeLimitSeconds: 600,
    silenceLimitSeconds: 60,
  });
  if (await starts(path, env)) {
    say(`… Chromium downloaded (${outcome.seconds.toFixed(0)} s).`);
    return path;
  }
  const why = outcome.ok ? "it does not start here" : "the download failed";
  say(`… no: ${why} (${outcome.seconds.toFixed(0)} s).`);
  return undefined;
}

/** @param {NodeJS.ProcessEnv} env */
async function fromDebian(env) {
  if (!canInstallDebianPackages()) return undefined;
  say("Installing Debian's chromium package …");
  const outcome = await installDebianPackages(["chromium"], env);
  const path = findCommand("chromium", env);
  if (path !== undefined && (await starts(path, env))) {
    say(`… Chromium installed (${outcome.seconds.toFixed(0)} s).`);
    return path;
  }
  say(`… Debian's chromium could not be installed:\n${lastLines(outcome.output)}`);
  return undefined;
}
