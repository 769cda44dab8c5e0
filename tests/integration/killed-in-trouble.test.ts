/**
 * The kill tests once more, on machines in trouble: a disk that gets full or read-only
 * while people upload, grant, withdraw, erase and press, and a clock that jumps by hours
 * and weeks. A refusal is an answer; what was answered with yes must hold.
 */
import { beforeAll, expect, test } from "vitest";
import { mountDisk } from "../support/killed-disk.ts";
import { copyFoundation, theFoundation } from "../support/killed-foundation.ts";
import { liveOn } from "../support/killed-life.ts";
import { countMiddles } from "../support/killed-middles.ts";
import { progress, seedsOf, seedsToRun } from "../support/long-run.ts";
import { aFolder } from "../support/store-folder.ts";
import { canHaveSmallDisk } from "../support/small-disk.ts";

const lives = seedsToRun({ quick: 1, long: 60 });
/** Crashes of one installation, one after the other, before another begins. */
const livesOfOne = Math.min(lives.count, 5);
const limitMs = livesOfOne * 600_000;

beforeAll(() => theFoundation(), 900_000);

const chains = Array.from({ length: Math.ceil(lives.count / livesOfOne) }, (_, chain) =>
  seedsOf(lives).slice(chain * livesOfOne, (chain + 1) * livesOfOne),
);

const oneMoreOnDisk = progress("lives on a disk in trouble", lives, 1);
test.skipIf(!canHaveSmallDisk()).each(chains)(
  "on a disk that gets full or read-only nothing that was answered is lost, nothing taken back is reachable, nothing is half published, and people are told why (seeds from %i; needs a disk of its own: Linux, as root or with user namespaces)",
  async (...seeds) => {
    const folder = aFolder();
    const disk = await mountDisk(folder);
    await copyFoundation(folder, disk.through);
    const conditions = { folder, disk, middles: countMiddles() };
    expect(await liveOn(seeds, conditions, oneMoreOnDisk)).toEqual(seeds);
  },
  limitMs,
);

const oneMoreByClock = progress("lives by a wrong clock", lives, 1);
test.each(chains)(
  "by a clock that jumps by hours and weeks nothing that was answered is lost, nothing taken back is reachable, and nothing is half published (seeds from %i)",
  async (...seeds) => {
    const folder = aFolder();
    await copyFoundation(folder);
    const conditions = { folder, wrongClock: true, middles: countMiddles() };
    expect(await liveOn(seeds, conditions, oneMoreByClock)).toEqual(seeds);
  },
  limitMs,
);
