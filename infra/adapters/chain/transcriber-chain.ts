import { AppError } from "#core/errors";
import type { PromptTranscriber, Transcriber } from "#ports/transcriber";

/** What passes a request on: this engine cannot even begin, another one may. */
const passedOn = new Set([
  "transcript-text-missing",
  "transcriber-unavailable",
  "speech-model-missing",
]);

/** An engine that answers at once, as one that may answer later. */
export function promptly(engine: PromptTranscriber): Transcriber {
  return {
    name: engine.name,
    transcribe: (request) => engine.transcribe(request),
    collect: () => Promise.reject(unknownEngine(engine.name)),
    forget: () => Promise.resolve(),
  };
}

/**
 * Engines in the order in which they are asked. Only what keeps an engine from
 * beginning passes a request on: no typed words, no model, no program. Every other
 * answer is the answer, a refusal too: words that do not fit the sound are not
 * made to fit by asking elsewhere. With none left, the most telling refusal is
 * thrown: that of an engine that would have done without typed words. Tickets
 * come back to the engine that gave them.
 */
export function createTranscriberChain(engines: readonly Transcriber[]): Transcriber {
  const named = (name: string): Transcriber => {
    const engine = engines.find((candidate) => candidate.name === name);
    if (engine === undefined) throw unknownEngine(name);
    return engine;
  };
  return {
    name: engines.map((engine) => engine.name).join(", "),
    async transcribe(request) {
      let refusal = new AppError("transcript-text-missing", { field: "text" });
      for (const engine of engines) {
        try {
          return await engine.transcribe(request);
        } catch (error) {
          if (!(error instanceof AppError) || !passedOn.has(error.code)) throw error;
          if (error.code !== "transcript-text-missing") refusal = error;
        }
      }
      throw refusal;
    },
    async collect(ticket, context) {
      return named(ticket.engine).collect(ticket, context);
    },
    async forget(episodeId, kept) {
      for (const engine of engines) await engine.forget(episodeId, kept);
    },
  };
}

const unknownEngine = (engine: string) =>
  new AppError("transcriber-unavailable", { params: { engine, language: "–" } });
