/** What any transcoder must do, whoever makes it. */
import { once } from "node:events";
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { parseFile } from "music-metadata";
import { type ExpectStatic, expect, test } from "vitest";

import { encodings, waveformPoints } from "#core/audio/policy";
import type { AppError } from "#core/errors";
import type { MasterResult, RenditionFile, Transcoder } from "#ports/transcoder";

import * as inputs from "../support/audio-inputs.ts";
import {
  demoFolder,
  demoPath,
  ffmpegOutput,
  ffprobe,
  measureLoudness,
  readSamples,
  someTags,
  soundFingerprint,
  toneLevelDb,
  withFolder,
} from "../support/audio-tools.ts";
import { isLong } from "../support/long-run.ts";

/** What a tone that is not there measures at most, encoded and decoded; one that is there stands above −30. */
const silentDb = -55;

export type MakeTranscoder = (config?: { readonly timeoutSeconds?: number }) => Promise<Transcoder>;

/** Programs start and encode here, beside other tests: a limit against hanging, not a measure. */
const patient = { timeout: 120_000 };

export function transcoderContract(make: MakeTranscoder): void {
  demoTests(make);
  recordingTests(make);
  refusalTests(make);
  tagTests(make);
}

const demos = [
  ["marie.mp3", "mp3", 45.2],
  ["ouafae.m4a", "aac", 44.4],
  ["sandra.flac", "flac", 50.3],
  ["seikou.3gp", "aac", 45.1],
  ["sherihane.ogg", "vorbis", 43.9],
  ["transmission.opus", "opus", 47.7],
  ["ulysse.webm", "opus", 44.6],
] as const;

/** Mastered in every run: the commonest and a browser's own. The start of the browser tests takes in all seven. */
const masteredAlways: readonly string[] = ["marie.mp3", "ulysse.webm"];

/** Cut from transmission.opus: nothing that a transcoder has not met in it. */
const excerpts = ["apprentie.opus", "metier.opus", "suite.opus"];

const errorOf = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => expect.fail("it was not refused"),
    (error: unknown) => error as AppError,
  );

/** Judged by the tests' own meter and prober, on the files as they lie there. */
async function expectPublishable(
  expect: ExpectStatic,
  master: MasterResult,
  folder: string,
): Promise<void> {
  expect(master.renditions.map(({ encoding }) => encoding)).toEqual(
    encodings.map(({ name }) => name),
  );
  const names = [...encodings.map(({ name }) => `rendition.${name}`), "speech.wav"];
  expect((await readdir(folder)).filter((name) => !name.startsWith("input-"))).toEqual(
    names.toSorted(),
  );
  await Promise.all(
    master.renditions.map((rendition) => expectLevel(expect, rendition, master.durationSeconds)),
  );
  expect(master.waveform).toHaveLength(waveformPoints);
  expect(Math.max(...master.waveform)).toBe(1);
  const { streams, format } = await ffprobe(master.speechPath);
  expect(streams).toMatchObject([{ codec_name: "pcm_s16le", channels: 1, sample_rate: "16000" }]);
  expect(Math.abs(Number(format.duration) - master.durationSeconds)).toBeLessThan(0.01);
}

const codecs = { mp3: "mp3", m4a: "aac", opus: "opus" } as const;

async function expectLevel(
  expect: ExpectStatic,
  rendition: RenditionFile,
  durationSeconds: number,
): Promise<void> {
  const { encoding, path, bytes, loudness } = rendition;
  const measured = await measureLoudness(path);
  expect(
    Math.abs(measured.integratedLufs + 16),
    `${path} has ${measured.integratedLufs} LUFS`,
  ).toBeLessThanOrEqual(1);
  expect(measured.truePeakDbtp, `${path} peaks`).toBeLessThanOrEqual(-1);
  expect(Math.abs(measured.integratedLufs - loudness.integratedLufs)).toBeLessThanOrEqual(0.1);
  expect((await stat(path)).size).toBe(bytes);
  const { streams, format } = await ffprobe(path);
  const wanted = encodings.find(({ name }) => name === encoding);
  expect(streams).toMatchObject([
    {
      codec_type: "audio",
      codec_name: codecs[encoding],
      channels: 1,
      sample_rate: String(wanted?.sampleRateHz),
    },
  ]);
  if (encoding === "mp3") expect(streams[0]?.bit_rate).toBe("96000");
  expect(Math.abs(Number(format.duration) - durationSeconds)).toBeLessThan(0.1);
  expect(Math.abs(rendition.durationSeconds - durationSeconds)).toBeLessThan(0.1);
}

