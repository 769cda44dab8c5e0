/** The only file that knows whisper.cpp's binding. It is an optional package: other systems than macOS and Linux on x64 have none. */
import type { HeardSegment } from "#core/speech/heard-text";

export type WhisperRun = {
  readonly modelPath: string;
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
  /** ISO 639-1; absent lets the model tell. */
  readonly language?: string;
  /** What the recogniser should expect, as the beginning of a text. */
  readonly prompt: string;
  readonly threads: number;
};

export type WhisperResult = {
  readonly language: string;
  readonly segments: readonly HeardSegment[];
};

/** whisper.cpp counts in hundredths of a second. */
const ticksPerSecond = 100;

/** Throws the system's own error where the package is missing, and whisper.cpp's for a file that is no model. */
export async function runWhisper(run: WhisperRun): Promise<WhisperResult> {
  const { Whisper, WhisperFullParams, WhisperSamplingStrategy } = await import("@napi-rs/whisper");
  const whisper = new Whisper(run.modelPath, { useGpu: false });
  const params = new WhisperFullParams(WhisperSamplingStrategy.Greedy);
  const segments: HeardSegment[] = [];
  params.language = run.language ?? "auto";
  params.nThreads = run.threads;
  params.initialPrompt = run.prompt;
  params.suppressBlank = true;
  params.suppressNonSpeechTokens = true;
  params.printProgress = false;
  params.printRealtime = false;
  params.printTimestamps = false;
  params.onNewSegment = ({ text, start, end }) => {
    const startSeconds = start / ticksPerSecond;
    segments.push({ text, startSeconds, endSeconds: end / ticksPerSecond });
  };
  whisper.full(params, run.samples);
  // Segments are told in the next turns of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { language: Whisper.lang(whisper.fullLangId) ?? run.language ?? "und", segments };
}

/** Whether this system has the package at all. */
export async function hasWhisper(): Promise<boolean> {
  return import("@napi-rs/whisper").then(
    () => true,
    () => false,
  );
}
