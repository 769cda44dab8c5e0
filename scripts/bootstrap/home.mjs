import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { toolsFolder } from "./places.mjs";

/**
 * The environment for everything we start. npm, Chromium and Astro all want to
 * write under HOME, and in containers it is often unset, missing or read-only;
 * then they get a home inside the checkout.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withUsableHome(env) {
  const quiet = { ...env, ASTRO_TELEMETRY_DISABLED: "1" };
  if (process.platform === "win32") return quiet;
  const home = env["HOME"] || homedir();
  if (isWritableFolder(home)) return { ...quiet, HOME: home };
  const ownHome = join(toolsFolder, "home");
  mkdirSync(ownHome, { recursive: true });
  return {
    ...quiet,
    HOME: ownHome,
    // An outer npm hands its cache folder down in the environment, which beats HOME.
    npm_config_cache: join(toolsFolder, "npm-cache"),
    XDG_CACHE_HOME: join(ownHome, ".cache"),
    XDG_CONFIG_HOME: join(ownHome, ".config"),
  };
}

/** @param {string} path */
function isWritableFolder(path) {
  try {
    accessSync(path, constants.W_OK);
    return statSync(path).isDirectory();
  } catch {
    // Missing counts as not writable: creating somebody's home is not our business.
    return false;
  }
}
