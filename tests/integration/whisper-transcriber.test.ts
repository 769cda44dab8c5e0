import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTranscriberChain, promptly } from "#adapters/chain/transcriber-chain";
import { hasWhisper } from "#adapters/whisper/whisper-binding";
import { createWhisperTranscriber } from "#adapters/whisper/whisper-transcriber";
import { findModel } from "#adapters/whisper/find-model";
import { AppError } from "#core/errors";
import type { PromptTranscriber, TranscriptionRequest } from "#ports/transcriber";

let folder = "";
let model = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paroles-whisper-"));
  model = join(folder, "ggml-mine.bin");
  await writeFile(model, "no model at all");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const asked = (act: string): TranscriptionRequest => ({
  episodeId: act,
  speechPath: "/nowhere",
  durationSeconds: 1,
  language: "fr",
});

const fake = (limits = {}): PromptTranscriber =>
  createWhisperTranscriber({
    findModel: () => findModel(model, folder),
    program: new URL("../support/fake-whisper.ts", import.meta.url),
    limits,
  });

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => ({ code: "accepted", params: {}, retryable: false }),
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const { code, params, retryable } = error;
      return { code, params, retryable };
    },
  );

test("what the program hears comes back, with the engine and the model that heard it", async () => {
  expect(await fake().transcribe(asked("answer"))).toMatchObject({
    engine: "whisper mine",
    provenance: "machine",
    cues: [{ text: "Bonjour." }],
  });
  expect((await refusal(fake().transcribe(asked("refuse")))).code).toBe("speech-not-understood");
});

test.for([
  ["crash", {}, "crash"],
  ["hang", { baseSeconds: 1, secondsPerSecond: 0 }, "time"],
  ["eat", { memoryBytes: 300_000_000 }, "memory"],
] as const)(
  "a program that would %s is stopped, and a person is asked instead",
  async ([act, limits, reason], { skip }) => {
    skip(act === "eat" && process.platform !== "linux", "memory is measured on Linux");
    expect(await refusal(fake(limits).transcribe(asked(act)))).toEqual({
      code: "speech-engine-failed",
      params: { reason },
      retryable: false,
    });
  },
);

test.runIf(await hasWhisper())("a file that is no model ends its own process only", async () => {
  const { writeWav } = await import("../../scripts/bench-speech-synth.ts");
  const { tell, story } = await import("../../scripts/bench-speech-truth.ts");
  const delivery = { pitchHz: 150, formantScale: 1, pace: 1, pauseSeconds: 0.5, noise: 0, seed: 1 };
  const { sound } = tell(story.slice(0, 1), delivery);
  const speechPath = join(folder, "speech.wav");
  await writeFile(speechPath, writeWav(sound));
  const real = createWhisperTranscriber({ findModel: () => findModel(model, folder) });
  const request = { ...asked("x"), speechPath };
  expect((await refusal(real.transcribe(request))).code).toBe("speech-engine-failed");
});

test.runIf(await hasWhisper())("silence is never given to the model", async () => {
  const { writeWav } = await import("../../scripts/bench-speech-synth.ts");
  const speechPath = join(folder, "silence.wav");
  await writeFile(
    speechPath,
    writeWav({ sampleRateHz: 16_000, samples: new Float32Array(48_000) }),
  );
  const real = createWhisperTranscriber({ findModel: () => findModel(model, folder) });
  // The model is none: had it been loaded, the process would have crashed.
  expect((await refusal(real.transcribe({ ...asked("x"), speechPath }))).code).toBe(
    "speech-not-understood",
  );
});

test("without a model the next engine is asked, and the reason is told when there is none", async () => {
  const none = createWhisperTranscriber({ findModel: () => findModel(undefined, folder) });
  const typed: PromptTranscriber = {
    name: "known-text",
    async transcribe({ knownText, language }) {
      if (knownText === undefined) throw new AppError("transcript-text-missing");
      const cues = [{ startSeconds: 0, endSeconds: 1, text: knownText[0]!.text }];
      return { language, engine: "known-text", provenance: "typed", cues, warnings: [] };
    },
  };
  const knownText = [{ text: "Oui." }];
  for (const order of [
    [none, typed],
    [typed, none],
  ]) {
    const chain = createTranscriberChain(order.map(promptly));
    expect(await chain.transcribe({ ...asked("x"), knownText })).toMatchObject({
      engine: "known-text",
    });
    expect((await refusal(chain.transcribe(asked("x")))).code).toBe("speech-model-missing");
  }
  const onlyTyped = createTranscriberChain([promptly(typed)]);
  expect((await refusal(onlyTyped.transcribe(asked("x")))).code).toBe("transcript-text-missing");
});

test("typed words go to the timer and speech without them to the recogniser, in the usual order", async () => {
  const chain = createTranscriberChain([
    promptly({
      name: "known-text",
      transcribe: () => Promise.reject(new AppError("transcript-text-missing")),
    }),
    promptly(fake()),
  ]);
  expect(await chain.transcribe(asked("answer"))).toMatchObject({ provenance: "machine" });
});
