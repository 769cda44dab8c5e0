/**
 * The real server on the real stores, killed at instants that a seed chooses while
 * people upload, grant, withdraw, erase, press and restore. After each crash it is
 * started again, and what was answered must hold.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backUp } from "#pipeline/restore/back-up";
import { changeConsent } from "#pipeline/consent/change-consent";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { LineSchema, storiesOf } from "../support/killed-acts.ts";
import { openKilled, placeIn } from "../support/killed-intake.ts";
import {
  everythingHolds,
  nothingPromised,
  nothingWithdrawnAnswers,
  promise,
  type Promised,
  settle,
  workFolders,
} from "../support/killed-judge.ts";
import { copyFoundation, layFoundation, startDriver, startServer } from "../support/killed-site.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { seededRandom } from "../support/scheduler.ts";
import type { Child } from "../support/store-children.ts";
import { aFolder } from "../support/store-folder.ts";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";

/** Two show that the test itself works; what they may find by chance is what the two hundred are for. */
const kills = seedsToRun({ quick: 2, long: 200 });
const restores = seedsToRun({ quick: 1, long: 40 });
/** Crashes of one installation, one after the other, before another begins. */
const livesOfOne = Math.min(kills.count, 10);

let foundation = "";
beforeAll(async () => {
  foundation = mkdtempSync(join(tmpdir(), "paroles-killed-"));
  await layFoundation(foundation);
}, 900_000);
afterAll(() => rm(foundation, { recursive: true, force: true }));

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a driver said; a line that the crash cut short was not said. */
const saidBy = ({ lines }: Child) =>
  lines.flatMap((line) => (line.endsWith("}") ? [LineSchema.parse(JSON.parse(line))] : []));

/** The act that a driver had begun and was not answered. */
const underWay = (lines: ReturnType<typeof saidBy>) =>
  lines.slice(-1).flatMap(({ kind, what }) => (kind === "begins" ? [what] : []));

/** Lets a driver begin so many acts, and a moment more. */
async function untilThen(driver: Child, random: () => number): Promise<void> {
  await driver.hasWritten(2 + Math.floor(random() * 12));
  await pause(random() * 250);
}

/** One crash, of everything at once or of one process alone, and what is left when it is over. */
async function oneLife(folder: string, seed: number, promised: Promised): Promise<void> {
  const random = seededRandom(seed);
  const place = placeIn(folder);
  let server = await startServer(folder);
  const driver = startDriver(folder, seed, random() < 0.2 ? "jumps" : "");
  await untilThen(driver, random);
  const who = random();
  const dies = [...(who < 0.8 ? [server.child] : []), ...(who < 0.5 || who >= 0.8 ? [driver] : [])];
  await Promise.all(dies.map((child) => child.kill()));
  if (who < 0.8 && (await workFolders(place)).length > 0) countCutOff(["processing"]);
  if (who < 0.8) server = await startServer(folder);
  await driver.kill();
  promise(promised, saidBy(driver));
  const installation = await openKilled(place);
  countCutOff(underWay(saidBy(driver)));
  try {
    await nothingWithdrawnAnswers(installation, server.baseUrl, promised);
    await settle(installation.app, place);
    await nothingWithdrawnAnswers(installation, server.baseUrl, promised);
    await everythingHolds(installation, server.baseUrl, promised, place);
  } catch (error) {
    throw new Error(`${dies.length} of two died; the server ${server.child.complaint()}`, {
      cause: error,
    });
  } finally {
    await installation.close();
    await server.child.kill();
  }
}

const chains = Array.from({ length: Math.ceil(kills.count / livesOfOne) }, (_, chain) =>
  seedsOf(kills).slice(chain * livesOfOne, (chain + 1) * livesOfOne),
);
const oneMoreKill = progress("kills", kills, 1);
const oneMoreRestore = progress("killed restores", restores, 1);
/** What was under way at the instants that the seeds chose. */
const cutOff = new Map<string, number>();
const countCutOff = (whats: Iterable<string>) => {
  for (const what of whats) cutOff.set(what, (cutOff.get(what) ?? 0) + 1);
};
afterAll(() => tell(`cut off: ${JSON.stringify(Object.fromEntries(cutOff))}`));

test.each(chains)(
  "killed at any instant, nothing that was answered is lost, nothing taken back is reachable, nothing is half published (seeds from %i)",
  async (...lives) => {
    const folder = aFolder();
    await copyFoundation(foundation, folder);
    const promised = nothingPromised();
    for (const seed of lives) {
      try {
        await oneLife(folder, seed, promised);
        oneMoreKill();
      } catch (error) {
        throw new Error(`seed ${seed}, of the lives ${lives.join(" ")}`, { cause: error });
      }
    }
  },
  livesOfOne * 600_000,
);

test("a server that finds a withdrawal to finish when it starts comes to the port that people know, and no start says yes again to what was taken back", async () => {
  const folder = aFolder();
  const place = placeIn(folder);
  await copyFoundation(foundation, folder);
  const installation = await openKilled(place);
  const stories = (await storiesOf(installation.app)).filter(({ isOpen }) => isOpen);
  // The demonstration's own is withdrawn whole; of the other, what comes after the durable no was cut off.
  const steady = stories.find(({ isSteady }) => isSteady)?.id ?? "";
  const cutOff = stories.find(({ isSteady }) => !isSteady)?.id ?? "";
  await withdrawConsent(installation.app, { episodeId: steady, channel: "staff" });
  await changeConsent(installation.app, cutOff, {
    closes: true,
    decide: ({ consents }) =>
      consents.map(({ speakerId, signatoryId, scope }) => ({
        speakerId,
        signatoryId,
        scope,
        event: { kind: "withdraw", by: { kind: "staff", staffId: "staff" } },
      })),
  });
  expect((await installation.app.allowList.get(cutOff))?.state).toBe("allowed");
  const server = await startServer(folder);
  const promised = { ...nothingPromised(), closed: new Set([steady, cutOff]) };
  await nothingWithdrawnAnswers(installation, server.baseUrl, promised);
  await installation.close();
  await server.child.kill();
}, 180_000);

test(
  "a restore that is killed at any instant opens nothing, lets no server start, and is finished by running it again",
  async () => {
    for (const seed of seedsOf(restores)) {
      const random = seededRandom(seed);
      const folder = aFolder();
      const place = placeIn(folder);
      await copyFoundation(foundation, folder);
      const before = await openKilled(place);
      await backUp(before.app, before.backups, join(folder, "backup"));
      const [leaving] = (await storiesOf(before.app)).filter((one) => one.isOpen && !one.isSteady);
      await withdrawConsent(before.app, { episodeId: leaving?.id ?? "", channel: "staff" });
      await before.close();
      const promised = nothingPromised();
      promised.closed.add(leaving?.id ?? "");
      const first = startDriver(folder, seed, "restore");
      await first.hasWritten(1);
      await pause(random() * 500);
      await first.kill();
      if (underWay(saidBy(first)).length > 0) countCutOff(["restore"]);
      await startDriver(folder, seed, "restore").ends();
      const server = await startServer(folder);
      const after = await openKilled(place);
      try {
        await settle(after.app, place);
        await nothingWithdrawnAnswers(after, server.baseUrl, promised);
        await everythingHolds(after, server.baseUrl, promised, place);
        expect((await storiesOf(after.app)).filter(({ isOpen }) => isOpen)).toHaveLength(1);
        oneMoreRestore();
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      } finally {
        await after.close();
        await server.child.kill();
      }
    }
  },
  restores.count * 600_000,
);
