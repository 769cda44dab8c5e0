import { AppError } from "#core/errors";
import type { PromptTranscriber } from "#ports/transcriber";

/**
 * Tries engines in the given order. Only `transcriber-unavailable` (a program,
 * a model or the rules of a language are missing) passes a request on; every
 * other answer, a mismatch included, is the answer. With none left, the last
 * refusal is thrown; with none given, `transcriber-unavailable`.
 */
export function createKnownTextTranscriber(
  engines: readonly PromptTranscriber[],
): PromptTranscriber {
  return {
    name: engines.map((engine) => engine.name).join(", "),
    async transcribe(request) {
      let refusal = new AppError("transcriber-unavailable", {
        params: { engine: "none", language: request.language },
      });
      for (const engine of engines) {
        try {
          return await engine.transcribe(request);
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== "transcriber-unavailable") throw error;
          refusal = error;
        }
      }
      throw refusal;
    },
  };
}
