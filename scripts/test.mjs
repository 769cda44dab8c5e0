// `npm test`: gets what is missing, then proves everything. `node scripts/test.mjs <step> …` runs parts.
import { ensureChromium } from "./bootstrap/chromium.mjs";
import { ensureDebianTools } from "./bootstrap/debian-tools.mjs";
import { reportFfmpeg } from "./bootstrap/ffmpeg.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";
import { runAll } from "./checks/run-all.mjs";
import { checks, reformat, suites } from "./checks/steps.mjs";

const steps = [...checks, ...suites, reformat];
const args = process.argv.slice(2);
const names = args.filter((arg) => steps.some((step) => step.name === arg));
/** The full counts take hours; which of them, `PAROLES_SEED` and `PAROLES_SEEDS` can say (tests/support/long-run.ts). */
const longTimes = 30;
/** @param {import("./checks/steps.mjs").Step} suite */
const longer = (suite) => ({ ...suite, timeLimitSeconds: suite.timeLimitSeconds * longTimes });
const extraArgs = args.filter((arg) => !names.includes(arg) && arg !== "--long");

await entryPoint(async () => {
  const runtime = await prepare();
  /** @param {import("./checks/steps.mjs").Step} step */
  const isWanted = (step) => names.length === 0 || names.includes(step.name);
  const isLong = args.includes("--long");
  const wantedSuites = suites.filter(isWanted).map((suite) => (isLong ? longer(suite) : suite));
  if (isLong) runtime.env["PAROLES_TEST_LONG"] = "1";
  if (runtime.firstTime) await reportFfmpeg(runtime);
  if (wantedSuites.length > 0) await ensureDebianTools(runtime.env);
  if (wantedSuites.some((suite) => suite.name === "e2e")) {
    runtime.env["CHROMIUM_PATH"] = await ensureChromium(runtime);
  }
  const wantedChecks = names.includes("reformat") ? [reformat] : checks.filter(isWanted);
  const ok = await runAll(runtime, { checks: wantedChecks, suites: wantedSuites, extraArgs });
  process.exitCode = ok ? 0 : 1;
});
