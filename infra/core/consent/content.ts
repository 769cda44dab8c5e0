import { hashOf } from "../hash.ts";
import type { Episode } from "../episode.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { NameChoice, Scope } from "./consent.ts";

/**
 * The hash of exactly what a scope covers, or undefined while it does not
 * exist yet. An edit invalidates the scopes whose bytes it changed and no other
 * (consent note, I8):
 * - voice, platforms and reuse: the encoded recordings, byte for byte;
 * - transcript: the timed words in every language, with title and summary, which are words too;
 * - name: the real first name and the choice that was made about it;
 * - portrait: the picture (there is none before one is uploaded).
 */
export function contentHash(
  episode: Episode,
  speakerId: string,
  scope: Scope,
  nameChoice?: NameChoice,
): string | undefined {
  switch (scope) {
    case "voice":
    case "platforms":
    case "reuse":
      return (
        episode.audio &&
        hashOf({ audio: episode.audio.renditions.map((file) => file.sha256).sort() })
      );
    case "transcript":
      return (
        episode.transcript &&
        hashOf({
          title: episode.title,
          summary: episode.summary,
          language: episode.transcript.language,
          cues: cuesOf(episode.transcript),
          ...(episode.translations === undefined || episode.translations.length === 0
            ? {}
            : {
                translations: episode.translations
                  .map((words) => ({ language: words.language, cues: cuesOf(words) }))
                  .sort((a, b) => (a.language < b.language ? -1 : 1)),
              }),
        })
      );
    case "name": {
      const speaker = episode.speakers.find((candidate) => candidate.id === speakerId);
      return speaker && nameChoice && hashOf({ firstName: speaker.firstName, choice: nameChoice });
    }
    case "portrait":
      return undefined;
  }
}

/** What is read; when each word is heard inside a cue changes nothing of it. */
const cuesOf = ({ cues }: Transcript) => cues.map(({ words: _words, ...cue }) => cue);
