import { mkdirSync, rmSync } from "node:fs";
import { constants } from "node:os";
import { whenNpmIsGone } from "../bootstrap/when-npm-is-gone.mjs";
import { closingLine, countsOf } from "./counts.mjs";
import { runStep, stopAll } from "./run-step.mjs";
import { reportsFolder } from "./steps.mjs";

/** Two cores are what a small machine has; the test runners use both by themselves. */
const checksAtOnce = 2;

/**
 * Runs the checks side by side and then the test suites one after the other,
 * all of them whatever fails, and ends with the counts alone on a line.
 * @param {import("../bootstrap/prepare.mjs").Runtime} runtime
 * @param {{ checks: readonly import("./steps.mjs").Step[], suites: readonly import("./steps.mjs").Step[], extraArgs: readonly string[] }} plan
 * @returns {Promise<boolean>} whether everything passed
 */
export async function runAll(runtime, { checks, suites, extraArgs }) {
  passSignalsOn();
  mkdirSync(reportsFolder, { recursive: true });
  const outcomes = await runSideBySide(runtime, checks, extraArgs);
  for (const suite of suites) {
    process.stdout.write(`\n── ${suite.title}\n`);
    const outcome = await runStep(suite, runtime, { keepOutput: false, extraArgs });
    process.stdout.write(`${verdict(outcome)}\n`);
    outcomes.push(outcome);
  }
  const counts = outcomes.map(countsOf);
  rmSync(reportsFolder, { recursive: true, force: true });
  const failed = outcomes.filter((_, index) => (counts[index]?.failed ?? 0) > 0);
  if (failed.length > 0) process.stdout.write("\nFailed:\n");
  for (const { step } of failed) {
    process.stdout.write(`  ${step.title} (again: node scripts/test.mjs ${step.name})\n`);
  }
  process.stdout.write(`\n${closingLine(counts)}\n`);
  return failed.length === 0;
}

/**
 * @param {import("../bootstrap/prepare.mjs").Runtime} runtime
 * @param {readonly import("./steps.mjs").Step[]} steps
 * @param {readonly string[]} extraArgs
 */
async function runSideBySide(runtime, steps, extraArgs) {
  /** @type {import("./run-step.mjs").StepOutcome[]} */
  const outcomes = [];
  const waiting = [...steps];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step, runtime, { keepOutput: true, extraArgs });
      process.stdout.write(`\n── ${step.title}\n`);
      if (!outcome.ok) process.stdout.write(outcome.output);
      process.stdout.write(`${verdict(outcome)}\n`);
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: checksAtOnce }, work));
  return outcomes;
}

/** @param {import("./run-step.mjs").StepOutcome} outcome */
function verdict({ ok, seconds }) {
  return `${ok ? "passed" : "FAILED"} in ${seconds.toFixed(1)} s`;
}

function passSignalsOn() {
  /** @param {NodeJS.Signals} signal */
  const stop = (signal) => {
    stopAll(signal);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, stop);
  }
  whenNpmIsGone(() => stop("SIGTERM"));
}
