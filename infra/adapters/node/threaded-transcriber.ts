import { Worker } from "node:worker_threads";
import { AppError, type ErrorOptions } from "#core/errors";
import { type Transcript, TranscriptSchema } from "#core/transcript/transcript";
import type { PromptTranscriber, TranscriptionRequest } from "#ports/transcriber";

/** What a transcriber's thread is given, and what it answers. */
export type ThreadOrder<Settings> = {
  readonly settings: Settings;
  readonly request: TranscriptionRequest;
};
export type ThreadAnswer =
  | { readonly transcript: Transcript }
  | { readonly refusal: { readonly code: string; readonly options: Omit<ErrorOptions, "cause"> } };

/**
 * Runs a transcriber in a thread of its own, one for each recording: timing words
 * is seconds of computing, and whoever takes a yes back meanwhile must not wait
 * for it. `entry` is a module that reads a `ThreadOrder` and posts a `ThreadAnswer`.
 */
export function createThreadedTranscriber<Settings>(
  name: string,
  entry: URL,
  settings: () => Promise<Settings>,
): PromptTranscriber {
  return {
    name,
    async transcribe(request) {
      const order: ThreadOrder<Settings> = { settings: await settings(), request };
      const answer = await answerOf(new Worker(entry, { workerData: order }));
      if ("refusal" in answer) throw new AppError(answer.refusal.code, answer.refusal.options);
      return TranscriptSchema.parse(answer.transcript);
    },
  };
}

function answerOf(thread: Worker): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => {
      // An answer that came first has settled this already.
      reject(new AppError("transcriber-stopped", { retryable: true, params: { code } }));
    });
  });
}
