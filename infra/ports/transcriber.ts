import type { Transcript } from "#core/transcript/transcript";

export type TranscriptionRequest = {
  /** Mono 16 kHz 16-bit PCM WAV, trimmed: times count from its start. */
  readonly speechPath: string;
  readonly durationSeconds: number;
  /** BCP 47, such as `fr` or `fr-FR`. */
  readonly language: string;
  /** What was said, where someone typed it: turns in order, each with its speaker's id where known. */
  readonly knownText?: readonly { readonly speakerId?: string; readonly text: string }[];
  /** Names and trades that a recogniser should expect. */
  readonly vocabulary?: readonly string[];
};

/**
 * Turns speech into timed cues. Errors: `transcript-text-missing` (this engine
 * needs a known text and there is none), `transcript-text-too-long`,
 * `transcript-text-mismatch` (the recording says something else; passages that
 * merely differ are told in the transcript's `warnings`), `transcriber-unavailable`
 * (a program, a model or the sounds of a script are missing; the next engine may
 * be asked), `transcriber-timeout` (retryable), `speech-file-invalid`.
 */
export interface Transcriber {
  readonly name: string;
  transcribe(request: TranscriptionRequest): Promise<Transcript>;
}
