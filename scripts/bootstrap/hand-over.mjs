import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { memoryEnv, nodeFlags } from "./node-flags.mjs";
import { projectFolder } from "./places.mjs";
import { whenNpmIsGone } from "./when-npm-is-gone.mjs";

/** A terminal signals the whole group and npm passes the signal on again: that is one wish, not two. */
const sameWishMs = 1000;

const endWithParent = pathToFileURL(
  join(projectFolder, "scripts/bootstrap/end-with-parent.mjs"),
).href;

/**
 * Runs a script of ours as the rest of this command: same terminal, same exit
 * status, and each signal exactly once, so that a second Ctrl-C can mean
 * "now". The child's folder is the project's; INIT_CWD tells where the person
 * stands, for file names on the command line.
 * @param {{ node: string, env: NodeJS.ProcessEnv }} runtime
 * @param {string} script relative to the project
 * @param {readonly string[]} args
 */
export function handOver({ node, env }, script, args) {
  const program = join(projectFolder, script);
  const child = spawn(node, [...nodeFlags, "--import", endWithParent, program, ...args], {
    cwd: projectFolder,
    env: { ...memoryEnv, ...env, INIT_CWD: standingIn(env) },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // Its own process group: otherwise the terminal's Ctrl-C would reach it beside ours.
    detached: process.platform !== "win32",
  });
  passSignalsOn(child);
  whenNpmIsGone(() => child.kill("SIGTERM"));
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
  });
}

/** @param {import("node:child_process").ChildProcess} child */
function passSignalsOn(child) {
  let lastSignalAt = -Infinity;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - lastSignalAt > sameWishMs) child.kill(signal);
      lastSignalAt = now;
    });
  }
}

/**
 * npm runs scripts in the project's folder and keeps the person's in INIT_CWD;
 * a direct call from elsewhere must not believe an INIT_CWD it inherited.
 * @param {NodeJS.ProcessEnv} env
 */
function standingIn(env) {
  const here = process.cwd();
  return here === resolve(projectFolder) ? (env["INIT_CWD"] ?? here) : here;
}
