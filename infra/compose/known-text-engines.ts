import { createEspeakTranscriber } from "#adapters/espeak/espeak-transcriber";
import { createPauseTranscriber } from "#adapters/pauses/pause-transcriber";
import { createSoundTranscriber } from "#adapters/sounds/sound-transcriber";
import type { Transcriber } from "#ports/transcriber";

/**
 * The engines that time a typed text on this machine, in the order in which
 * they are tried, the most exact first (measured by `npm run bench -- timing`;
 * infra/decisions/030): the sounds of the letters; eSpeak NG, for scripts whose sounds are
 * not known here, where it is installed; pauses alone.
 */
export function createKnownTextEngines(espeakPath: string | undefined): readonly Transcriber[] {
  return [
    createSoundTranscriber(),
    ...(espeakPath === undefined ? [] : [createEspeakTranscriber({ espeakPath })]),
    createPauseTranscriber(),
  ];
}
