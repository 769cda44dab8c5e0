import { parentPort, workerData } from "node:worker_threads";
import { createEspeakTranscriber } from "#adapters/espeak/espeak-transcriber";
import { createKnownTextTranscriber } from "#adapters/known-text/known-text-transcriber";
import type { ThreadAnswer, ThreadOrder } from "#adapters/node/threaded-transcriber";
import { createPauseTranscriber } from "#adapters/pauses/pause-transcriber";
import { createSoundTranscriber } from "#adapters/sounds/sound-transcriber";
import { AppError } from "#core/errors";

export type TranscriberSettings = {
  /** Where eSpeak NG is, on machines that have it. */
  readonly espeakPath: string | undefined;
};

/**
 * Times known words with the finest engine that this machine has: eSpeak NG where
 * it is installed, else the sounds of the language's letters, else pauses alone.
 * The order is by accuracy (npm run bench -- timing).
 */
async function answer(order: ThreadOrder<TranscriberSettings>): Promise<ThreadAnswer> {
  const { espeakPath } = order.settings;
  const transcriber = createKnownTextTranscriber([
    ...(espeakPath === undefined ? [] : [createEspeakTranscriber({ espeakPath })]),
    createSoundTranscriber(),
    createPauseTranscriber(),
  ]);
  try {
    return { transcript: await transcriber.transcribe(order.request) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params, field, retryable } = error;
    return {
      refusal: { code, options: { params, retryable, ...(field === undefined ? {} : { field }) } },
    };
  }
}

parentPort?.postMessage(await answer(workerData as ThreadOrder<TranscriberSettings>));
