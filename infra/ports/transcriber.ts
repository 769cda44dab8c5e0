import type { Transcript } from "#core/transcript/transcript";

export type TranscriptionRequest = {
  /** Whose words they are; opaque, for engines that keep something under a name. */
  readonly episodeId: string;
  /** Mono 16 kHz 16-bit PCM WAV, trimmed: times count from its start. */
  readonly speechPath: string;
  readonly durationSeconds: number;
  /** BCP 47, such as `fr` or `fr-FR`. */
  readonly language: string;
  /** What was said, where someone typed it: turns in order, each with its speaker's id where known. */
  readonly knownText?: readonly { readonly speakerId?: string; readonly text: string }[];
  /** Ids of the voices, in the order in which the story names them. */
  readonly speakerIds?: readonly string[];
  /** Names and trades that a recogniser should expect. */
  readonly vocabulary?: readonly string[];
};

/** Names work that goes on elsewhere. Opaque: it holds no word and no name. */
export type TranscriptionTicket = {
  /** The `name` of the engine that works on it. */
  readonly engine: string;
  readonly id: string;
};

/** Nothing yet: ask again with the ticket, when an event says so or after a while. */
export type StartedTranscription = { readonly ticket: TranscriptionTicket };

export type TranscriptionOutcome = Transcript | StartedTranscription;

/** What an engine must know again when it is asked for its words. */
export type TranscriptionContext = Pick<
  TranscriptionRequest,
  "durationSeconds" | "language" | "speakerIds"
>;

/**
 * An engine that answers at once. Errors: `transcript-text-missing` (this engine
 * needs a known text and there is none), `transcript-text-too-long`,
 * `transcript-text-mismatch` (the recording says something else; passages that
 * merely differ are told in the transcript's `warnings`), `speech-not-understood`
 * (a recogniser found no words in it that it can stand for),
 * `transcriber-unavailable` (a program or the sounds of a script are missing) and
 * `speech-model-missing` (the next engine may be asked), `transcriber-timeout` and
 * `transcriber-stopped` (retryable), `speech-file-invalid`.
 */
export interface PromptTranscriber {
  readonly name: string;
  /** The words with their times in seconds from the start of the speech. */
  transcribe(request: TranscriptionRequest): Promise<Transcript>;
}

/**
 * Turns speech into timed cues, at once or later: `transcribe` answers with the
 * words or with a ticket, and whoever holds the ticket collects. Errors are
 * those of `PromptTranscriber`, thrown by `transcribe` or by `collect`.
 */
export interface Transcriber {
  readonly name: string;
  /** Asked again with the same request (after a crash), it goes on with the same work. */
  transcribe(request: TranscriptionRequest): Promise<TranscriptionOutcome>;
  /** The words, or the ticket again while the work goes on. Changes nothing; may be repeated. */
  collect(
    ticket: TranscriptionTicket,
    context: TranscriptionContext,
  ): Promise<TranscriptionOutcome>;
  /**
   * Removes whatever the engine still holds of a story, done or not, but the work
   * that `kept` names. By the story, since tickets get lost: with a process that
   * dies before it has noted one, or with words that are typed meanwhile. Safe to repeat.
   */
  forget(episodeId: string, kept?: TranscriptionTicket): Promise<void>;
}

/** Whether the words come later, by a ticket, rather than at once. */
export const isStarted = (outcome: TranscriptionOutcome): outcome is StartedTranscription =>
  "ticket" in outcome;