function demoTests(make: MakeTranscoder): void {
  for (const [name, codec, seconds] of demos) {
    test.concurrent(`${name} is recognised`, patient, async ({ expect }) => {
      const probe = await (await make()).probe(demoPath(name));
      expect(probe).toMatchObject({ codec, hasVideo: false });
      expect(probe.durationSeconds).toBeCloseTo(seconds, 0);
    });
  }

  for (const [name] of demos.filter(([demo]) => isLong || masteredAlways.includes(demo))) {
    test.concurrent(`${name} is publishable in every encoding`, patient, ({ expect }) =>
      withFolder(async (folder) => {
        const transcoder = await make();
        const percents: number[] = [];
        const master = await transcoder.master(demoPath(name), folder, (percent) =>
          percents.push(percent),
        );
        await expectPublishable(expect, master, folder);
        expect(percents).toEqual(percents.toSorted((a, b) => a - b));
        expect([percents.at(0), percents.at(-1)]).toEqual([0, 100]);
        expect(percents.length).toBeGreaterThan(3);
      }),
    );
  }

  test.concurrent(
    "what is removed is in nothing that comes out, to the sample",
    patient,
    ({ expect }) =>
      withFolder(async (folder) => {
        const transcoder = await make();
        const path = await inputs.toneBetween(folder);
        const removed = [
          { startSeconds: 2.9, endSeconds: 4 },
          { startSeconds: 4, endSeconds: 5.1 },
        ];
        const whole = await transcoder.master(path, await makeFolder(folder, "whole"));
        const cut = await transcoder.master(
          path,
          await makeFolder(folder, "cut"),
          undefined,
          removed,
        );
        const tones = async (file: string) => {
          const samples = await readSamples(file);
          return [440, 1500].map((frequency) => toneLevelDb(samples, frequency, 16_000));
        };
        expect((await tones(whole.speechPath))[1]).toBeGreaterThan(-30);
        expect(cut.durationSeconds).toBeCloseTo(whole.durationSeconds - 2.2, 2);
        for (const file of [cut.speechPath, ...cut.renditions.map((one) => one.path)]) {
          const [stays = 0, gone = 0] = await tones(file);
          expect(stays).toBeGreaterThan(-30);
          expect(gone).toBeLessThan(silentDb);
        }
        await expectPublishable(expect, cut, join(folder, "cut"));
        const most = [{ startSeconds: 0.5, endSeconds: 8.9 }];
        const nothing = transcoder.master(path, await makeFolder(folder, "most"), undefined, most);
        expect((await errorOf(nothing)).code).toBe("media-too-short");
        expect(await readdir(join(folder, "most"))).toEqual([]);
      }),
  );

  test("there is a test for every demo recording", async () => {
    const tested = [...demos.map(([name]) => name), ...excerpts];
    expect((await readdir(demoFolder)).toSorted()).toEqual(tested.toSorted());
  });
}

