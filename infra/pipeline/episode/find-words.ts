import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { expectedWords } from "#core/transcript/expected-words";
import type { Transcript } from "#core/transcript/transcript";
import { isStarted, type TranscriptionContext } from "#ports/transcriber";
import type { App } from "../app.ts";
import { withContent } from "../current-content.ts";

/** What looking for words has come to: words, a ticket for them, why there are none, or nothing to go on. */
export type FoundWords = Pick<Episode, "transcript" | "transcriptProblem" | "transcription">;

/** The speech of a recording, as the transcoder leaves it. */
export type Speech = { readonly speechPath: string; readonly durationSeconds: number };

/** An engine elsewhere tells by event when it is done; this is for the event that got lost. */
export const lookAgainSeconds = 120;

/** What an engine is told about a story when it is asked for its words, the first time or later. */
export function contextOf(episode: Episode, durationSeconds: number): TranscriptionContext {
  return {
    durationSeconds,
    language: episode.language,
    speakerIds: episode.speakers.map(({ id }) => id),
  };
}

/**
 * Asks for the words of a recording. With words that do not fit the sound, or none
 * that could be understood, a person has to look: that is a result
 * (`transcriptProblem`), not a failure. Without typed words and without an engine
 * that needs none there is nothing. Throws only what a retry can mend.
 */
export async function findWords(app: App, episode: Episode, speech: Speech): Promise<FoundWords> {
  const { speechPath, durationSeconds } = speech;
  try {
    const { content } = await withContent(app);
    const show = content.shows.find(({ slug }) => slug === episode.showSlug);
    const outcome = await app.transcriber.transcribe({
      ...contextOf(episode, durationSeconds),
      episodeId: episode.id,
      speechPath,
      vocabulary: expectedWords(episode, show),
      ...(episode.knownText === undefined ? {} : { knownText: knownTurns(episode.knownText) }),
    });
    if (!isStarted(outcome)) return { transcript: asReceived(episode, outcome) };
    await app.queue.send(
      { kind: "collect-words", episodeId: episode.id },
      { delaySeconds: lookAgainSeconds },
    );
    return { transcription: { ...outcome.ticket, startedAt: app.clock.now() } };
  } catch (error) {
    return whyNone(app, episode, error);
  }
}

/** Nobody here has read words that came with a feed, however well they fit the sound. */
function asReceived({ imported }: Episode, transcript: Transcript): Transcript {
  const foreign = imported !== undefined && transcript.provenance === "typed";
  return foreign ? { ...transcript, provenance: "imported" } : transcript;
}

/** What is recorded where there are no words; throws again what a retry can mend. */
export function whyNone(app: App, { id }: Episode, error: unknown): FoundWords {
  if (!(error instanceof AppError) || error.retryable) throw error;
  // Nobody typed anything and no engine does without: that is where every story begins.
  if (error.code === "transcript-text-missing") return {};
  app.logger.warn("transcript-failed", { episodeId: id, code: error.code });
  return { transcriptProblem: { code: error.code, params: { ...error.params } } };
}

function knownTurns(turns: NonNullable<Episode["knownText"]>) {
  return turns.map(({ speakerId, text }) => ({
    text,
    ...(speakerId === undefined ? {} : { speakerId }),
  }));
}
