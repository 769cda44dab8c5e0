import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { alone } from "./alone.mjs";
import { runNpm } from "./npm.mjs";
import { projectFolder, toolsFolder } from "./places.mjs";
import { run } from "./run.mjs";
import { lastLines, say, SetupError } from "./say.mjs";

/** The version fetched where the machine's own is too old: the only place that names it. */
const fetchedVersion = "24.21.0";

/**
 * The oldest that we run on. Astro asks for 22.12; our own files also use
 * `await using` and run as TypeScript without a flag.
 */
const majorMin = 24;

/**
 * Finds or fetches a Node.js that can run the application.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} its program, and an environment that finds it first
 */
export async function ensureNode(env) {
  if (Number.parseInt(process.versions.node, 10) >= majorMin) return found(process.execPath, env);
  if (!isFetched()) await alone(async () => void (isFetched() || (await fetchNode(env))));
  return found(fetchedProgram(), env);
}

/** What Node.js has compiled once, our TypeScript too: the next command starts in three quarters of the time. */
const compiledFolder = join(projectFolder, ".cache", "compiled");

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
function found(node, env) {
  // npm's own scripts start with `#!/usr/bin/env node`, so PATH decides what they run on.
  const PATH = `${dirname(node)}${delimiter}${env["PATH"] ?? ""}`;
  return { node, env: { NODE_COMPILE_CACHE: compiledFolder, ...env, PATH } };
}

function fetchedProgram() {
  const file = process.platform === "win32" ? "node.exe" : "node";
  return join(toolsFolder, "node_modules", "node", "bin", file);
}

const stampFile = join(toolsFolder, "node.stamp");
const stamp = `${fetchedVersion} ${process.platform} ${process.arch}`;

function isFetched() {
  return (
    existsSync(fetchedProgram()) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === stamp
  );
}

/** @param {NodeJS.ProcessEnv} env */
async function fetchNode(env) {
  say(`Node.js ${process.versions.node} is older than ${majorMin}: getting ${fetchedVersion} …`);
  mkdirSync(toolsFolder, { recursive: true });
  // The package fetches the right program in its install script, which npm lets run only when named.
  const manifest = { private: true, allowScripts: { node: true } };
  writeFileSync(join(toolsFolder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const args = ["install", "--prefix", toolsFolder, "--ignore-scripts=false", "--no-save"];
  const installed = await runNpm(process.execPath, [...args, `node@${fetchedVersion}`], {
    cwd: toolsFolder,
    env,
  });
  const tried = await run(fetchedProgram(), ["--version"], { timeLimitSeconds: 30 });
  if (!tried.ok || tried.output.trim() !== `v${fetchedVersion}`) {
    throw new SetupError(
      `Node.js ${fetchedVersion} could not be fetched from the npm registry:\n` +
        `${lastLines(installed.output + tried.output)}\n` +
        "Check the connection and start again, or install Node.js 24 from https://nodejs.org/",
    );
  }
  writeFileSync(stampFile, stamp);
  say(`… Node.js ${fetchedVersion} is ready (${installed.seconds.toFixed(0)} s).`);
}