function recordingTests(make: MakeTranscoder): void {
  for (const [what, build] of Object.entries(inputs.recordings)) {
    test.concurrent(`accepted: ${what}`, patient, ({ expect }) =>
      withFolder(async (folder) => {
        const transcoder = await make();
        const path = await buildAside(folder, build);
        const probe = await transcoder.probe(path);
        expect(probe.durationSeconds).toBeCloseTo(6, 0);
        expect(probe.hasVideo).toBe(what.startsWith("a film"));
        await expectPublishable(expect, await transcoder.master(path, folder), folder);
      }),
    );
  }

  test.concurrent(
    "claps far above the voice end within the policy in every encoding",
    patient,
    ({ expect }) =>
      withFolder(async (folder) => {
        const path = await buildAside(folder, inputs.claps);
        const before = await measureLoudness(path);
        const master = await (await make()).master(path, folder);
        expect(master.before.truePeakDbtp - master.before.integratedLufs).toBeGreaterThan(18);
        expect(Math.abs(master.before.integratedLufs - before.integratedLufs)).toBeLessThanOrEqual(
          0.1,
        );
        await expectPublishable(expect, master, folder);
      }),
  );

  test.concurrent("a pair of microphones in opposition is heard", patient, ({ expect }) =>
    withFolder(async (folder) => {
      const path = await buildAside(folder, inputs.opposed);
      await expectPublishable(expect, await (await make()).master(path, folder), folder);
    }),
  );

  test.concurrent(
    "silence at both ends is cut to half a second, hum and hiss or not, and the hum goes",
    patient,
    ({ expect }) =>
      withFolder(async (folder) => {
        const path = await buildAside(folder, inputs.humming(4, 3));
        const master = await (await make()).master(path, folder);
        // Eight seconds of voice, which begin and end a little inside their file.
        expect(master.durationSeconds).toBeGreaterThan(8.3);
        expect(master.durationSeconds).toBeLessThan(9.1);
        await expectPublishable(expect, master, folder);
        const hum = async (of: string, range: readonly [number, number]) =>
          toneLevelDb((await readSamples(of)).subarray(...range), 50, 16_000);
        const gainDb = -16 - master.before.integratedLufs;
        const before = await hum(path, [0, 48_000]);
        const after = await hum(master.speechPath, [0, 6_400]);
        expect(before + gainDb - after).toBeGreaterThan(10);
      }),
  );

  test.concurrent("a file's name is only a name, whatever it looks like", patient, ({ expect }) =>
    withFolder(async (folder) => {
      const transcoder = await make();
      const odd = ["-i %d.mp3", "concat:a|b", 'it\'s "so"; $(x) é.wav', "http:", "[0:a]"];
      for (const name of odd) {
        const path = join(folder, name);
        await copyFile(demoPath("transmission.opus"), path);
        expect(await transcoder.probe(path)).toMatchObject({ codec: "opus" });
      }
    }),
  );
}

/** Builds an input beside the files that mastering makes. */
async function buildAside(folder: string, build: inputs.InputBuilder): Promise<string> {
  const aside = join(folder, "input-folder");
  await mkdir(aside);
  return build(aside);
}

