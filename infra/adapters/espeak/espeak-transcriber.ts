import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";

import { composeTranscript, readKnownText, type KnownWord } from "#core/speech/known-text";
import { readPcmWav, type Sound } from "#core/audio/pcm-wav";
import { timeByReference } from "#core/speech/reference-timing";
import { analyseSpeech, type SpeechAnalysis } from "#core/speech/features";
import { groupSentences } from "#core/transcript/text";
import type { PromptTranscriber } from "#ports/transcriber";

import {
  speakSentence,
  voiceVariants,
  type EspeakConfig,
  type VoiceVariant,
} from "./speak-sentence.ts";

type Task = { readonly text: string; readonly variant: VoiceVariant };

/** Speaks every sentence in every voice, as many at once as there are cores, and returns them in order. */
async function speakAll(
  config: EspeakConfig,
  tasks: readonly Task[],
  language: string,
): Promise<Sound[]> {
  const sounds: Sound[] = [];
  const stop = new AbortController();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < tasks.length && !stop.signal.aborted) {
      const i = next++;
      const { text, variant } = tasks[i]!;
      sounds[i] = readPcmWav(await speakSentence(config, text, language, variant, stop.signal));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  } catch (error) {
    // The first failure is the one to tell; the other programs end with it.
    stop.abort();
    throw error;
  }
  return sounds;
}

function joinSounds(sounds: readonly Sound[]): Sound {
  const samples = new Float32Array(sounds.reduce((sum, sound) => sum + sound.samples.length, 0));
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound.samples, at);
    at += sound.samples.length;
  }
  return { sampleRateHz: sounds[0]!.sampleRateHz, samples };
}

function sentencesOf(words: readonly KnownWord[]): string[] {
  return groupSentences(words).map((sentence) => sentence.map((word) => word.text).join(" "));
}

/** The text in each of the voices, analysed one after the other so that waiting requests get a turn. */
async function speakText(
  config: EspeakConfig,
  words: readonly KnownWord[],
  language: string,
): Promise<SpeechAnalysis[]> {
  const sentences = sentencesOf(words);
  const tasks = voiceVariants.flatMap((variant) => sentences.map((text) => ({ text, variant })));
  const sounds = await speakAll(config, tasks, language);
  const voices: SpeechAnalysis[] = [];
  for (let v = 0; v < voiceVariants.length; v++) {
    const from = v * sentences.length;
    voices.push(analyseSpeech(joinSounds(sounds.slice(from, from + sentences.length))));
    await setImmediate();
  }
  return voices;
}

/**
 * Times a typed text by letting eSpeak NG say it in three voices and finding
 * that speech in the recording, in any of its hundred languages. eSpeak NG is
 * under the GPL, so it runs as a program of its own and is never linked
 * (infra/decisions, "eSpeak NG stays outside"). Accuracy: see `benchTiming`.
 */
export function createEspeakTranscriber(config: EspeakConfig): PromptTranscriber {
  return {
    name: "aligned-espeak",
    async transcribe({ speechPath, knownText, language, durationSeconds }) {
      const words = readKnownText(knownText);
      const voices = await speakText(config, words, language);
      const analysis = analyseSpeech(readPcmWav(await readFile(speechPath)));
      await setImmediate();
      const timing = timeByReference(analysis, voices, words, language, durationSeconds);
      return composeTranscript({
        turns: knownText ?? [],
        words,
        timing,
        language,
        engine: "aligned-espeak",
        durationSeconds,
      });
    },
  };
}
