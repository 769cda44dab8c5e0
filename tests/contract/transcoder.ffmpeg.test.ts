/** What is special to the ffmpeg adapter: its limits, what it reads from reports, and which program it takes. */
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

import { expect, test } from "vitest";

import { createFfmpegTranscoder } from "#adapters/ffmpeg/ffmpeg-transcoder";
import { isErrorLine, readMeter, readSoundBytes, readTime } from "#adapters/ffmpeg/ffmpeg-report";
import type { FfmpegRun } from "#adapters/ffmpeg/ffmpeg-run";
import { findFfmpeg } from "#adapters/ffmpeg/find-ffmpeg";
import { measureRun } from "#adapters/ffmpeg/level-arguments";
import { readSamples } from "#adapters/ffmpeg/read-samples";
import { FfmpegFailure, runFfmpeg } from "#adapters/ffmpeg/run-ffmpeg";
import { tagRun } from "#adapters/ffmpeg/tag-arguments";
import { countRun, decodeRun, probeArguments } from "#adapters/ffmpeg/upload-arguments";

import { audioTools, demoPath, withFolder } from "../support/audio-tools.ts";

const stream = { index: 0, codec: "mp3", sampleRateHz: 44_100, channels: 2 };
const valueOf = (options: readonly string[], name: string): string | undefined =>
  options[options.indexOf(name) + 1];

test.for([
  ["counting", countRun("/up/load", stream)],
  ["decoding", decodeRun("/up/load", stream, "mix", "/out")],
])(
  "%s an upload is fenced in: known formats, files only, three minutes and a little, limited memory and output",
  ([, run]) => {
    const { options, path } = (run as FfmpegRun).inputs[0] ?? { options: [], path: "" };
    expect(path).toBe("file:/up/load");
    expect(options).toContain("-nostdin");
    expect(valueOf(options, "-protocol_whitelist")).toBe("file");
    expect(valueOf(options, "-format_whitelist")?.split(",")).not.toContain("hls");
    expect(valueOf(options, "-format_whitelist")?.split(",")).not.toContain("concat");
    expect(valueOf(options, "-codec_whitelist")?.split(",")).not.toContain("h264");
    expect(Number(valueOf(options, "-t"))).toBe(182);
    expect(Number(valueOf(options, "-max_alloc"))).toBeLessThanOrEqual(2 ** 28);
    for (const output of (run as FfmpegRun).outputs)
      expect(Number(valueOf(output.options, "-fs"))).toBeLessThan(100_000_000);
  },
);

test("probing is fenced in by the same lists, and its file comes last as a file", () => {
  const options = probeArguments("-x");
  expect(valueOf(options, "-protocol_whitelist")).toBe("file");
  expect(options.slice(-2)).toEqual(["-i", "file:-x"]);
});

test("a tag's text is one argument, whatever is in it", () => {
  const title = 'a=b; -f mp3 "c"\n$(d)';
  const run = tagRun("/in", [["title", title]], "fra", { format: "opus", outputPath: "/out" });
  expect(run.outputs[0]?.options).toContain(`title=${title}`);
});

const report = [
  "[ebur128@encoded @ 0x1] [info] Summary:",
  "  Integrated loudness:",
  "    I:         -70.0 LUFS",
  "  True peak:",
  "    Peak:       -inf dBFS",
  "[info] size=N/A time=00:00:30.50 bitrate=N/A speed= 444x",
  "[info] size=N/A time=00:01:02.25 bitrate=N/A speed= 444x",
  "[info] video:0kB audio:1234kB subtitle:0kB other streams:0kB",
  "[ebur128@first @ 0x2] [info] Summary:",
  "  Integrated loudness:",
  "    I:         -31.0 LUFS",
  "[ebur128@encoded @ 0x3] [info] Summary:",
  "  Integrated loudness:",
  "    I:         -16.2 LUFS",
  "    Threshold: -26.2 LUFS",
  "  True peak:",
  "    Peak:       -4.5 dBFS",
];

test("the last summary of the meter that was asked for is read, others are not mixed in", () => {
  expect(readMeter(report, "encoded")).toEqual({ integratedLufs: -16.2, truePeakDbtp: -4.5 });
  expect(readMeter(report, "first")).toEqual({ integratedLufs: -31, truePeakDbtp: -70 });
  expect(readMeter(report.slice(0, 8), "encoded")).toEqual({
    integratedLufs: -70,
    truePeakDbtp: -70,
  });
  expect(readMeter(report, "before")).toBeUndefined();
});

