/**
 * What pressing costs on sites of 100, 1,000 and 10,000 stories, on the real
 * adapters and the real site: a full press of pages alone (lean, what other
 * generators do) and of everything (whole), publishing one story and taking one
 * back, against a floor that writes the same files and, where asked for, against
 * other generators. Every run writes into a new folder: creating files just after
 * many were deleted is several times slower on ext4, so everything is deleted at
 * the end.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { benchEpisode, layOutMedia } from "./bench-corpus.ts";
import { measurePeers, type PeerFigures } from "./bench-peers.ts";
import type { BenchTask, Changed, Filled, Pressed } from "./bench-press-run.ts";
import { type BenchRow, medianOf } from "./bench-row.ts";
import { type Sheet, sheetLike } from "./bench-sheet.ts";
import { ensureSiteBuilt } from "./build-site.ts";

export type BenchPressOptions = {
  readonly sizes?: readonly number[];
  /** Whether to measure other generators too; they are fetched from npm. */
  readonly peers?: boolean;
};

const allSizes = [100, 1_000, 10_000];
/** Stories published and withdrawn at each size, in turns with the other sizes: a machine is never equally busy twice. */
const changesPerTurn = 6;
const turns = 3;
const execute = promisify(execFile);

type Corpus = Filled & { readonly stories: number; readonly folder: string };
type Floor = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly files: number;
  readonly bytes: number;
};
type Bench = { readonly folder: string; readonly site: string };
/** A task without the site, each kind by itself (`Omit` of a union would keep what all have in common). */
type WithoutSite<Task> = Task extends unknown ? Omit<Task, "site"> : never;

