import { flattenText } from "./line-wrapping.ts";
import { toMilliseconds, writtenEnd } from "./timestamps.ts";
import type { SpeakerNames, Transcript } from "./transcript.ts";

/**
 * The Podcast Namespace's own JSON (version 1.0.0, media type application/json):
 * one segment for each cue, seconds with three decimals, `speaker` only where a
 * name may be shown.
 */
export function toPodcastJson(transcript: Transcript, names: SpeakerNames): string {
  const segments = transcript.cues.map((cue) => {
    const speaker = cue.speakerId === undefined ? undefined : names.get(cue.speakerId);
    return {
      ...(speaker === undefined ? {} : { speaker }),
      startTime: toMilliseconds(cue.startSeconds) / 1000,
      endTime: writtenEnd(cue),
      body: flattenText(cue.text),
    };
  });
  return `${JSON.stringify({ version: "1.0.0", segments }, undefined, 1)}\n`;
}
