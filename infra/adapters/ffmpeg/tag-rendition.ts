/** Writes words and a cover into a finished rendition; its sound stays as it was measured, byte for byte. */
import { readFile, rm, writeFile } from "node:fs/promises";

import { toCommentText, toOneLine, writeId3Tag } from "#core/audio/id3";
import { toThreeLetterLanguage } from "#core/audio/language";
import { translateSystemError } from "#ports/system-errors";
import type { MediaTags, RenditionFile } from "#ports/transcoder";

import { runFfmpeg, type RunConfig } from "./run-ffmpeg.ts";
import { tagRun } from "./tag-arguments.ts";

export type TagOrder = {
  readonly rendition: RenditionFile;
  readonly tags: MediaTags;
  readonly coverPath: string;
  readonly outputPath: string;
};

/** Errors: `store-full`, `store-failed`, `media-timeout` (retryable). Nothing is left at `outputPath` after an error. */
export async function tagRendition(order: TagOrder, config: RunConfig): Promise<void> {
  try {
    await writeTagged(order, config);
  } catch (error) {
    await rm(order.outputPath, { force: true });
    throw translateSystemError(error);
  }
}

async function writeTagged(
  { rendition, tags, coverPath, outputPath }: TagOrder,
  config: RunConfig,
): Promise<void> {
  const { path, encoding } = rendition;
  if (encoding === "mp3") return writeTaggedMp3(path, tags, coverPath, outputPath);
  const target =
    encoding === "m4a" ? ({ format: "ipod", coverPath } as const) : ({ format: "opus" } as const);
  const language = toThreeLetterLanguage(tags.language);
  await runFfmpeg(tagRun(path, listTags(tags), language, { ...target, outputPath }), config);
}

/** MP3 has no container: a tag is put in front, and the rest is the file as it was. */
async function writeTaggedMp3(
  path: string,
  tags: MediaTags,
  coverPath: string,
  outputPath: string,
): Promise<void> {
  const [sound, cover] = await Promise.all([readFile(path), readFile(coverPath)]);
  await writeFile(outputPath, [writeId3Tag(tags, cover), sound]);
}

function listTags(tags: MediaTags): readonly (readonly [string, string])[] {
  const { title, artist, album, year, comment } = tags;
  return [
    ["title", toOneLine(title)],
    ...(artist === undefined ? [] : [["artist", toOneLine(artist)] as const]),
    ["album", toOneLine(album)],
    ["date", String(year)],
    ["genre", "Podcast"],
    ...(comment === undefined ? [] : [["comment", toCommentText(comment)] as const]),
  ];
}
