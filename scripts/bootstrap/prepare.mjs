import { ensureDependencies } from "./dependencies.mjs";
import { withUsableHome } from "./home.mjs";
import { ensureNode } from "./node.mjs";
import { say, SetupError } from "./say.mjs";

/**
 * @typedef {object} Runtime
 * @property {string} node the Node.js program to run everything with
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} firstTime whether packages were installed just now
 */

/**
 * What every command needs: a Node.js that is new enough and the npm packages.
 * @returns {Promise<Runtime>}
 */
export async function prepare() {
  const runtime = await ensureNode(withUsableHome(process.env));
  const firstTime = await ensureDependencies(runtime);
  return { ...runtime, firstTime };
}

/**
 * Runs an entry point; what a person can mend is told without a stack trace.
 * @param {() => Promise<void>} main
 */
export async function entryPoint(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
