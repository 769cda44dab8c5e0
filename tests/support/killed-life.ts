/** One life of an installation: people at work, perhaps a trouble with its disk or its clock, a crash, and the judge. */
import assert from "node:assert/strict";
import { setImmediate as othersFirst, setTimeout as pause } from "node:timers/promises";
import { LineSchema } from "./killed-acts.ts";
import type { KilledDisk } from "./killed-disk.ts";
import { bringTrouble, startsOrTells } from "./killed-trouble.ts";
import { openKilled, placeIn } from "./killed-intake.ts";
import { judge, workFolders } from "./killed-judge.ts";
import { type Middles, underWay } from "./killed-middles.ts";
import { nothingPromised, promise, type Promised } from "./killed-promises.ts";
import {
  type Circumstances,
  judgeThrough,
  type KilledServer,
  startDriver,
  startServer,
} from "./killed-site.ts";
import { seededRandom } from "./scheduler.ts";
import type { Child } from "./store-children.ts";

type Life = {
  readonly folder: string;
  readonly seed: number;
  /** What the lives before promised; this one adds to it. */
  readonly promised: Promised;
  readonly middles: Middles;
  /** The disk that `folder` is, where it will get into trouble. */
  readonly disk?: KilledDisk;
  /** Whether the clocks of the server and of whoever acts jump. */
  readonly wrongClock?: boolean;
};

/** What a driver said; a line that the crash cut short was not said. */
export const saidBy = ({ lines }: Child) =>
  lines.flatMap((line) => (line.endsWith("}") ? [LineSchema.parse(JSON.parse(line))] : []));

/** Lets a driver begin so many acts, and a moment more. */
async function untilThen(driver: Child, random: () => number): Promise<void> {
  await driver.hasWritten(2 + Math.floor(random() * 12));
  await pause(random() * 250);
}

const actsWaitedFor = 40;
/** Acts that are over within a few hundredths of a second: an instant by chance seldom falls into one. */
const quickActs = ["upload", "grant", "withdraw", "erase"] as const;

/**
 * Lets a driver act until it begins an act of one kind, and a small moment more: into
 * its middle, by chance or, where the records can be seen from here, by what it has left in them.
 */
async function untilInTheMiddle(
  { folder, middles, disk }: Life,
  driver: Child,
  random: () => number,
): Promise<void> {
  const wanted = quickActs[Math.floor(random() * quickActs.length)];
  const byChance = random() < 0.3 || disk !== undefined;
  for (let lines = 1; lines < actsWaitedFor; lines += 1) {
    await driver.hasWritten(lines);
    const act = underWay(saidBy(driver));
    if (act === undefined || act.what !== wanted) continue;
    if (byChance) break;
    while (driver.isAlive() && driver.lines.length === lines) {
      if (await middles.isInside(placeIn(folder), act)) return;
      // Stores on one machine never wait themselves: what the driver says next would never be heard.
      await othersFirst();
    }
  }
  await pause(random() ** 2 * 150);
}

/** One crash, of everything at once or of one process alone, and what is left when it is over. */
async function oneLife(life: Life): Promise<void> {
  const { folder, seed, promised, disk, wrongClock = false } = life;
  const random = seededRandom(seed);
  const through = disk?.through ?? [];
  const here: Circumstances = { through, ...(wrongClock && { clockJumps: seed }) };
  let server = await startServer(folder, here);
  const driverJumps = random() < 0.2 || wrongClock;
  const driver = startDriver(folder, seed, { through, ...(driverJumps && { clockJumps: -seed }) });
  await (seed % 3 === 0 ? untilInTheMiddle(life, driver, random) : untilThen(driver, random));
  const who = random();
  const isServerKilled = who < 0.8;
  const isDriverKilled = who < 0.5 || who >= 0.8;
  const trouble = disk && (await bringTrouble(disk, server, seededRandom(-seed)));
  assert(driver.isAlive(), `whoever acted ended: ${driver.complaint()}`);
  assert(server.child.isAlive(), `the server ended: ${server.child.complaint()}`);
  await Promise.all([isServerKilled && server.child.kill(), isDriverKilled && driver.kill()]);
  if (isServerKilled) await noteProcessing(life);
  if (isDriverKilled) await noteAct(life, driver);
  if (trouble !== undefined && isServerKilled) await startsOrTells(folder, here);
  disk?.mend();
  if (isServerKilled) server = await startServer(folder, here);
  await driver.kill();
  if (!isDriverKilled) await noteAct(life, driver);
  promise(promised, saidBy(driver));
  try {
    await judgeLife(life, server);
  } catch (error) {
    const who = `the server ${server.child.complaint()}; whoever acted ${driver.complaint()}`;
    throw new Error(`${who}; trouble: ${trouble ?? "none"}`, { cause: error });
  } finally {
    await server.child.kill();
  }
}

/** Several lives of one installation under the same conditions; returns the seeds of those that were judged. */
export async function liveOn(
  seeds: readonly number[],
  conditions: Omit<Life, "seed" | "promised">,
  oneMore: () => void,
): Promise<readonly number[]> {
  const promised = nothingPromised();
  const judged: number[] = [];
  for (const seed of seeds) {
    try {
      await oneLife({ ...conditions, seed, promised });
    } catch (error) {
      throw new Error(`seed ${seed}, of the lives ${seeds.join(" ")}`, { cause: error });
    }
    judged.push(seed);
    oneMore();
  }
  return judged;
}

async function judgeLife({ folder, promised, disk }: Life, server: KilledServer) {
  if (disk !== undefined) return judgeThrough(disk.through, folder, server.baseUrl, promised);
  const place = placeIn(folder);
  const installation = await openKilled(place);
  try {
    await judge(installation, place, server.baseUrl, promised);
  } finally {
    await installation.close();
  }
}

/** What the server was working on when it died; where only some see the disk, nobody counts. */
async function noteProcessing({ folder, disk, middles }: Life): Promise<void> {
  if (disk !== undefined) return;
  const isWorking = (await workFolders(placeIn(folder))).length > 0;
  if (isWorking) middles.note("processing", true);
}

/** What whoever acted was doing when they died, seen before anybody goes on with it; where only some see the disk, nobody looks. */
async function noteAct({ folder, disk, middles }: Life, driver: Child): Promise<void> {
  const act = underWay(saidBy(driver));
  if (disk === undefined && act !== undefined) await middles.look(placeIn(folder), act);
}
