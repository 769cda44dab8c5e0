import { flattenText, wrapLines } from "./line-wrapping.ts";
import { formatTimestamp, writtenEnd } from "./timestamps.ts";
import type { Cue, SpeakerNames, Transcript } from "./transcript.ts";

/** The Podcast Namespace asks for lines of at most 65 characters. */
const vttLineCharsMax = 65;

const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => references[sign]!);
}

/** A voice tag needs no end tag where it spans the cue, and readers that show tags show one less. */
function voiceTag(cue: Cue, names: SpeakerNames): string {
  const name = cue.speakerId === undefined ? undefined : names.get(cue.speakerId);
  return name === undefined ? "" : `<v ${escapeText(flattenText(name))}>`;
}

function writeCue(cue: Cue, names: SpeakerNames): string {
  const times = `${formatTimestamp(cue.startSeconds, ".")} --> ${formatTimestamp(writtenEnd(cue), ".")}`;
  const lines = wrapLines(cue.text, vttLineCharsMax).map(escapeText);
  return `${times}\n${voiceTag(cue, names)}${lines.join("\n")}\n`;
}

/**
 * WebVTT of a transcript (media type text/vtt): names only from `names`, lines
 * of at most 65 characters, text escaped. Language, provenance and engine follow
 * the last cue in a comment: WebVTT allows it anywhere, and some podcast readers
 * refuse a file that does not begin with a cue.
 */
export function toWebVtt(transcript: Transcript, names: SpeakerNames): string {
  const about = [
    "NOTE",
    `language: ${transcript.language}`,
    `words: ${transcript.provenance}`,
    `times: ${transcript.engine}`,
  ].map((line) => line.replace(/\s+/gu, " ").replaceAll("-->", "->"));
  const cues = transcript.cues.map((cue) => writeCue(cue, names));
  return `WEBVTT\n\n${cues.join("\n")}\n${about.join("\n")}\n`;
}
