import { basename } from "node:path";
import { findCommand } from "./find-command.mjs";
import { run } from "./run.mjs";
import { SetupError } from "./say.mjs";

/** Enough for a slow line; a stalled one is given up earlier by npm itself. */
const timeLimitSeconds = 15 * 60;

/**
 * Runs npm under a given Node.js. The npm that started us names its own file in
 * the environment; run by hand, it is looked up on PATH.
 * @param {string} node
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} where
 */
export function runNpm(node, args, { cwd, env }) {
  // `error` rather than inherited: `npm run -s` hands "silent" down, and a failure must say why.
  const quiet = [...args, "--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"];
  const own = env["npm_execpath"];
  if (own !== undefined && basename(own) === "npm-cli.js") {
    return run(node, [own, ...quiet], { cwd, env, timeLimitSeconds });
  }
  const npm = findCommand("npm", env);
  if (npm === undefined) {
    throw new SetupError("npm was not found. It comes with Node.js: https://nodejs.org/");
  }
  return run(npm, quiet, { cwd, env, timeLimitSeconds });
}
