import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { reportsFolder } from "./steps.mjs";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * What one step adds to the closing line. A test run counts its tests; what
 * failed outside of any test (a file that does not load, a crash, no test at
 * all) counts as at least one failure, so that a red run never reads green.
 * @param {import("./run-step.mjs").StepOutcome} outcome
 * @returns {Counts}
 */
export function countsOf({ step, ok }) {
  if (step.report === undefined) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  const path = join(reportsFolder, `${step.report}.json`);
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(path, "utf8"));
  const counts = step.report === "vitest" ? vitestCounts(report) : playwrightCounts(report);
  const nothingRan = counts.passed + counts.failed === 0;
  const failed = counts.failed === 0 && (!ok || nothingRan) ? 1 : counts.failed;
  return { ...counts, failed };
}

/**
 * @param {any} report vitest's JSON reporter follows Jest's format
 * @returns {Counts}
 */
function vitestCounts(report) {
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ file) => file.status === "failed" && !file.assertionResults.some(isFailure),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {any} result */
function isFailure(result) {
  return result.status === "failed";
}

/**
 * @param {any} report
 * @returns {Counts}
 */
function playwrightCounts({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * The last line of a run.
 * @param {readonly Counts[]} all
 */
export function closingLine(all) {
  /** @param {keyof Counts} key */
  const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
