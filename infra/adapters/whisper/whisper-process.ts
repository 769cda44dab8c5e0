/**
 * A process of its own for one recording: whisper.cpp computes without ever
 * letting the event loop turn, and a model that is damaged or too large ends the
 * process that loaded it. Gets a `WhisperOrder`, answers with a `WhisperAnswer`.
 */
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { readPcmWav } from "#core/audio/pcm-wav";
import { AppError } from "#core/errors";
import { analyseSpeech } from "#core/speech/features";
import { machineTranscript } from "#core/speech/machine-transcript";
import { runWhisper } from "./whisper-binding.ts";
import type { WhisperAnswer, WhisperOrder } from "./whisper-transcriber.ts";

/** More threads than cores wait for each other at every step; another worker may need one. */
const threadsMax = 4;

async function answer({ modelPath, engine, request }: WhisperOrder): Promise<WhisperAnswer> {
  const { speechPath, language: expectedLanguage, durationSeconds, vocabulary = [] } = request;
  const sound = readPcmWav(await readFile(speechPath));
  const analysis = analyseSpeech(sound);
  // Over silence a recogniser only invents.
  if (analysis.activity.stretches.length === 0) return { refusal: "speech-not-understood" };
  const { language, segments } = await runWhisper({
    modelPath,
    samples: sound.samples,
    prompt: vocabulary.length === 0 ? "" : `${vocabulary.join(", ")}.`,
    threads: Math.max(1, Math.min(threadsMax, availableParallelism() - 1)),
  });
  try {
    const voices = request.speakerIds === undefined ? {} : { speakerIds: request.speakerIds };
    const heard = {
      ...voices,
      segments,
      analysis,
      language,
      expectedLanguage,
      engine,
      durationSeconds,
    };
    return { transcript: machineTranscript(heard) };
  } catch (error) {
    if (error instanceof AppError) return { refusal: error.code };
    throw error;
  }
}

process.once("message", (order: WhisperOrder) => {
  void answer(order).then((outcome) => {
    process.send?.(outcome, () => process.disconnect());
  });
});
