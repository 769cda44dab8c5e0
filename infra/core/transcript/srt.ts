import { flattenText, wrapLines } from "./line-wrapping.ts";
import { formatTimestamp, writtenEnd } from "./timestamps.ts";
import type { SpeakerNames, Transcript } from "./transcript.ts";

/** The Podcast Namespace asks for two lines of at most 32 characters. */
const srtLineCharsMax = 32;

/** Separates signs that a reader would take for markup; nobody sees it, and `parseSrt` removes it. */
export const srtGuard = "\u2060";

/** Marks that another voice speaks whose name is not shown, as printed dialogue does. */
export const unnamedVoiceMark = "– ";

/** A name before the words, as far as a file made elsewhere can tell: a capital, four words at most, a colon. */
export const voicePrefix =
  /^(?=.{2,42}: )(\p{Lu}[\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]+){0,3}): (?=\S)/u;

/** SubRip has no escapes: whatever would read as a tag, a time line or a voice gets an invisible guard. */
function guardText(text: string, names: ReadonlyMap<string, string>): string {
  const guarded = guardSigns(text);
  const readsAsVoice =
    guarded.startsWith(unnamedVoiceMark) ||
    (guarded.includes(": ") &&
      (voicePrefix.test(guarded) ||
        [...names.values()].some((name) => guarded.startsWith(`${name}: `))));
  return readsAsVoice ? srtGuard + guarded : guarded;
}

function guardSigns(text: string): string {
  // Nearly no words have any of these signs.
  if (!/[\u2060<{]|-->/u.test(text)) return text;
  return text
    .replaceAll(srtGuard, "")
    .replace(/<(?=\/?[a-z])/giu, `<${srtGuard}`)
    .replace(/\{(?=\\)/gu, `{${srtGuard}`)
    .replaceAll("-->", `--${srtGuard}>`);
}

/** A colon and a space end the name, so a name cannot contain them; nor can it look like a time line. */
function writeName(name: string): string {
  return flattenText(name)
    .replace(/:(?= |$)|-->|[<>{}]/gu, "")
    .trim();
}

/**
 * SubRip of a transcript: lines of at most 32 characters, two of them for cues
 * made here, more where an imported cue is longer, so that cues and times stay as they are. A
 * speaker's name stands before the first words of a turn (`Name: `); a voice
 * without a name after one with a name starts with a dash.
 */
export function toSrt(transcript: Transcript, names: SpeakerNames): string {
  const written = new Map([...names].map(([id, name]) => [id, writeName(name)]));
  let speaking = "";
  const cues = transcript.cues.map((cue, i) => {
    const name = cue.speakerId === undefined ? "" : (written.get(cue.speakerId) ?? "");
    const prefix = name === speaking ? "" : name === "" ? unnamedVoiceMark : `${name}: `;
    speaking = name;
    const times = `${formatTimestamp(cue.startSeconds, ",")} --> ${formatTimestamp(writtenEnd(cue), ",")}`;
    const lines = wrapLines(prefix + guardText(cue.text, written), srtLineCharsMax);
    return `${i + 1}\n${times}\n${lines.join("\n")}\n`;
  });
  return cues.join("\n");
}
