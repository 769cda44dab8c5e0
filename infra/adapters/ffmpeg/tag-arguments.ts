/** What ffmpeg is told to do to write tags into a finished file. */
import { asFile, flags, trusted, type FfmpegRun } from "./ffmpeg-run.ts";

export type TagTarget = {
  readonly format: "ipod" | "opus";
  /** Where the container holds a picture. */
  readonly coverPath?: string;
  readonly outputPath: string;
};

const containerFlags = { ipod: "-movflags +faststart -f ipod", opus: "-f opus" } as const;

/** Copies the sound into a new file with these tags and no others. */
export function tagRun(
  path: string,
  tags: readonly (readonly [key: string, value: string])[],
  language: string,
  target: TagTarget,
): FfmpegRun {
  const { format, coverPath, outputPath } = target;
  const hasCover = coverPath !== undefined;
  return {
    inputs: [
      trusted(path),
      // The path is a file, not a pattern for many.
      ...(hasCover ? [trusted(coverPath, flags("-f image2 -pattern_type none"))] : []),
    ],
    outputs: [
      {
        options: [
          ...flags("-map 0:a:0 -map_metadata -1 -c copy"),
          ...(hasCover ? flags("-map 1:v:0 -disposition:v:0 attached_pic") : []),
          ...tags.flatMap(([key, value]) => ["-metadata", `${key}=${value}`]),
          ...flags(`-metadata:s:a:0 language=${language}`),
          ...flags(`${containerFlags[format]} -y`),
        ],
        path: asFile(outputPath),
      },
    ],
  };
}
