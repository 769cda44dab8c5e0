/** The three engines that time a typed text, on files, with and without the program that one of them needs. */
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test, vi } from "vitest";

import { createEspeakTranscriber } from "#adapters/espeak/espeak-transcriber";
import { findEspeak } from "#adapters/espeak/find-espeak";
import { speakSentence } from "#adapters/espeak/speak-sentence";
import { createKnownTextTranscriber } from "#adapters/known-text/known-text-transcriber";
import { createPauseTranscriber } from "#adapters/pauses/pause-transcriber";
import { createSoundTranscriber } from "#adapters/sounds/sound-transcriber";
import { AppError } from "#core/errors";
import { TranscriptSchema, type Transcript } from "#core/transcript/transcript";
import type { PromptTranscriber, TranscriptionRequest } from "#ports/transcriber";

import { demoPath, ffmpeg, withFolder } from "../support/audio-tools.ts";
import { writeWav } from "../../scripts/bench-speech-synth.ts";
import { quantile, story, tell, type Delivery } from "../../scripts/bench-speech-truth.ts";

const delivery: Delivery = {
  pitchHz: 150,
  formantScale: 1.06,
  pace: 1.1,
  pauseSeconds: 0.8,
  noise: 0.003,
  seed: 21,
};
const sentences = story.slice(0, 4);

/** A recording of the sentences in a file, said by two people in turn, and when each word starts. */
async function recordStory(
  folder: string,
): Promise<{ request: TranscriptionRequest; starts: number[] }> {
  const { sound, words } = tell(sentences, delivery);
  const speechPath = join(folder, "speech.wav");
  await writeFile(speechPath, writeWav(sound));
  const request = {
    episodeId: "e1",
    speechPath,
    durationSeconds: sound.samples.length / sound.sampleRateHz,
    language: "fr",
    knownText: sentences.map((text, i) => ({ text, speakerId: i % 2 === 0 ? "s1" : "s2" })),
  };
  return { request, starts: words.map((word) => word.startSeconds) };
}

