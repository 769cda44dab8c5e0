/** An installation that is killed and started again, as `scripts/serve.ts` starts it. */
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { pressAll } from "#pipeline/press/press-all";
import { processEpisode } from "#pipeline/episode/process-episode";
import { freePort } from "../e2e/start-server.ts";
import { demoPath, ffmpeg } from "./audio-tools.ts";
import { steadyTitle } from "./killed-acts.ts";
import {
  cutSeconds,
  killedOrigin,
  killedScopes,
  openKilled,
  placeIn,
  receive,
  scan,
} from "./killed-intake.ts";
import type { Through } from "./killed-disk.ts";
import { type Promised, written } from "./killed-promises.ts";
import { type Child, startProgram } from "./store-children.ts";

const script = (path: string) => join(import.meta.dirname, "..", "..", path);

/** Two published stories, one that stays and one that does not, and one that is ready; on disk, and nobody at work. */
export async function layFoundation(folder: string): Promise<void> {
  const place = placeIn(folder);
  await mkdir(place.data, { recursive: true });
  const cut = ["-ss", String(cutSeconds.from), "-t", String(cutSeconds.length)];
  await ffmpeg(...cut, "-i", demoPath("marie.mp3"), "-ac", "1", place.recording);
  const installation = await openKilled(place);
  const { app, demonstration } = installation;
  await pressAll(app);
  const made: string[] = [];
  for (const title of [steadyTitle, "Une voix qui part", "Une voix qui vient"]) {
    const id = await receive(app, place, title);
    await processEpisode(app, id);
    made.push(id);
  }
  const [steady = "", leaving = ""] = made;
  for (const episodeId of [steady, leaving])
    await grantOnPaper(app, { episodeId, scan, scopes: killedScopes });
  // The server's own seven recordings would take most of the test's time: this story stands for each.
  for (const { file } of demonstration.recordings)
    await app.records.commit([
      {
        kind: "put",
        partition: "demonstration",
        sort: file,
        body: { episodeId: steady },
        expect: "absent",
      },
    ]);
  await installation.close();
}

/** Copies it, as `through` sees the place. */
export async function copyFoundation(from: string, to: string, through: Through = []) {
  const [program, ...args] = [...through, "cp", "-a", `${from}/.`, to];
  await promisify(execFile)(program ?? "", args);
}

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
