/** An installation that is killed and started again, as `scripts/serve.ts` starts it. */
import { join } from "node:path";
import { freePort } from "../e2e/start-server.ts";
import { killedOrigin, placeIn } from "./killed-intake.ts";
import type { Through } from "./killed-disk.ts";
import { type Promised, written } from "./killed-promises.ts";
import { type Child, startProgram } from "./store-children.ts";

const script = (path: string) => join(import.meta.dirname, "..", "..", path);

/** What one process's surroundings are like; the usual ones unless told. */
export type Circumstances = {
  /** Through what it sees the disk. */
  readonly through?: Through;
  /** The seed by which its clock jumps to and fro. */
  readonly clockJumps?: number | undefined;
};

/** Starts one of our programs, with all that it will start. */
function startOurs(
  args: readonly string[],
  { through = [], clockJumps }: Circumstances,
  env: NodeJS.ProcessEnv = process.env,
): Child {
  const jumps = clockJumps === undefined ? [] : ["--import", beside("jumping-clock.ts")];
  const [program = "", ...all] = [...through, process.execPath, ...jumps, ...args];
  const seed = clockJumps === undefined ? {} : { PAROLES_TEST_CLOCK: String(clockJumps) };
  return startProgram(program, all, { env: { ...env, ...seed }, wholeGroup: true });
}

const beside = (name: string) => join(import.meta.dirname, name);

export type KilledServer = { readonly child: Child; readonly baseUrl: string };

/** Starts the real server, and waits until it says that it is ready; rejects with what it says if it ends instead. */
export async function startServer(
  folder: string,
  circumstances: Circumstances = {},
): Promise<KilledServer> {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    PAROLES_DATA: placeIn(folder).data,
    PAROLES_ORIGIN: killedOrigin,
    PAROLES_LOG: "error",
  };
  const child = startOurs([script("scripts/serve.ts")], circumstances, env);
  for (let count = 1; !child.lines.some((line) => line.startsWith("ready in")); count += 1)
    await child.hasWritten(Math.max(count, child.lines.length));
  return { child, baseUrl: `http://localhost:${port}` };
}

/** Starts somebody who acts, or with `mode` "restore" brings a backup back, until killed. */
export const startDriver = (
  folder: string,
  seed: number,
  { mode = "", ...circumstances }: Circumstances & { readonly mode?: string } = {},
): Child => startOurs([beside("killed-driver.ts"), folder, String(seed), mode], circumstances);

/** Judges the installation as its disk is seen; rejects with what does not hold. */
export async function judgeThrough(
  through: Through,
  folder: string,
  baseUrl: string,
  promised: Promised,
): Promise<void> {
  const args = [beside("killed-judge-run.ts"), folder, baseUrl, written(promised)];
  await startOurs(args, { through }).ends();
}