/** Measures on this machine and returns one row for each figure. */
export async function benchPress(options: BenchPressOptions = {}): Promise<readonly BenchRow[]> {
  const sizes = options.sizes ?? allSizes;
  const folder = await mkdtemp(join(tmpdir(), "paroles-bench-press-"));
  try {
    const { folder: site } = await ensureSiteBuilt();
    const bench = { folder, site };
    const corpora: Corpus[] = [];
    for (const stories of sizes) corpora.push(await fill(bench, stories));
    const rows: BenchRow[] = [];
    const pressed: Record<string, Pressed> = {};
    for (const corpus of corpora) {
      for (const workload of ["lean", "whole"] as const) {
        const data = await newData(bench, corpus, workload);
        const press = await run<Pressed>(bench, { kind: "press", data, workload });
        pressed[`${workload} ${corpus.stories}`] = press;
        rows.push(...pressRows(workload, corpus.stories, press, await floorOf(bench, data)));
      }
    }
    rows.push(...growthRows(sizes, pressed), ...(await changeRows(bench, corpora)));
    const largest = corpora.at(-1);
    if (largest !== undefined) rows.push(await withdrawDuring(bench, largest));
    if (options.peers === true) {
      const figures = await measurePeers(folder, sizes, Date.now(), await ourSheet(corpora));
      rows.push(...figures.rows, ...hugoRows(sizes, pressed, figures));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run<Answer>({ site }: Bench, task: WithoutSite<BenchTask>): Promise<Answer> {
  const script = join(import.meta.dirname, "bench-press-run.ts");
  // With the memory that every command of ours has (scripts/bootstrap/node-flags.mjs).
  const flags = process.execArgv.filter((flag) => flag.startsWith("--max-"));
  const words = [...flags, script, JSON.stringify({ ...task, site })];
  const { stdout } = await execute(process.execPath, words, { maxBuffer: 1e9 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Answer;
}

async function fill(bench: Bench, stories: number): Promise<Corpus> {
  const folder = join(bench.folder, `corpus-${stories}`);
  const ready = changesPerTurn * turns + 1;
  const task = { kind: "fill", data: folder, stories, ready, now: Date.now() } as const;
  return { ...(await run<Filled>(bench, task)), stories, folder };
}

/** A data folder of its own: the corpus' records, its private files, and its media in a public folder. */
async function newData(bench: Bench, corpus: Corpus, name: string): Promise<string> {
  const data = join(bench.folder, `run-${corpus.stories}-${name}`);
  await mkdir(data);
  await cp(join(corpus.folder, "paroles.sqlite"), join(data, "paroles.sqlite"));
  await cp(join(corpus.folder, "private"), join(data, "private"), { recursive: true });
  await layOutMedia(join(data, "public"), corpus.media);
  return data;
}

async function floorOf({ folder }: Bench, data: string): Promise<Floor> {
  const script = join(import.meta.dirname, "bench-floor.ts");
  const to = join(await mkdtemp(join(folder, "floor-")), "site");
  const { stdout } = await execute(process.execPath, [script, join(data, "public"), to]);
  return JSON.parse(stdout) as Floor;
}

const s = (seconds: number, digits = 2) => `${seconds.toFixed(digits)} s`;

function pressRows(
  workload: string,
  stories: number,
  { seconds, cpuSeconds, rssMb }: Pressed,
  floor: Floor,
): readonly BenchRow[] {
  const what = `full press, ${workload}, ${stories}`;
  return [
    {
      what,
      figure: s(seconds),
      note: `processor ${s(cpuSeconds)}, ${rssMb} MB, ${floor.files} files, ${(floor.bytes / 1e6).toFixed(0)} MB`,
    },
    {
      what: `  the same files by a plain writer`,
      figure: s(floor.seconds),
      // On a machine that others use too, the processor's seconds are the ones to compare.
      note: `${(seconds / floor.seconds).toFixed(1)} × (target 3 ×), processor ${s(floor.cpuSeconds)}, ${(cpuSeconds / floor.cpuSeconds).toFixed(1)} ×`,
    },
  ];
}

function growthRows(
  sizes: readonly number[],
  pressed: Readonly<Record<string, Pressed>>,
): readonly BenchRow[] {
  return (["lean", "whole"] as const).map((workload) => ({
    what: `full press, ${workload}, a story`,
    figure: sizes
      .map((size) => ((pressed[`${workload} ${size}`]?.seconds ?? 0) * 1000) / size)
      .map((ms) => ms.toFixed(1))
      .join(" / "),
    note: `ms at ${sizes.join(" / ")} stories`,
  }));
}

/** The full lean press against Hugo in the same run, with the bare pages that it is usually measured with, and with pages like ours. */
function hugoRows(
  sizes: readonly number[],
  pressed: Readonly<Record<string, Pressed>>,
  { fullSeconds }: PeerFigures,
): readonly BenchRow[] {
  return sizes.flatMap((size) => {
    const ours = pressed[`lean ${size}`]?.seconds;
    return [...fullSeconds].flatMap(([name, theirs]) => {
      const kind = name.startsWith(`Hugo ${size} `)
        ? name.slice(`Hugo ${size} `.length)
        : undefined;
      if (ours === undefined || kind === undefined) return [];
      const what = `full press, lean, ${size}, against Hugo with ${kind}`;
      return [{ what, figure: `${(ours / theirs).toFixed(2)} ×`, note: "target 0.5 ×" }];
    });
  });
}

/** Templates like one of the pages that the lean press has just written. */
async function ourSheet(corpora: readonly Corpus[]): Promise<Sheet> {
  const [corpus] = corpora;
  const episode = benchEpisode(0, Date.now());
  if (corpus === undefined) throw new RangeError("nothing was pressed");
  const run = join(corpus.folder, "..", `run-${corpus.stories}-lean`);
  const path = join(run, "public", "episodes", episode.id, "index.html");
  return sheetLike(await readFile(path, "utf8"), episode);
}

/** Sizes take turns, so that a busy minute falls on all of them; each turn begins with one unmeasured story. */
async function changeRows(bench: Bench, corpora: readonly Corpus[]): Promise<readonly BenchRow[]> {
  const taken = corpora.map(() => ({ publish: [] as number[], withdraw: [] as number[] }));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [index, { stories, ready }] of corpora.entries()) {
      const data = join(bench.folder, `run-${stories}-whole`);
      const from = turn * changesPerTurn;
      const chosen = ready.slice(from, from + changesPerTurn + 1);
      const changed = await run<Changed>(bench, { kind: "change", data, ready: chosen });
      taken[index]?.publish.push(...changed.publish.slice(1));
      taken[index]?.withdraw.push(...changed.withdraw.slice(1));
    }
  }
  return (["publish", "withdraw"] as const).flatMap((change) => {
    const medians = taken.map((each) => medianOf(each[change]));
    const [first = 1, last = 1] = [medians[0], medians.at(-1)];
    return corpora.map(({ stories }, index): BenchRow => ({
      what: `${change} one, whole, ${stories}`,
      figure: s(medians[index] ?? 0, 3),
      note:
        index === corpora.length - 1
          ? `target 0.1 s; ${(last / first).toFixed(2)} × the same at ${corpora[0]?.stories} (target 1.3 ×)`
          : `median of ${taken[index]?.[change].length}`,
    }));
  });
}

async function withdrawDuring(bench: Bench, corpus: Corpus): Promise<BenchRow> {
  const data = await newData(bench, corpus, "during");
  const victims = corpus.newest;
  const { waits } = await run<Pressed>(bench, { kind: "withdraw-during", data, victims });
  return {
    what: `withdraw one during a full press of ${corpus.stories}`,
    figure: s(Math.max(...waits)),
    note: `slowest of ${waits.length}, target 1 s`,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [words, numbers] = [process.argv.slice(2), process.argv.slice(2).map(Number)];
  const sizes = numbers.filter((size) => size > 0);
  const rows = await benchPress({
    peers: words.includes("--peers"),
    ...(sizes.length === 0 ? {} : { sizes }),
  });
  for (const { what, figure, note } of rows)
    process.stdout.write(`${what.padEnd(46)} ${figure.padStart(18)}  ${note ?? ""}\n`);
}
