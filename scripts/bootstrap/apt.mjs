import { existsSync } from "node:fs";
import { findCommand } from "./find-command.mjs";
import { run } from "./run.mjs";

/** Asks nothing, waits for another apt, and gives a dead mirror up soon. */
const options = [
  "-o=DPkg::Lock::Timeout=120",
  "-o=Acquire::http::Timeout=20",
  "-o=Acquire::Retries=1",
];

/** Whether Debian packages can be installed without asking anybody: root on Debian or its kin. */
export function canInstallDebianPackages() {
  return (
    process.getuid?.() === 0 &&
    existsSync("/etc/debian_version") &&
    findCommand("apt-get") !== undefined
  );
}

/** @type {Promise<import("./run.mjs").RunOutcome> | undefined} */
let listsUpdated;

/**
 * Installs Debian packages, and nothing that they merely recommend.
 * @param {readonly string[]} packages
 * @param {NodeJS.ProcessEnv} env
 */
export async function installDebianPackages(packages, env) {
  const quietly = { ...env, DEBIAN_FRONTEND: "noninteractive" };
  // A fresh container has no lists at all; once for each run is enough.
  listsUpdated ??= run("apt-get", ["update", ...options], { env: quietly, timeLimitSeconds: 120 });
  const updated = await listsUpdated;
  const args = ["install", "-y", "--no-install-recommends", ...options, ...packages];
  const installed = await run("apt-get", args, { env: quietly, timeLimitSeconds: 600 });
  return { ...installed, output: `${updated.output}${installed.output}` };
}
