/**
 * The real server on the real stores, killed at instants that a seed chooses while
 * people upload, grant, withdraw, erase, press and restore. After each crash it is
 * started again, and what was answered must hold.
 */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backUp } from "#pipeline/restore/back-up";
import { changeConsent } from "#pipeline/consent/change-consent";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { isRestoring } from "#pipeline/restore-mark";
import { storiesOf } from "../support/killed-acts.ts";
import { copyFoundation, theFoundation } from "../support/killed-foundation.ts";
import { type KilledPlace, openKilled, placeIn } from "../support/killed-intake.ts";
import { judge, nothingWithdrawnAnswers } from "../support/killed-judge.ts";
import { liveOn, saidBy } from "../support/killed-life.ts";
import { countMiddles, killedKinds, underWay } from "../support/killed-middles.ts";
import { nothingPromised } from "../support/killed-promises.ts";
import { startDriver, startServer } from "../support/killed-site.ts";
import { progress, seedsOf, seedsToRun, tell } from "../support/long-run.ts";
import { seededRandom } from "../support/scheduler.ts";
import { aFolder } from "../support/store-folder.ts";

/** One shows that the test itself works; what it may find by chance is what the two hundred are for. */
const kills = seedsToRun({ quick: 1, long: 200 });
const restores = seedsToRun({ quick: 1, long: 40 });
/** Crashes of one installation, one after the other, before another begins. */
const livesOfOne = Math.min(kills.count, 10);

beforeAll(() => theFoundation(), 900_000);

const chains = Array.from({ length: Math.ceil(kills.count / livesOfOne) }, (_, chain) =>
  seedsOf(kills).slice(chain * livesOfOne, (chain + 1) * livesOfOne),
);
const oneMoreKill = progress("kills", kills, 1);
const oneMoreRestore = progress("killed restores", restores, 1);
const middles = countMiddles();
afterAll(() => tell(`cut off: ${JSON.stringify(middles.counts())}`));

test.each(chains)(
  "killed at any instant, nothing that was answered is lost, nothing taken back is reachable, nothing is half published (seeds from %i)",
  async (...lives) => {
    const folder = aFolder();
    await copyFoundation(folder);
    expect(await liveOn(lives, { folder, middles }, oneMoreKill)).toEqual(lives);
  },
  livesOfOne * 600_000,
);

test("a server that finds a withdrawal to finish when it starts comes to the port that people know, and no start says yes again to what was taken back", async () => {
  const folder = aFolder();
  const place = placeIn(folder);
  await copyFoundation(folder);
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
      await copyFoundation(folder);
      const before = await openKilled(place);
      await backUp(before.app, before.backups, join(folder, "backup"));
      const [leaving] = (await storiesOf(before.app)).filter((one) => one.isOpen && !one.isSteady);
      await withdrawConsent(before.app, { episodeId: leaving?.id ?? "", channel: "staff" });
      await before.close();
      const promised = nothingPromised();
      promised.closed.add(leaving?.id ?? "");
      const first = startDriver(folder, seed, { mode: "restore" });
      await first.hasWritten(1);
      await pause(random() * 500);
      await first.kill();
      if (underWay(saidBy(first)) !== undefined)
        middles.note("restore", await isHalfRestored(place));
      await startDriver(folder, seed, { mode: "restore" }).ends();
      const server = await startServer(folder);
      const after = await openKilled(place);
      try {
        await judge(after, place, server.baseUrl, promised);
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

/** Whether a restore was begun and is not done. */
async function isHalfRestored(place: KilledPlace): Promise<boolean> {
  const looking = await openKilled(place, { toRestore: true });
  try {
    return await isRestoring(looking.app.records);
  } finally {
    await looking.close();
  }
}

test.skipIf(kills.count < 200 || restores.count < 40)(
  "the full count kills every kind of act in its middle",
  () => {
    const counts = middles.counts();
    for (const kind of killedKinds) expect(counts[kind]?.halfDone ?? 0, kind).toBeGreaterThan(0);
  },
);
