/** An installation that is killed and started again, as `scripts/serve.ts` starts it. */
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
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

export async function copyFoundation(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true });
}

export type KilledServer = { readonly child: Child; readonly baseUrl: string };

/** Starts the real server, and waits until it says that it is ready. */
export async function startServer(folder: string): Promise<KilledServer> {
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    PAROLES_DATA: placeIn(folder).data,
    PAROLES_ORIGIN: killedOrigin,
    PAROLES_LOG: "error",
  };
  const args = [script("scripts/serve.ts")];
  const child = startProgram(process.execPath, args, { env, wholeGroup: true });
  for (let count = 1; !child.lines.some((line) => line.startsWith("ready in")); count += 1)
    await child.hasWritten(Math.max(count, child.lines.length));
  return { child, baseUrl: `http://localhost:${port}` };
}

export function startDriver(folder: string, seed: number, mode = ""): Child {
  const args = [join(import.meta.dirname, "killed-driver.ts"), folder, String(seed), mode];
  return startProgram(process.execPath, args, { wholeGroup: true });
}
