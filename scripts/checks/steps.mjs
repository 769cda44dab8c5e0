import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modulesFolder, projectFolder } from "../bootstrap/places.mjs";

/** Where the test runners leave their counts for the closing line; each run has its own. */
export const reportsFolder = join(projectFolder, ".cache", "test", String(process.pid));

/** Files that have not changed since are not read again: seconds instead of half a minute. */
const prettierOptions = [
  "--log-level=warn",
  "--cache",
  "--cache-strategy=content",
  `--cache-location=${join(projectFolder, ".cache", "prettier")}`,
];

/**
 * @typedef {object} Step
 * @property {string} name as in `node scripts/test.mjs <name>`
 * @property {string} title
 * @property {readonly (readonly string[])[]} commands npm package, optionally `package:program`, and its arguments
 * @property {Readonly<Record<string, string>>} [env]
 * @property {"vitest" | "playwright"} [report] whose counts to read; a step without one counts as one check
 * @property {number} timeLimitSeconds a hang must end as a failure, not as a job that never answers
 */

/** The quick checks, which run side by side. */
/** @type {readonly Step[]} */
export const checks = [
  {
    name: "format",
    title: "Formatting (prettier)",
    commands: [["prettier", "--check", ...prettierOptions, "."]],
    timeLimitSeconds: 300,
  },
  {
    name: "lint",
    title: "Lint (oxlint)",
    commands: [["oxlint", "--deny-warnings"]],
    timeLimitSeconds: 120,
  },
  {
    name: "walls",
    title: "Walls between the parts (dependency-cruiser)",
    commands: [
      ["dependency-cruiser:depcruise", "--config", ".dependency-cruiser.mjs", ...cruisedFolders()],
    ],
    timeLimitSeconds: 300,
  },
  {
    name: "types",
    title: "Types (tsc)",
    commands: [typesOf("tsconfig.json"), typesOf("scripts/tsconfig.bootstrap.json")],
    timeLimitSeconds: 300,
  },
  {
    name: "site",
    title: "Types of the pages (astro check)",
    commands: [["astro", "check", "--root", "site"]],
    timeLimitSeconds: 300,
  },
];

/** @type {readonly Step[]} */
export const suites = [
  {
    name: "unit",
    title: "Unit, contract and integration tests (vitest)",
    commands: [
      [
        "vitest",
        "run",
        "--config=tests/vitest.config.ts",
        "--allowOnly=false",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${join(reportsFolder, "vitest.json")}`,
      ],
    ],
    report: "vitest",
    timeLimitSeconds: 1200,
  },
  {
    name: "e2e",
    title: "Browser tests (playwright)",
    commands: [
      [
        "playwright",
        "test",
        "--config=tests/playwright.config.ts",
        "--forbid-only",
        "--reporter=line,json",
      ],
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reportsFolder, "playwright.json") },
    report: "playwright",
    timeLimitSeconds: 1200,
  },
];

/** Not part of a test run: rewrites the files that `format` would complain about. */
/** @type {Step} */
export const reformat = {
  name: "reformat",
  title: "Formatting every file (prettier)",
  commands: [["prettier", "--write", ...prettierOptions, "."]],
  timeLimitSeconds: 300,
};

/**
 * What has not changed since the last run is not worked out again.
 * @param {string} project
 */
function typesOf(project) {
  const memory = join(
    projectFolder,
    ".cache",
    "types",
    `${project.replaceAll("/", "-")}.tsbuildinfo`,
  );
  return ["typescript:tsc", "-p", project, "--incremental", "--tsBuildInfoFile", memory];
}

/** Those that are there: dependency-cruiser takes a missing name for a mistake. */
function cruisedFolders() {
  const names = ["infra", "site", "content", "scripts", "tests", "sst.config.ts"];
  return names.filter((name) => existsSync(join(projectFolder, name)));
}

/**
 * The JavaScript file behind a package's command, so that it runs under the
 * Node.js of our choice on every platform, without shell or .cmd file.
 * @param {string} command `package` or `package:program`
 */
export function programFile(command) {
  const [packageName = command, program = packageName] = command.split(":");
  const folder = join(modulesFolder, packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[program]);
}
