import type { Episode } from "../episode.ts";
import type { Transcript } from "./transcript.ts";

/** Everything of a story that can be read, in every language, a line each: where a name could hide. */
export function everyWord(episode: Episode, transcript: Transcript): string {
  return [
    episode.title,
    episode.summary,
    episode.trade ?? "",
    episode.place ?? "",
    ...[transcript, ...(episode.translations ?? [])].flatMap(({ cues }) =>
      cues.map((cue) => cue.text),
    ),
  ].join("\n");
}
