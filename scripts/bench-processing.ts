/**
 * How long a minute of speech takes, against the least it could take: the same
 * three encodings of the same file by one bare ffmpeg. Both are measured in
 * turns in one run, since a machine is never equally busy twice.
 */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { createMedia } from "#compose/media";
import { findPrograms } from "#compose/programs";
import { encodings, type EncodingName } from "#core/audio/policy";
import { coverSvg } from "#core/picture/cover";

export type BenchRow = { readonly what: string; readonly figure: string; readonly note?: string };

const roundsMin = 3;
const recordingSeconds = 60;
const demoFolder = join(import.meta.dirname, "..", "content", "demo", "audio");
const execute = promisify(execFile);

const encoders: Readonly<Record<EncodingName, readonly string[]>> = {
  mp3: ["-c:a", "libmp3lame"],
  m4a: ["-c:a", "aac", "-aac_coder", "twoloop"],
  opus: ["-c:a", "libopus"],
};

/** Measures on this machine and returns one row for each figure. `rounds` counts how often each thing is done. */
export async function benchProcessing(rounds = 5): Promise<readonly BenchRow[]> {
  const { ffmpeg } = await findPrograms(process.env);
  if (ffmpeg === undefined) throw new Error("there is no ffmpeg to measure with");
  const folder = await mkdtemp(join(tmpdir(), "paroles-bench-"));
  try {
    const run = (words: readonly string[]) =>
      execute(ffmpeg.ffmpegPath, ["-nostdin", "-v", "error", "-y", ...words]);
    const recording = await makeRecording(folder, run);
    const taken: Record<Step, number[]> = { bare: [], probe: [], master: [], covers: [], tags: [] };
    for (let round = 0; round < Math.max(rounds, roundsMin); round += 1) {
      taken.bare.push(await timed(() => run(bareEncodings(recording, folder))));
      await processOnce(recording, join(folder, `round-${round}`), taken);
    }
    const machine = `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`;
    return [
      { what: "machine", figure: machine, note: `Node.js ${process.versions.node}` },
      { what: "ffmpeg", figure: ffmpeg.version, note: ffmpeg.source },
      ...summarise(taken),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Step = "bare" | "probe" | "master" | "covers" | "tags";

/** A minute as a phone's browser records it: WebM with Opus. */
async function makeRecording(
  folder: string,
  run: (words: readonly string[]) => Promise<unknown>,
): Promise<string> {
  const path = join(folder, "recording.webm");
  const inputs = ["ulysse.webm", "sandra.flac"].flatMap((name) => ["-i", join(demoFolder, name)]);
  const graph = "[0:a]aresample=48000[a];[1:a]aresample=48000[b];[a][b]concat=n=2:v=0:a=1[both]";
  const output = [
    "-map",
    "[both]",
    "-t",
    String(recordingSeconds),
    "-c:a",
    "libopus",
    "-b:a",
    "64k",
    path,
  ];
  await run([...inputs, "-filter_complex", graph, ...output]);
  return path;
}

/** One process, one decode, three encoders, and nothing done to the sound. */
function bareEncodings(recording: string, folder: string): readonly string[] {
  const outputs = encodings.flatMap(({ name, sampleRateHz, bitrateKbps }) => {
    const sound = ["-map", `[${name}]`, "-ac", "1", "-ar", String(sampleRateHz)];
    return [...sound, ...encoders[name], "-b:a", `${bitrateKbps}k`, join(folder, `bare.${name}`)];
  });
  const split = `[0:a]asplit=${encodings.length}${encodings.map(({ name }) => `[${name}]`).join("")}`;
  return ["-i", recording, "-filter_complex", split, ...outputs];
}

async function processOnce(
  recording: string,
  folder: string,
  taken: Record<Step, number[]>,
): Promise<void> {
  const { transcoder, artist } = createMedia(process.env);
  await mkdir(folder);
  // The first use looks for ffmpeg; a running installation has done so long ago.
  await transcoder.probe(recording);
  taken.probe.push(await timed(() => transcoder.probe(recording)));
  const master = await timedValue(() => transcoder.master(recording, folder), taken.master);
  const svg = coverSvg({ waveform: master.waveform, seed: "bench" });
  const covers = await timedValue(() => artist.drawCovers(svg, folder), taken.covers);
  const cover = covers.find(({ sizePx }) => sizePx === 500);
  if (cover === undefined) throw new Error("there is no cover of 500 px");
  const tags = { title: "Bench", album: "Bench", year: 2026, language: "fr" };
  const tagAll = () =>
    Promise.all(
      master.renditions.map((rendition) =>
        transcoder.tag(rendition, tags, cover.path, join(folder, `tagged.${rendition.encoding}`)),
      ),
    );
  taken.tags.push(await timed(tagAll));
}

async function timedValue<T>(work: () => Promise<T>, into: number[]): Promise<T> {
  const start = performance.now();
  const value = await work();
  into.push((performance.now() - start) / 1000);
  return value;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const into: number[] = [];
  await timedValue(work, into);
  return into[0] ?? 0;
}

function summarise(taken: Readonly<Record<Step, readonly number[]>>): readonly BenchRow[] {
  const seconds = (step: Step) => `${median(taken[step]).toFixed(2)} s`;
  const spread = (step: Step) =>
    `median of ${taken[step].length}: ${taken[step].map((each) => each.toFixed(2)).join(", ")}`;
  const ratio = median(taken.master) / median(taken.bare);
  const everything = (["probe", "master", "covers", "tags"] as const)
    .map((step) => median(taken[step]))
    .reduce((sum, each) => sum + each, 0);
  return [
    {
      what: "bare three encodings, one ffmpeg process",
      figure: seconds("bare"),
      note: spread("bare"),
    },
    {
      what: "decode, trim, level, three encodings, each measured",
      figure: seconds("master"),
      note: spread("master"),
    },
    { what: "ratio to the bare encodings (at most 1.5)", figure: `${ratio.toFixed(2)} ×` },
    { what: "probe", figure: seconds("probe"), note: spread("probe") },
    { what: "four covers", figure: seconds("covers"), note: spread("covers") },
    { what: "tags in three files", figure: seconds("tags"), note: spread("tags") },
    { what: "all of it for a minute of speech", figure: `${everything.toFixed(2)} s` },
  ];
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const { what, figure, note } of await benchProcessing()) {
    process.stdout.write(
      `${what.padEnd(54)} ${figure}${note === undefined ? "" : `  (${note})`}\n`,
    );
  }
}