function refusalTests(make: MakeTranscoder): void {
  for (const [what, code, build] of inputs.refusals) {
    test.concurrent(`refused as ${code}: ${what}`, patient, ({ expect }) =>
      withFolder(async (folder) => {
        const transcoder = await make();
        const path = await build(await makeFolder(folder, "in"));
        const out = await makeFolder(folder, "out");
        for (const attempt of [() => transcoder.probe(path), () => transcoder.master(path, out)]) {
          expect(await errorOf(attempt())).toMatchObject({ code, field: "file", retryable: false });
        }
        expect(await readdir(out)).toEqual([]);
      }),
    );
  }

  for (const [what, code, build] of inputs.silences) {
    test.concurrent(`refused as ${code}: ${what}`, patient, ({ expect }) =>
      withFolder(async (folder) => {
        const path = await build(await makeFolder(folder, "in"));
        const out = await makeFolder(folder, "out");
        expect(await errorOf((await make()).master(path, out))).toMatchObject({
          code,
          field: "file",
        });
        expect(await readdir(out)).toEqual([]);
      }),
    );
  }

  test.concurrent("no upload makes the transcoder call an address", patient, ({ expect }) =>
    withFolder(async (folder) => {
      const asked: string[] = [];
      const sound = await readFile(demoPath("marie.mp3"));
      const server = createServer((request, response) => {
        asked.push(request.url ?? "");
        response.end(sound);
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      for (const build of inputs.fetchers(`http://127.0.0.1:${port}/voice.mp3`)) {
        const path = await build(folder);
        expect(await errorOf((await make()).probe(path))).toMatchObject({
          code: "media-not-audio",
        });
      }
      server.close();
      expect(asked).toEqual([]);
    }),
  );

  test.concurrent(
    "what takes longer than allowed is stopped, can be tried again, and leaves nothing behind",
    patient,
    ({ expect }) =>
      withFolder(async (folder) => {
        const hurried = await make({ timeoutSeconds: 0.02 });
        const error = await errorOf(hurried.master(demoPath("sandra.flac"), folder));
        expect(error).toMatchObject({ code: "media-timeout", retryable: true });
        expect(await readdir(folder)).toEqual([]);
      }),
  );
}

const makeFolder = async (folder: string, name: string): Promise<string> => {
  await mkdir(join(folder, name));
  return join(folder, name);
};

const titles = [
  "Émue, elle dit « merci » 😀👩🏽‍🏭",
  "أمي كانت خياطة",
  `it's "q" \\ ; # a=b [c]`,
  "x".repeat(10_000),
];

/** Renditions of a few seconds, and a cover, to write tags into. */
async function someRenditions(transcoder: Transcoder, folder: string) {
  const coverPath = join(folder, "cover.jpg");
  const drawing = ["-f", "lavfi", "-i", "testsrc2=s=500x500", "-frames:v", "1", "-f", "mjpeg", "-"];
  await writeFile(coverPath, await ffmpegOutput(...drawing));
  const path = await inputs.recordings["raw AAC"](folder);
  const { renditions } = await transcoder.master(path, await makeFolder(folder, "out"));
  return { renditions, coverPath };
}

function tagTests(make: MakeTranscoder): void {
  for (const { name } of encodings) {
    test.concurrent(
      `tags and cover go into ${name}, and not one byte of sound changes`,
      patient,
      ({ expect }) =>
        withFolder(async (folder) => {
          const transcoder = await make();
          const { renditions, coverPath } = await someRenditions(transcoder, folder);
          const rendition = renditions.find(({ encoding }) => encoding === name);
          if (rendition === undefined) throw new Error(`there is no ${name}`);
          const [cover, sound] = await Promise.all([
            readFile(coverPath),
            soundFingerprint(rendition.path),
          ]);
          for (const [index, title] of titles.entries()) {
            const outputPath = join(folder, `tagged-${index}.${name}`);
            const comment = `Première ligne\n${title}`;
            await transcoder.tag(
              rendition,
              someTags({ title, artist: "Inès ; Bernard", comment }),
              coverPath,
              outputPath,
            );
            const { common, format } = await parseFile(outputPath, { duration: true });
            expect(common).toMatchObject({
              title,
              artist: "Inès ; Bernard",
              album: "Paroles de Talents",
              year: 2026,
            });
            expect(common.comment?.[0]?.text).toBe(comment);
            if (name !== "m4a") expect(common.language).toBe("fra");
            if (name !== "opus")
              expect(Buffer.from(common.picture?.[0]?.data ?? []).equals(cover)).toBe(true);
            expect(format.duration).toBeCloseTo(rendition.durationSeconds, 0);
            expect(await soundFingerprint(outputPath)).toBe(sound);
          }
        }),
    );
  }

  test.concurrent(
    "an MP3 begins with its ID3v2.3 tag and ends with the file as it was measured",
    patient,
    ({ expect }) =>
      withFolder(async (folder) => {
        const transcoder = await make();
        const { renditions, coverPath } = await someRenditions(transcoder, folder);
        const [mp3, m4a] = renditions;
        if (mp3 === undefined || m4a === undefined) throw new Error("renditions are missing");
        const outputPath = join(folder, "tagged.mp3");
        await transcoder.tag(mp3, someTags(), coverPath, outputPath);
        const [tagged, plain] = await Promise.all([readFile(outputPath), readFile(mp3.path)]);
        expect(tagged.subarray(0, 5)).toEqual(Buffer.from([0x49, 0x44, 0x33, 3, 0]));
        expect(tagged.subarray(tagged.byteLength - plain.byteLength).equals(plain)).toBe(true);
        expect((await ffprobe(outputPath)).format.tags).toMatchObject({
          title: "Sandra retrouve confiance",
          language: "fra",
        });
        // A name that is withheld is in no tag; the language of an M4A belongs to its stream.
        expect(Object.keys((await ffprobe(outputPath)).format.tags ?? {})).not.toContain("artist");
        await transcoder.tag(m4a, someTags(), coverPath, join(folder, "tagged.m4a"));
        const { streams, format } = await ffprobe(join(folder, "tagged.m4a"));
        expect(streams[0]?.tags?.["language"]).toBe("fra");
        expect(Object.keys(format.tags ?? {})).not.toContain("artist");
      }),
  );

  test.concurrent(
    "the recording's own tags, which may name a phone or a place, are in no rendition",
    patient,
    ({ expect }) =>
      withFolder(async (folder) => {
        const path = await inputs.recordings["raw AAC"](folder);
        const located = join(folder, "located.m4a");
        await ffmpegOutput(
        "-i", path, "-c", "copy", "-bsf:a", "aac_adtstoasc", "-metadata", "title=secret", "-metadata", "comment=secret",
        "-metadata", "location=+48.8583+002.2945/", "-metadata", "artist=secret", "-y", located,
      ); // prettier-ignore
        const { renditions } = await (
          await make()
        ).master(located, await makeFolder(folder, "out"));
        for (const { path: made } of renditions) {
          const bytes = await readFile(made);
          expect(bytes.includes("secret") || bytes.includes("48.8583")).toBe(false);
        }
      }),
  );
}
