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
 * Times known words with the most exact engine that knows them (decision 030): the
 * sounds of their letters; eSpeak NG, for scripts whose sounds are not known here,
 * where it is installed; pauses alone.
 */
async function answer(order: ThreadOrder<TranscriberSettings>): Promise<ThreadAnswer> {
  const { espeakPath } = order.settings;
  const transcriber = createKnownTextTranscriber([
    createSoundTranscriber(),
    ...(espeakPath === undefined ? [] : [createEspeakTranscriber({ espeakPath })]),
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
