import { AppError } from "#core/errors";
import { canonicalJson } from "#core/hash";
import type { App } from "../app.ts";
import { changeWords } from "./change-words.ts";
import { readEpisode } from "../episode/episode-records.ts";
import { findWords } from "../episode/find-words.ts";

/**
 * Looks for the words of a recording again, from its finished encoding, whose
 * times are those that listeners hear: after somebody typed what is said, or
 * chose to let a machine listen. What is found replaces the former words; what
 * is not found leaves them, with the reason beside them. Safe to repeat.
 */
export async function findWordsAgain(app: App, episodeId: string): Promise<void> {
  const file = await readEpisode(app.records, episodeId);
  if (file === undefined || file.episode.stage.name !== "ready") return;
  const { episode } = file;
  const { audio } = episode;
  const rendition = audio?.renditions.find(({ encoding }) => encoding === "m4a");
  if (audio === undefined || rendition === undefined) {
    throw new AppError("object-not-found", { params: { key: `${episodeId} m4a` } });
  }
  const found = await app.workspace.withFolder(async (folder) => {
    const speechPath = `${folder}/speech.wav`;
    await app.privateStore.download(rendition.key, `${folder}/audio.m4a`);
    await app.transcoder.speech(`${folder}/audio.m4a`, speechPath);
    return findWords(app, episode, { speechPath, durationSeconds: audio.durationSeconds });
  });
  await changeWords(app, episodeId, { kind: "staff", staffId: "engine" }, (current) => {
    // Someone typed something else meanwhile: their own job comes.
    if (canonicalJson(current.knownText) !== canonicalJson(episode.knownText)) return current;
    const { transcriptProblem: _former, transcription: _ticket, ...rest } = current;
    return { ...rest, ...found };
  });
}
