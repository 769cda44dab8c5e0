import type { Problem } from "#core/episode";
import { AppError } from "#core/errors";
import type { ForeignItem } from "#core/feed/foreign-feed";
import type { ImportedTranscript } from "#core/transcript/import";
import { parsePodcastJson } from "#core/transcript/podcast-json-parse";
import { parseSrt } from "#core/transcript/srt-parse";
import { parseWebVtt } from "#core/transcript/webvtt-parse";
import type { App } from "../app.ts";
import type { ImportMeans } from "./import-means.ts";

export type ImportedWords = {
  readonly transcript?: ImportedTranscript;
  /** Names that the file gives to those who speak, in order of appearance. */
  readonly voices: readonly string[];
  readonly notes: readonly Problem[];
};

const limits = { bytesMax: 1_000_000, secondsMax: 60 };

/** Best first: WebVTT names who speaks, SRT seldom does. */
const parsers = [
  { type: /vtt/i, parse: parseWebVtt },
  { type: /json/i, parse: parsePodcastJson },
  { type: /subrip|srt/i, parse: parseSrt },
] as const;

/**
 * The words of an item from the first of its transcripts that can be read. An
 * item without any, or whose transcripts are all unreadable, comes in without
 * words, and its notes say so: a draft without its words is still worth having.
 * Throws what a retry can mend.
 */
export async function readTranscriptOf(
  app: App,
  means: Pick<ImportMeans, "remote" | "readFile">,
  { transcripts }: ForeignItem,
): Promise<ImportedWords> {
  let failed: AppError | undefined;
  for (const { type, parse } of parsers) {
    for (const { url } of transcripts.filter(({ mimeType }) => type.test(mimeType))) {
      try {
        const transcript = parse(await textAt(app, means, url));
        const voices = transcript.cues.flatMap(({ speakerName }) => speakerName ?? []);
        return { transcript, voices: [...new Set(voices)], notes: [] };
      } catch (error) {
        if (!(error instanceof AppError) || error.retryable) throw error;
        failed ??= error;
      }
    }
  }
  const note: Problem =
    failed === undefined
      ? { code: "import-no-transcript", params: {} }
      : { code: "import-transcript-unreadable", params: { reason: failed.code } };
  return { voices: [], notes: [note] };
}

const textAt = (
  app: App,
  { remote, readFile }: Pick<ImportMeans, "remote" | "readFile">,
  url: string,
): Promise<string> =>
  app.workspace.withFolder(async (folder) => {
    const path = `${folder}/words`;
    await remote.download(url, path, limits);
    return new TextDecoder().decode(await readFile(path));
  });
