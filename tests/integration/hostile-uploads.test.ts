/**
 * Files made to break what opens them, through the real path: taken in, stored,
 * probed, decoded and encoded by real programs on a real disk.
 */
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { errorMessages } from "#core/error-messages";
import { AppError } from "#core/errors";
import type { App } from "#pipeline/app";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { processEpisode } from "#pipeline/episode/process-episode";
import { memoryOf } from "../../scripts/process-memory.ts";
import { demoPath } from "../support/audio-tools.ts";
import {
  type HostileUpload,
  hostileUpload,
  makeBases,
  silenceForHours,
} from "../support/hostile-uploads.ts";
import { openKilled, placeIn, receive } from "../support/killed-intake.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { seededRandom } from "../support/scheduler.ts";
import { aFolder } from "../support/store-folder.ts";

const slice = seedsToRun({ quick: 40, long: 2_000 });
/** As many as the worker takes at a time. */
const lanes = 2;
/** Far over what a minute of speech takes, far under what a machine has. */
const programBytesMax = 700_000_000;

async function aPicture(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, "a picture");
  return path;
}

/** Pictures and words are no part of what is tried, and most of the time that it would take. */
async function uploadingApp(folder: string) {
  const installation = await openKilled(placeIn(folder));
  const app: App = {
    ...installation.app,
    artist: {
      ...installation.app.artist,
      drawCovers: async (_svg, into) => [
        { sizePx: 500, bytes: 9, path: await aPicture(into, "cover.jpg") },
      ],
      drawShare: async (_subject, into) => ({ path: await aPicture(into, "share.jpg") }),
    },
  };
  return { installation, app };
}

/** A port that counts who comes. */
async function aListener() {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    calls: () => calls,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The largest that any program of ours has been, where the system tells (Linux). */
function watchPrograms() {
  let bytesMax = 0;
  const look = async () => {
    const self = `/proc/${process.pid}/task/${process.pid}/children`;
    const children = await readFile(self, "utf8").catch(() => "");
    for (const pid of children.split(" ").filter((one) => one !== "")) {
      const memory = await memoryOf(Number(pid));
      bytesMax = Math.max(bytesMax, (memory?.mostMb ?? 0) * 1024 * 1024);
    }
  };
  const timer = setInterval(() => void look(), 25);
  return {
    stop: () => {
      clearInterval(timer);
      return bytesMax;
    },
  };
}

/** `processed`, or the code it was refused with. */
async function send(app: App, folder: string, seed: number, upload: HostileUpload) {
  const recording = join(folder, "sent", `upload-${seed}.mp3`);
  await writeFile(recording, upload.bytes);
  try {
    const place = { ...placeIn(folder), recording };
    const id = await receive(app, place, `Envoi ${seed}`);
    await processEpisode(app, id);
    const { stage } = await episodeStatus(app, id);
    return stage.name === "failed" ? stage.code : stage.name === "ready" ? "processed" : stage.name;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test("whatever is sent is refused in known words or processed; nothing leaves its folder, reaches the network, or takes the memory", async () => {
  const folder = aFolder();
  for (const part of ["sent", "tmp", "bases", "elsewhere"]) await mkdir(join(folder, part));
  vi.stubEnv("TMPDIR", join(folder, "tmp"));
  const file = join(folder, "elsewhere", "minute.mp3");
  await copyFile(demoPath("marie.mp3"), file);
  const [bases, long] = await Promise.all([
    makeBases(join(folder, "bases")),
    silenceForHours(folder, 6),
  ]);
  const listener = await aListener();
  const elsewhere = { file, address: listener.address };
  const { installation, app } = await uploadingApp(folder);
  const before = await readdir(folder);
  const programs = watchPrograms();
  const outcomes = new Map<string, number>();
  const waiting = [...seedsOf(slice)].reverse();
  const oneMore = progress("hostile uploads", slice, 50);
  const lane = async () => {
    for (let seed = waiting.pop(); seed !== undefined; seed = waiting.pop()) {
      const upload = hostileUpload(seededRandom(seed), bases, elsewhere, long);
      const outcome = await send(app, folder, seed, upload).catch((error: unknown) => {
        throw new Error(`seed ${seed}: ${upload.what}`, { cause: error });
      });
      const note = `seed ${seed}: ${upload.what}: ${outcome}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      // A timeout would be tried again four times: no file may cost a worker that.
      expect(["processed", ...Object.keys(errorMessages)], note).toContain(outcome);
      expect(["unexpected", "media-timeout", "media-interrupted"], note).not.toContain(outcome);
      if (upload.mustBeRefused) expect(outcome, note).not.toBe("processed");
      oneMore();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const bytesMax = programs.stop();
  tell(JSON.stringify({ ...Object.fromEntries(outcomes), bytesMax }));
  expect(bytesMax).toBeLessThan(programBytesMax);
  // Both halves are there: a test that only ever sees refusals proves nothing of what is processed.
  expect(outcomes.get("processed")).toBeGreaterThan(slice.count / 20);
  expect(outcomes.size).toBeGreaterThan(4);
  expect(listener.calls()).toBe(0);
  expect(await readdir(folder)).toEqual(before);
  for (const empty of ["tmp", "data/work"]) expect(await readdir(join(folder, empty))).toEqual([]);
  expect(await readdir(join(folder, "elsewhere"))).toEqual(["minute.mp3"]);
  await installation.close();
  await listener.close();
}, 7_200_000);
