import { publishedFile } from "#core/feed/address";
import { type EpisodeCard, filePath } from "#core/press/catalogue";
import type { Words } from "../i18n/words.ts";

export type Download = {
  readonly kind: keyof Words["downloadNames"];
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
};

const kinds = [
  ["audio", ".mp3", "MP3"],
  ["text", ".txt", "TXT"],
  ["vtt", ".vtt", "VTT"],
  ["srt", ".srt", "SRT"],
  ["data", ".json", "JSON"],
] as const;

/** The files of a story that a reader may want to keep; those it does not have are left out. */
export function downloadsOf(card: EpisodeCard): readonly Download[] {
  return kinds.flatMap(([kind, suffix, format]) => {
    const file = publishedFile(card, suffix);
    return file === undefined
      ? []
      : [{ kind, path: filePath(card, file), format, bytes: file.bytes }];
  });
}

export type Source = { readonly path: string; readonly mimeType: string };

/**
 * The encodings in the order a browser should try them: AAC, which seeks at
 * once and which phones decode in hardware; Opus for browsers built without
 * AAC; MP3 for all others.
 */
export function sourcesOf(card: EpisodeCard): readonly Source[] {
  return [".m4a", ".opus", ".mp3"].flatMap((suffix) => {
    const file = publishedFile(card, suffix);
    return file === undefined ? [] : [{ path: filePath(card, file), mimeType: file.mimeType }];
  });
}