/** A program that behaves like eSpeak NG, as far as the adapter asks. */
async function installFakeEspeak(folder: string): Promise<string> {
  const path = join(folder, "espeak-ng");
  const script = fileURLToPath(new URL("../support/fake-espeak.ts", import.meta.url));
  await writeFile(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  await chmod(path, 0o755);
  return path;
}

function wordErrors(transcript: Transcript, starts: readonly number[]): number[] {
  const words = transcript.cues.flatMap((cue) => cue.words ?? []);
  expect(words).toHaveLength(starts.length);
  return words.map((word, i) => Math.abs(word.startSeconds - starts[i]!));
}

async function refusalOf(run: Promise<unknown>): Promise<AppError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

test.for([
  ["aligned-sounds", async () => createSoundTranscriber(), 0.03],
  ["aligned-pauses", async () => createPauseTranscriber(), 0.15],
  [
    "aligned-espeak",
    async (folder: string) =>
      createEspeakTranscriber({ espeakPath: await installFakeEspeak(folder) }),
    0.15,
  ],
] as const)("%s times a story of two voices and keeps them apart", ([engine, create, wordMedian]) =>
  withFolder(async (folder) => {
    const transcriber: PromptTranscriber = await create(folder);
    const { request, starts } = await recordStory(folder);
    const transcript = await transcriber.transcribe(request);
    expect(TranscriptSchema.parse(transcript)).toEqual(transcript);
    expect(transcript).toMatchObject({ engine, language: "fr", provenance: "typed", warnings: [] });
    expect(transcriber.name).toBe(engine);
    expect(quantile(wordErrors(transcript, starts), 0.5)).toBeLessThan(wordMedian);
    expect(transcript.cues.map((cue) => cue.text).join(" ")).toBe(sentences.join(" "));
    expect(new Set(transcript.cues.map((cue) => cue.speakerId))).toEqual(new Set(["s1", "s2"]));
    expect(transcript.cues.at(-1)!.endSeconds).toBeLessThanOrEqual(request.durationSeconds);
  }),
);

test.for([
  ["sounds", createSoundTranscriber],
  ["pauses", createPauseTranscriber],
] as const)("without words, %s say that the text is missing", ([, create]) =>
  withFolder(async (folder) => {
    const { request } = await recordStory(folder);
    const { knownText: _, ...wordless } = request;
    expect((await refusalOf(create().transcribe(wordless))).code).toBe("transcript-text-missing");
  }),
);

test("the text of another story is refused by the engines that listen", () =>
  withFolder(async (folder) => {
    const { request } = await recordStory(folder);
    const knownText = [
      {
        text: "Ma grand-mère vendait des légumes sur la place du village, juste en face de la mairie.",
      },
      {
        text: "Quinze personnes attendaient dans le froid, sans parapluie ni bonnet, et le bus ne venait pas.",
      },
      { text: "Chaque geste compte quand on travaille avec du feu et de l'acier." },
    ];
    const espeakPath = await installFakeEspeak(folder);
    for (const transcriber of [createSoundTranscriber(), createEspeakTranscriber({ espeakPath })]) {
      expect((await refusalOf(transcriber.transcribe({ ...request, knownText }))).code).toBe(
        "transcript-text-mismatch",
      );
    }
  }));

test("a file that is no speech is refused", () =>
  withFolder(async (folder) => {
    const { request } = await recordStory(folder);
    await writeFile(request.speechPath, "not a sound");
    for (const transcriber of [createSoundTranscriber(), createPauseTranscriber()]) {
      expect((await refusalOf(transcriber.transcribe(request))).code).toBe("speech-file-invalid");
    }
  }));

test("a script without known sounds goes on to the next engine, a mismatch does not", () =>
  withFolder(async (folder) => {
    const { request } = await recordStory(folder);
    const engines = createKnownTextTranscriber([
      createSoundTranscriber(),
      createPauseTranscriber(),
    ]);
    const japanese = await engines.transcribe({
      ...request,
      language: "ja",
      knownText: [
        {
          text: "私は自転車を直します。最初は何も知りませんでした。隣の人が教えてくれました。二十回やり直しました。今は上手です。",
        },
      ],
    });
    expect(japanese.engine).toBe("aligned-pauses");
    const wrong = engines.transcribe({ ...request, knownText: [{ text: "Bonjour." }] });
    expect((await refusalOf(wrong)).code).toBe("transcript-text-mismatch");
  }));

test("the order of the engines is kept, and with none left the last refusal is told", async () => {
  const request = { episodeId: "e1", speechPath: "/nowhere", durationSeconds: 1, language: "fr" };
  const asked: string[] = [];
  const refuse = (name: string): PromptTranscriber => ({
    name,
    transcribe: async () => {
      asked.push(name);
      throw new AppError("transcriber-unavailable", { params: { engine: name } });
    },
  });
  const error = await refusalOf(
    createKnownTextTranscriber([refuse("a"), refuse("b")]).transcribe(request),
  );
  expect(asked).toEqual(["a", "b"]);
  expect(error.params).toMatchObject({ engine: "b" });
  expect((await refusalOf(createKnownTextTranscriber([]).transcribe(request))).code).toBe(
    "transcriber-unavailable",
  );
  const broken: PromptTranscriber = {
    name: "c",
    transcribe: () => Promise.reject(new TypeError("a fault")),
  };
  await expect(
    createKnownTextTranscriber([broken, refuse("d")]).transcribe(request),
  ).rejects.toThrow(TypeError);
  expect(asked).toEqual(["a", "b"]);
});

test("eSpeak NG is the one that was named, else the first on the path, else none", () =>
  withFolder(async (folder) => {
    const path = await installFakeEspeak(folder);
    const elsewhere = join(folder, "none");
    expect(await findEspeak({ ESPEAK_PATH: path, PATH: "" })).toBe(path);
    expect(await findEspeak({ PATH: `${elsewhere}:${folder}` })).toBe(path);
    expect(
      await findEspeak({ ESPEAK_PATH: join(elsewhere, "espeak-ng"), PATH: folder }),
    ).toBeUndefined();
    expect(await findEspeak({ PATH: elsewhere })).toBeUndefined();
    expect(await findEspeak({})).toBeUndefined();
  }));

test("no text becomes an option of the program, and its codes for sounds are taken out", () =>
  withFolder(async (folder) => {
    const espeakPath = await installFakeEspeak(folder);
    const log = join(folder, "log");
    vi.stubEnv("FAKE_ESPEAK_LOG", log);
    await speakSentence({ espeakPath }, "-w /etc/passwd [[b0Zu@]]", "../../fr; rm", "+f2");
    const { options, words } = JSON.parse(await readFile(log, "utf8"));
    expect(words).toBe("-w /etc/passwd  b0Zu@ ");
    expect(options).toEqual(["-v", "en+f2", "-s", "160", "-b", "1", "--stdin", "--stdout"]);
  }));

test("a program or a voice that is missing is unavailable, and one that hangs is stopped", () =>
  withFolder(async (folder) => {
    const espeakPath = await installFakeEspeak(folder);
    const say = (path: string, text: string, language: string) =>
      refusalOf(speakSentence({ espeakPath: path, timeoutSeconds: 2 }, text, language, ""));
    expect(await say(join(folder, "none"), "Oui.", "fr")).toMatchObject({
      code: "transcriber-unavailable",
      retryable: false,
    });
    expect(await say(espeakPath, "Oui.", "xx")).toMatchObject({ code: "transcriber-unavailable" });
    expect(await say(espeakPath, "attendre", "fr")).toMatchObject({
      code: "transcriber-timeout",
      retryable: true,
    });
  }));

/** Languages the demo texts are in, and the silence that trimming leaves, do not matter here: only what was said. */
type DemoTexts = Readonly<
  Record<string, string | readonly { readonly speaker: string; readonly text: string }[]>
>;

test(
  "the demo recordings are timed alike by two engines that have nothing in common",
  { timeout: 120_000 },
  () =>
    withFolder(async (folder) => {
      const texts = JSON.parse(await readFile(demoPath("../texts.json"), "utf8")) as DemoTexts;
      for (const [name, file] of [
        ["marie", "marie.mp3"],
        ["sherihane", "sherihane.ogg"],
        ["transmission", "transmission.opus"],
      ] as const) {
        const speechPath = join(folder, `${name}.wav`);
        await ffmpeg(
          "-i",
          demoPath(file),
          "-ac",
          "1",
          "-ar",
          "16000",
          "-c:a",
          "pcm_s16le",
          speechPath,
        );
        const said = texts[name]!;
        const knownText =
          typeof said === "string"
            ? [{ text: said }]
            : said.map(({ speaker, text }) => ({ text, speakerId: speaker }));
        const durationSeconds = ((await readFile(speechPath)).length - 44) / 32_000;
        const request = { episodeId: "e1", speechPath, durationSeconds, language: "fr", knownText };
        const bySound = await createSoundTranscriber().transcribe(request);
        const byPauses = await createPauseTranscriber().transcribe(request);
        expect(bySound.warnings).toEqual([]);
        const starts = byPauses.cues
          .flatMap((cue) => cue.words ?? [])
          .map((word) => word.startSeconds);
        const apart = wordErrors(bySound, starts);
        expect(quantile(apart, 0.5)).toBeLessThan(0.08);
        expect(quantile(apart, 0.95)).toBeLessThan(0.4);
      }
    }),
);

test(
  "the real eSpeak NG, where it is installed, times a voice that is not its own",
  { timeout: 120_000 },
  async (context) => {
    const espeakPath = await findEspeak(process.env);
    if (espeakPath === undefined) {
      context.skip(
        "eSpeak NG is not installed here (Debian: apt install espeak-ng); the stand-in above was tested",
      );
      return;
    }
    await withFolder(async (folder) => {
      const { request, starts } = await recordStory(folder);
      const transcript = await createEspeakTranscriber({ espeakPath }).transcribe(request);
      expect(quantile(wordErrors(transcript, starts), 0.5)).toBeLessThan(0.25);
    });
  },
);