test("time and bytes are read from both spellings of the closing lines", () => {
  expect(readTime(report)).toBe(62.25);
  expect(readTime([])).toBeUndefined();
  expect(readSoundBytes(report)).toBe(1234 * 1024);
  expect(readSoundBytes(["[out#0/null @ 0x1] [info] video:0KiB audio:12KiB subtitle:0KiB"])).toBe(
    12 * 1024,
  );
  expect(isErrorLine("[mp3float @ 0x1] [error] Header missing")).toBe(true);
  expect(isErrorLine("[info] title : [an error]")).toBe(false);
});

const tone = (path: string, seconds = 5): FfmpegRun => ({
  inputs: [
    {
      options: ["-nostdin", "-loglevel", "level+info", "-f", "lavfi", "-t", String(seconds)],
      path: "sine=r=48000",
    },
  ],
  outputs: [{ options: ["-y", "-c:a", "pcm_s16le", "-f", "s16le"], path }],
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk is said to be full, and can be tried again",
  async () => {
    const config = { ...(await audioTools()), timeoutSeconds: 60 };
    await expect(runFfmpeg(tone("file:/dev/full"), config)).rejects.toMatchObject({
      code: "store-full",
      retryable: true,
    });
  },
);

test("two programs can be used side by side in one process", () =>
  withFolder(async (folder) => {
    const { ffmpegPath } = await audioTools();
    const other = join(folder, "other-ffmpeg");
    await writeFile(other, "#!/bin/sh\necho '[error] not the same program' >&2\nexit 3\n");
    await chmod(other, 0o755);
    const [real, fake] = await Promise.allSettled([
      runFfmpeg(tone(join(folder, "a.pcm")), { ffmpegPath, timeoutSeconds: 60 }),
      runFfmpeg(tone(join(folder, "b.pcm")), { ffmpegPath: other, timeoutSeconds: 60 }),
    ]);
    expect(real.status).toBe("fulfilled");
    expect(fake).toMatchObject({ status: "rejected", reason: expect.any(FfmpegFailure) });
    expect(fake).toMatchObject({ reason: { message: "[error] not the same program" } });
  }));

test("a program that was stopped from outside says nothing about the file, and can be tried again", () =>
  withFolder(async (folder) => {
    for (const ending of ["exit 255", "kill -9 $$"]) {
      const ffmpegPath = join(folder, "stopped-ffmpeg");
      await writeFile(ffmpegPath, `#!/bin/sh\necho "[mp3 @ 0x1] half done" >&2\n${ending}\n`);
      await chmod(ffmpegPath, 0o755);
      const { ffprobePath } = await audioTools();
      const one = createFfmpegTranscoder({ ffmpegPath, ffprobePath, timeoutSeconds: 60 });
      const interrupted = { code: "media-interrupted", retryable: true };
      await expect(one.probe(demoPath("seikou.3gp"))).rejects.toMatchObject(interrupted);
      const other = createFfmpegTranscoder({
        ffmpegPath,
        ffprobePath: ffmpegPath,
        timeoutSeconds: 60,
      });
      const refused = ending === "exit 255" ? { code: "media-broken" } : interrupted;
      await expect(other.probe(demoPath("seikou.3gp"))).rejects.toMatchObject(refused);
    }
  }));

test("a program that fell over what is in a file is the file's fault, and would fall again", () =>
  withFolder(async (folder) => {
    const { ffprobePath } = await audioTools();
    for (const signal of ["SEGV", "ABRT", "BUS", "FPE", "ILL"]) {
      const ffmpegPath = join(folder, "falling-ffmpeg");
      await writeFile(ffmpegPath, `#!/bin/sh\necho half done >&2\nkill -${signal} $$\n`);
      await chmod(ffmpegPath, 0o755);
      const broken = { code: "media-broken", retryable: false };
      for (const prober of [ffprobePath, ffmpegPath]) {
        const one = createFfmpegTranscoder({ ffmpegPath, ffprobePath: prober, timeoutSeconds: 60 });
        await expect(one.probe(demoPath("seikou.3gp")), signal).rejects.toMatchObject(broken);
      }
    }
  }));

test("a program that is gone is not the file's fault either", () =>
  withFolder(async (folder) => {
    const { ffprobePath } = await audioTools();
    const gone = join(folder, "gone");
    const withoutFfmpeg = createFfmpegTranscoder({
      ffmpegPath: gone,
      ffprobePath,
      timeoutSeconds: 60,
    });
    const withoutFfprobe = createFfmpegTranscoder({
      ffmpegPath: gone,
      ffprobePath: gone,
      timeoutSeconds: 60,
    });
    for (const transcoder of [withoutFfmpeg, withoutFfprobe]) {
      await expect(transcoder.probe(demoPath("seikou.3gp"))).rejects.toMatchObject({
        code: "ENOENT",
      });
    }
  }));

test("samples are never split, however long the file", () =>
  withFolder(async (folder) => {
    const path = join(folder, "samples");
    const bytes = Uint8Array.from({ length: 1024 * 1024 + 4 * 3 + 2 }, (_, index) => index % 251);
    await writeFile(path, bytes);
    const pieces: ArrayBuffer[] = [];
    for await (const piece of readSamples(path, 1, 4)) pieces.push(piece);
    expect(pieces.every((piece) => piece.byteLength % 4 === 0)).toBe(true);
    const joined = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
    expect(joined.equals(Buffer.from(bytes.subarray(1, 1 + joined.byteLength)))).toBe(true);
    expect(bytes.byteLength - 1 - joined.byteLength).toBeLessThan(4);
  }));

test("a loudness meter works on the report of the ffmpeg that is here", () =>
  withFolder(async (folder) => {
    const config = { ...(await audioTools()), timeoutSeconds: 60 };
    const path = join(folder, "tone.wav");
    await runFfmpeg({ ...tone(path), outputs: [{ options: ["-y"], path }] }, config);
    const { lines } = await runFfmpeg(measureRun(path), config);
    // lavfi's sine is at −18.06 dBFS; mono counted twice, a 440 Hz tone reads about 0.7 LU lower.
    expect(readMeter(lines, "encoded")?.integratedLufs).toBeCloseTo(-18.7, 0);
    expect(readMeter(lines, "encoded")?.truePeakDbtp).toBeCloseTo(-18.1, 0);
    expect(readTime(lines)).toBeCloseTo(5, 1);
  }));

/** A folder that looks like somebody's PATH. */
async function folderWith(
  folder: string,
  programs: Readonly<Record<string, string>>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, target] of Object.entries(programs)) await symlink(target, join(folder, name));
  return folder;
}

