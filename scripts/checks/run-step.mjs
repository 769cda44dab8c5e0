import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { projectFolder } from "../bootstrap/places.mjs";
import { programFile } from "./steps.mjs";

/**
 * @typedef {object} StepOutcome
 * @property {import("./steps.mjs").Step} step
 * @property {boolean} ok
 * @property {number} seconds
 * @property {string} output empty when it went straight to the terminal
 */

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Runs one step, every command of it even when the first fails.
 * @param {import("./steps.mjs").Step} step
 * @param {import("../bootstrap/prepare.mjs").Runtime} runtime
 * @param {{ keepOutput: boolean, extraArgs?: readonly string[] }} options
 * @returns {Promise<StepOutcome>}
 */
export async function runStep(step, runtime, { keepOutput, extraArgs = [] }) {
  const startedAt = Date.now();
  let ok = true;
  let output = "";
  const env = { ...colours(step, keepOutput), ...runtime.env, ...step.env };
  const stepRuntime = { ...runtime, env };
  for (const [command = "", ...args] of step.commands) {
    const outcome = await runProgram(
      stepRuntime,
      [programFile(command), ...args, ...extraArgs],
      step.timeLimitSeconds,
      keepOutput,
    );
    ok &&= outcome.ok;
    output += outcome.output;
  }
  // On build servers some tools colour whatever they are told.
  if (!process.stdout.isTTY) output = stripVTControlCharacters(output);
  return { step, ok, seconds: (Date.now() - startedAt) / 1000, output };
}

/**
 * @param {import("../bootstrap/prepare.mjs").Runtime} runtime
 * @param {readonly string[]} args
 * @param {number} timeLimitSeconds
 * @param {boolean} keepOutput
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
function runProgram({ node, env }, args, timeLimitSeconds, keepOutput) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [...args], {
      cwd: projectFolder,
      env,
      stdio: keepOutput ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      // Its own process group, so that a hang ends with its browsers and encoders.
      detached: process.platform !== "win32",
    });
    running.add(child);
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const limit = setTimeout(() => {
      const line = `Stopped: it did not end within ${timeLimitSeconds} s.\n`;
      if (keepOutput) output += line;
      else process.stdout.write(line);
      stop(child, "SIGKILL");
    }, timeLimitSeconds * 1000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * A step that writes into our pipe cannot see whether a terminal is at its end.
 * @param {import("./steps.mjs").Step} step
 * @param {boolean} keepOutput
 * @returns {NodeJS.ProcessEnv}
 */
function colours({ report }, keepOutput) {
  if (process.stdout.isTTY) return keepOutput ? { FORCE_COLOR: "1" } : {};
  // Playwright sets FORCE_COLOR itself, and Node.js warns about the two together.
  return report === "playwright" ? { FORCE_COLOR: "0" } : { NO_COLOR: "1" };
}

/**
 * Passes the person's Ctrl-C on to everything that runs.
 * @param {NodeJS.Signals} signal
 */
export function stopAll(signal) {
  for (const child of running) stop(child, signal);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function stop(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // It ended in between, which is what was wanted.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}
