import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { AppError } from "#core/errors";
import { composeTranscript, readKnownText } from "#core/speech/known-text";
import { readPcmWav } from "#core/audio/pcm-wav";
import { timeBySound } from "#core/speech/sound-timing";
import { analyseSpeech } from "#core/speech/features";
import { canSound } from "#core/speech/spoken-phones";
import type { PromptTranscriber } from "#ports/transcriber";

/**
 * Times a typed text by what its letters sound like, with nothing but a table
 * of the sounds of speech: the first in the order, since it is the most exact and
 * needs no program. Reads Latin, Arabic and Cyrillic letters; for other scripts it
 * says `transcriber-unavailable` (param `language`), and the next engine takes over.
 */
export function createSoundTranscriber(): PromptTranscriber {
  return {
    name: "aligned-sounds",
    async transcribe({ speechPath, knownText, language, durationSeconds }) {
      const words = readKnownText(knownText);
      if (!canSound(words.map((word) => word.text).join(" "))) {
        throw new AppError("transcriber-unavailable", {
          params: { engine: "aligned-sounds", language },
        });
      }
      const analysis = analyseSpeech(readPcmWav(await readFile(speechPath)));
      // Requests that wait (a withdrawal) go first: the next step computes for a while.
      await setImmediate();
      const timing = timeBySound(analysis, words, language, durationSeconds);
      await setImmediate();
      return composeTranscript({
        turns: knownText ?? [],
        words,
        timing,
        language,
        engine: "aligned-sounds",
        durationSeconds,
      });
    },
  };
}