test("the program that was named comes first, its neighbour with it; then the system's; then npm's", () =>
  withFolder(async (folder) => {
    const { ffmpegPath, ffprobePath } = await audioTools();
    const both = await folderWith(join(folder, "both"), {
      ffmpeg: ffmpegPath,
      ffprobe: ffprobePath,
    });
    const system = { PATH: `${join(folder, "nothing")}${delimiter}${both}` };
    const named = await findFfmpeg({ FFMPEG_PATH: join(both, "ffmpeg"), PATH: "" });
    expect(named).toMatchObject({ source: "environment", ffprobePath: join(both, "ffprobe") });
    expect(await findFfmpeg(system)).toMatchObject({
      source: "system",
      ffmpegPath: join(both, "ffmpeg"),
    });
    const npm = await findFfmpeg({ PATH: "" });
    expect(npm).toMatchObject({ source: "npm" });
    expect(npm?.version).toMatch(/\S/);
    expect(await readdir(dirname(npm?.ffprobePath ?? ""))).toContain("ffprobe");
  }));

test("half a pair, or an ffmpeg without the encoders, is passed over; a wrong setting is not", () =>
  withFolder(async (folder) => {
    const { ffmpegPath, ffprobePath } = await audioTools();
    const half = await folderWith(join(folder, "half"), { ffmpeg: ffmpegPath });
    expect(await findFfmpeg({ PATH: half })).toMatchObject({ source: "npm" });
    const poor = join(folder, "poor-ffmpeg");
    await writeFile(poor, "#!/bin/sh\necho ffmpeg version 9 encoders: aac\n");
    await chmod(poor, 0o755);
    const lacking = await folderWith(join(folder, "lacking"), {
      ffmpeg: poor,
      ffprobe: ffprobePath,
    });
    expect(await findFfmpeg({ PATH: lacking })).toMatchObject({ source: "npm" });
    for (const FFMPEG_PATH of [poor, join(folder, "missing")]) {
      await expect(findFfmpeg({ FFMPEG_PATH, FFPROBE_PATH: ffprobePath })).rejects.toMatchObject({
        code: "program-unusable",
        field: "FFMPEG_PATH",
        params: { variable: "FFMPEG_PATH", path: FFMPEG_PATH },
      });
    }
    await expect(
      findFfmpeg({ FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: "/missing" }),
    ).rejects.toMatchObject({
      field: "FFPROBE_PATH",
    });
  }));
