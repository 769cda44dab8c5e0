import { type ChildProcess, fork } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { AppError } from "#core/errors";
import { type Transcript, TranscriptSchema } from "#core/transcript/transcript";
import type { PromptTranscriber, TranscriptionRequest } from "#ports/transcriber";
import { hasWhisper } from "./whisper-binding.ts";

export type WhisperConfig = {
  /** Where the model is; undefined where none is installed. Asked for every recording: one may be installed meanwhile. */
  readonly findModel: () => Promise<{ readonly path: string; readonly name: string } | undefined>;
  /** The program that listens; only tests choose another one. */
  readonly program?: URL;
  /** Only tests are in a hurry. */
  readonly limits?: Partial<Limits>;
};

type Limits = {
  readonly baseSeconds: number;
  /** A base model takes a third of the recording's length on one core; this is for a loaded small machine with a large one. */
  readonly secondsPerSecond: number;
  readonly memoryBytes: number;
};
const limitsMax: Limits = { baseSeconds: 120, secondsPerSecond: 20, memoryBytes: 800_000_000 };
/** whisper.cpp keeps the model, its caches and its work beside each other (its README: 388 MB for base, 2.1 GB for medium). */
const memoryPerModelByte = 2;
const watchEveryMs = 250;

export type WhisperOrder = {
  readonly modelPath: string;
  readonly engine: string;
  readonly request: TranscriptionRequest;
};
export type WhisperAnswer = { readonly transcript: Transcript } | { readonly refusal: string };

/**
 * Whisper on this machine, through whisper.cpp, in a process of its own with limits
 * on time and memory: whatever happens to it, the worker goes on. What it hears is
 * checked and timed by core/speech/machine-transcript. Errors: `speech-model-missing`,
 * `transcriber-unavailable` (no build for this system), `speech-not-understood`,
 * `speech-engine-failed` (it crashed, or ran into a limit: a person is better asked
 * than the same machine again).
 */
export function createWhisperTranscriber(config: WhisperConfig): PromptTranscriber {
  const program = config.program ?? new URL("./whisper-process.ts", import.meta.url);
  const limits = { ...limitsMax, ...config.limits };
  return {
    name: "whisper",
    async transcribe(request) {
      const model = await config.findModel();
      if (model === undefined) throw new AppError("speech-model-missing", { field: "text" });
      if (config.program === undefined && !(await hasWhisper())) {
        const { language } = request;
        throw new AppError("transcriber-unavailable", { params: { engine: "whisper", language } });
      }
      const memoryBytes = limits.memoryBytes + memoryPerModelByte * (await sizeOf(model.path));
      const seconds = limits.baseSeconds + limits.secondsPerSecond * request.durationSeconds;
      const order = { modelPath: model.path, engine: `whisper ${model.name}`, request };
      const answer = await answerOf(program, order, { seconds, memoryBytes });
      if ("refusal" in answer) throw new AppError(answer.refusal, { field: "text" });
      return TranscriptSchema.parse(answer.transcript);
    },
  };
}

const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

async function answerOf(
  program: URL,
  order: WhisperOrder,
  { seconds, memoryBytes }: { readonly seconds: number; readonly memoryBytes: number },
): Promise<WhisperAnswer> {
  // whisper.cpp talks to standard error; what it says is about the model and never about a person.
  const child = fork(program, { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
  const startedAt = performance.now();
  let reason = "crash";
  const stop = (because: string) => {
    reason = because;
    child.kill("SIGKILL");
  };
  const watch = setInterval(() => {
    if (performance.now() - startedAt > seconds * 1000) stop("time");
    void memoryOf(child).then((bytes) => {
      if (bytes > memoryBytes) stop("memory");
    });
  }, watchEveryMs);
  try {
    return await new Promise<WhisperAnswer>((resolve, reject) => {
      const failed = (cause?: unknown) =>
        reject(new AppError("speech-engine-failed", { params: { reason }, cause }));
      child.once("message", (answer) => resolve(answer as WhisperAnswer));
      child.once("error", failed);
      child.once("exit", () => failed());
      child.send(order, (error) => {
        if (error !== null) failed(error);
      });
    });
  } finally {
    clearInterval(watch);
    if (child.exitCode === null) child.kill("SIGKILL");
  }
}

/** Resident memory, where the system tells (Linux); 0 elsewhere, where only time limits. */
async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "");
  return Number(statm.split(" ")[1] ?? 0) * 4096;
}
