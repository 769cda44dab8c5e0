import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} timeLimitSeconds Nothing here may wait for ever.
 * @property {number} [silenceLimitSeconds] Give up earlier when nothing is printed for so long: a download that stalls.
 *
 * @typedef {object} RunOutcome
 * @property {boolean} ok It ended by itself with status 0.
 * @property {"ended" | "too long" | "silent" | "missing"} end
 * @property {string} output Standard output and error, in the order they came.
 * @property {number} seconds
 */

/**
 * Runs a program to its end and keeps what it prints. Never throws: a program
 * that is missing, fails or stalls is an outcome that the caller decides on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<RunOutcome>}
 */
export function run(command, args, options) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    let output = "";
    /** @type {RunOutcome["end"]} */
    let end = "ended";
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      // Windows starts .cmd files only through its shell.
      shell: command.endsWith(".cmd"),
    });
    /** @param {RunOutcome["end"]} why */
    const stop = (why) => {
      end = why;
      child.kill("SIGKILL");
      // Its own children may hold the pipes open for longer than we want to wait.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const limit = setTimeout(() => stop("too long"), options.timeLimitSeconds * 1000);
    const silenceMs = (options.silenceLimitSeconds ?? options.timeLimitSeconds) * 1000;
    const silence = setTimeout(() => stop("silent"), silenceMs);
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString();
      silence.refresh();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const settleSignals = passSignalsTo(child);
    /** @param {boolean} ok */
    const finish = (ok) => {
      settleSignals();
      clearTimeout(limit);
      clearTimeout(silence);
      resolve({ ok, end, output, seconds: (Date.now() - startedAt) / 1000 });
    };
    child.on("error", (error) => {
      end = "missing";
      output += `${error.message}\n`;
      finish(false);
    });
    child.on("close", (code) => finish(code === 0));
  });
}

/**
 * A person's Ctrl-C ends us only once the program has ended too: an npm that
 * still tidies up would collide with the one that the next start runs.
 * @param {import("node:child_process").ChildProcess} child
 */
function passSignalsTo(child) {
  /** @type {NodeJS.Signals | undefined} */
  let wish;
  /** @param {NodeJS.Signals} signal */
  const remember = (signal) => {
    wish ??= signal;
    child.kill(signal);
  };
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) process.on(signal, remember);
  return () => {
    for (const signal of signals) process.off(signal, remember);
    if (wish !== undefined) process.exit(128 + constants.signals[wish]);
  };
}
