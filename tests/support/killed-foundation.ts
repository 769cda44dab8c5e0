/** What the kill tests build on: made once for all test files of a run, and copied by each of them. */
import { execFile } from "node:child_process";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { processEpisode } from "#pipeline/episode/process-episode";
import { pressAll } from "#pipeline/publication/press-all";
import { underBuildLock } from "../../scripts/build-lock.ts";
import { steadyTitle } from "./killed-acts.ts";
import type { Through } from "./killed-disk.ts";
import { killedScopes, openKilled, placeIn, receive, scan } from "./killed-intake.ts";
import { makeShortRecording } from "./short-recording.ts";

/** Sees to it that it is there. Returns its folder, in which nobody may change anything. */
export async function theFoundation(): Promise<string> {
  const shared = inject("sharedFolder");
  const folder = join(shared, "foundation");
  await underBuildLock(join(shared, "foundation.lock"), async () => {
    if (await stat(folder).catch(() => undefined)) return;
    const draft = join(shared, "foundation.draft");
    await rm(draft, { recursive: true, force: true });
    await layFoundation(draft);
    await rename(draft, folder);
  });
  return folder;
}

/** Two published stories, one that stays and one that does not, and one that is ready; on disk, and nobody at work. */
async function layFoundation(folder: string): Promise<void> {
  const place = placeIn(folder);
  await mkdir(place.data, { recursive: true });
  await makeShortRecording(place.recording);
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
export async function copyFoundation(to: string, through: Through = []): Promise<void> {
  const from = await theFoundation();
  const [program, ...args] = [...through, "cp", "-a", `${from}/.`, to];
  await promisify(execFile)(program ?? "", args);
}
