import type { Episode } from "#core/episode";
import { AppError } from "#core/errors";
import { isStarted } from "#ports/transcriber";
import type { App } from "../app.ts";
import { changeWords } from "./change-words.ts";
import { dropPrivateFiles } from "../episode/drop-private-files.ts";
import { readEpisode, requireEpisode } from "../episode/episode-records.ts";
import { contextOf, type FoundWords, lookAgainSeconds, whyNone } from "../episode/find-words.ts";

/** A minute of speech is minutes of work; after this nobody should still wait. */
const waitHoursMax = 6;

/**
 * Brings in the words that an engine elsewhere was asked for: called by its
 * event, and by a reminder for the event that got lost. Words that are not there
 * yet are looked for again later, for six hours; then a person is told
 * (`transcriber-timeout`). Safe to repeat; words that nobody waits for any more
 * (others were typed, the story was erased) are let go of.
 */
export async function collectWords(app: App, episodeId: string): Promise<void> {
  const file = await readEpisode(app.records, episodeId);
  if (file === undefined) return;
  const { episode } = file;
  if (episode.stage.name === "erased") {
    await letGo(app, episode);
    // The engine may have written its words after everything else was deleted.
    return dropPrivateFiles(app, episodeId);
  }
  const waiting = episode.transcription;
  if (waiting === undefined || episode.audio === undefined) return letGo(app, episode);
  const found = await ask(app, episode, waiting, episode.audio.durationSeconds);
  if (found === "later") {
    await app.queue.send({ kind: "collect-words", episodeId }, { delaySeconds: lookAgainSeconds });
    return;
  }
  await changeWords(app, episodeId, { kind: "staff", staffId: "engine" }, (current) => {
    if (current.transcription?.id !== waiting.id) return current;
    const { transcription: _ticket, transcriptProblem: _former, ...rest } = current;
    return { ...rest, ...found };
  });
  await letGo(app, (await requireEpisode(app.records, episodeId)).episode);
  app.logger.info("words-collected", {
    episodeId,
    engine: waiting.engine,
    billedSeconds: found.transcript?.cost?.billedSeconds,
    costUsd: found.transcript?.cost?.usd,
  });
}

/**
 * What an engine elsewhere still holds of a story, but what is waited for, goes:
 * also what an earlier try left behind that failed between the words and this.
 * While a recording is processed, its ticket may not be noted yet.
 */
async function letGo(app: App, { id, stage, transcription }: Episode): Promise<void> {
  if (stage.name !== "received") await app.transcriber.forget(id, transcription);
}

type Waiting = NonNullable<Episode["transcription"]>;

async function ask(
  app: App,
  episode: Episode,
  { engine, id, startedAt }: Waiting,
  durationSeconds: number,
): Promise<FoundWords | "later"> {
  try {
    const outcome = await app.transcriber.collect(
      { engine, id },
      contextOf(episode, durationSeconds),
    );
    if (!isStarted(outcome)) return { transcript: outcome };
    const waitedHours = (Date.parse(app.clock.now()) - Date.parse(startedAt)) / 3_600_000;
    if (waitedHours < waitHoursMax) return "later";
    throw new AppError("transcriber-timeout", { params: { seconds: waitHoursMax * 3600 } });
  } catch (error) {
    return whyNone(app, episode, error);
  }
}
