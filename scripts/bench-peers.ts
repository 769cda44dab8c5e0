/**
 * The press beside the site generators that people know: a full build into a new
 * folder, one story more, one story less, and the same with the two generators
 * that watch their files. Hugo is used where it is on the PATH; the others are
 * fetched from npm into a throwaway folder. Whatever is not there is reported.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  environment,
  isThere,
  measured,
  type Peer,
  type PeerRun,
  put,
  type Story,
  storyAt,
} from "./bench-peer.ts";
import { astroIncremental, astroStatic } from "./bench-peer-astro.ts";
import { eleventy } from "./bench-peer-eleventy.ts";
import { hugo } from "./bench-peer-hugo.ts";
import type { BenchRow } from "./bench-row.ts";
import { bareSheet, type Sheet } from "./bench-sheet.ts";
import { memoryOf } from "./process-memory.ts";

const peers: readonly Peer[] = [hugo, eleventy, astroStatic, astroIncremental];

export type PeerFigures = {
  readonly rows: readonly BenchRow[];
  /** Seconds of a full build, by peer, number of stories and kind of pages. */
  readonly fullSeconds: ReadonlyMap<string, number>;
};

/** Full builds with bare pages, and with pages like ours (`sheet`); everything else with bare ones. */
export async function measurePeers(
  folder: string,
  sizes: readonly number[],
  now: number,
  sheet: Sheet,
): Promise<PeerFigures> {
  const rows: BenchRow[] = [];
  const fullSeconds = new Map<string, number>();
  for (const peer of peers) {
    const version = await peer.prepare(folder);
    if (version === undefined) {
      rows.push({ what: peer.name, figure: "not found" });
      continue;
    }
    for (const size of sizes) {
      for (const each of [bareSheet, sheet]) {
        const site = await mkdtemp(join(folder, "peer-"));
        const stories = Array.from({ length: size }, (_, index) => storyAt(index, now, each));
        await peer.write(site, stories, each);
        const full = await measured(peer.build(), site);
        fullSeconds.set(`${peer.name} ${size} ${each.name}`, full.seconds);
        const what = `${peer.name} ${version}, lean, ${each.name}, ${size}`;
        rows.push({ what, figure: figureOf(full.seconds), note: await noteOf(peer, site, full) });
        if (each === bareSheet)
          rows.push(...(await changeRows(peer, site, storyAt(size, now), size)));
      }
    }
    const largest = sizes.at(-1);
    if (largest !== undefined) rows.push(...(await watchRows(folder, peer, largest, now)));
  }
  return { rows, fullSeconds };
}

/** With the size of a page, so that it shows what was compared. */
async function noteOf(peer: Peer, site: string, run: PeerRun): Promise<string> {
  const { cpuSeconds, rssMb, files } = run;
  const { size } = await stat(peer.page(site, storyAt(0, Date.now())));
  const measuredToo = rssMb === 0 ? "" : `processor ${figureOf(cpuSeconds)}, ${rssMb} MB, `;
  return `${measuredToo}${files} files, a page of ${(size / 1e3).toFixed(1)} KB`;
}

const figureOf = (seconds: number) => `${seconds.toFixed(2)} s`;

/** One story more, then the same one taken away, each by building again. */
async function changeRows(peer: Peer, site: string, one: Story, size: number): Promise<BenchRow[]> {
  const source = peer.source(site, one);
  await put(source);
  const published = await measured(peer.build(), site);
  await unlink(source.path);
  const withdrawn = await measured(peer.build(), site);
  const isLeft = await isThere(peer.page(site, one));
  return [
    { what: `  publish one, ${size}`, figure: figureOf(published.seconds) },
    {
      what: `  withdraw one, ${size}`,
      figure: figureOf(withdrawn.seconds),
      note: isLeft ? "the withdrawn page is still on disk" : "the page is gone",
    },
  ];
}

const watchSecondsMax = 120;
/** A watcher that has not removed the page by then will not: its own rebuild took less. */
const removalSeconds = 5;

/** One story more while the generator watches; how much memory it holds all the while. */
async function watchRows(
  folder: string,
  peer: Peer,
  size: number,
  now: number,
): Promise<readonly BenchRow[]> {
  if (peer.watch === undefined) return [];
  const site = await mkdtemp(join(folder, "watched-"));
  const stories = Array.from({ length: size }, (_, index) => storyAt(index, now));
  const [last, one] = [stories.at(-1) ?? storyAt(0, now), storyAt(size, now)];
  await peer.write(site, stories, bareSheet);
  const { program, args } = peer.watch();
  const child = spawn(program, [...args], { cwd: site, env: environment, stdio: "ignore" });
  try {
    if (!(await appears(peer.page(site, last))))
      return [{ what: `${peer.name}, watching`, figure: "never built" }];
    // The page is one of many; the watch begins when all of them are there.
    await sleep(removalSeconds * 1000);
    const held = await heldMb(child);
    const startedAt = performance.now();
    const source = peer.source(site, one);
    await put(source);
    const isThereNow = await appears(peer.page(site, one));
    const seconds = (performance.now() - startedAt) / 1000;
    await unlink(source.path);
    await sleep((Math.min(seconds, watchSecondsMax) + removalSeconds) * 1000);
    const isLeft = await isThere(peer.page(site, one));
    return [
      {
        what: `${peer.name}, watching, publish one, ${size}`,
        figure: isThereNow ? figureOf(seconds) : "never",
        note: `${held} MB held; ${isLeft ? "a withdrawn page stays on disk" : "a withdrawn page goes"}`,
      },
    ];
  } finally {
    child.kill();
  }
}

async function appears(path: string): Promise<boolean> {
  const endsAt = performance.now() + watchSecondsMax * 1000;
  while (performance.now() < endsAt) {
    if (await isThere(path)) return true;
    await sleep(20);
  }
  return false;
}

/** Where the system tells; else 0. */
const heldMb = async ({ pid }: ChildProcess): Promise<number> =>
  (pid === undefined ? undefined : await memoryOf(pid))?.heldMb ?? 0;
