import { createEspeakTranscriber } from "#adapters/espeak/espeak-transcriber";
import { findEspeak } from "#adapters/espeak/find-espeak";
import { createPauseTranscriber } from "#adapters/pauses/pause-transcriber";
import { createSoundTranscriber } from "#adapters/sounds/sound-transcriber";
import type { PromptTranscriber } from "#ports/transcriber";

/** Every engine that can time known words on this machine, each on its own: for measuring them. */
export async function timingEngines(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly PromptTranscriber[]> {
  const espeakPath = await findEspeak(environment);
  return [
    createSoundTranscriber(),
    ...(espeakPath === undefined ? [] : [createEspeakTranscriber({ espeakPath })]),
    createPauseTranscriber(),
  ];
}
