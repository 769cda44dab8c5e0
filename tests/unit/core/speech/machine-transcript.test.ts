import { expect, test } from "vitest";
import { AppError } from "#core/errors";
import { analyseSpeech } from "#core/speech/features";
import { machineTranscript } from "#core/speech/machine-transcript";
import { story, tell } from "../../../../scripts/bench-speech-truth.ts";

const delivery = {
  pitchHz: 150,
  formantScale: 1.06,
  pace: 1.1,
  pauseSeconds: 0.8,
  noise: 0.003,
  seed: 21,
};
const sentences = story.slice(0, 4);
const { sound, words } = tell(sentences, delivery);
const durationSeconds = sound.samples.length / sound.sampleRateHz;
const analysis = analyseSpeech(sound);

const heard = (texts: readonly string[], changes = {}) =>
  machineTranscript({
    segments: texts.map((text, i) => ({
      text,
      startSeconds: (i * durationSeconds) / texts.length,
      endSeconds: ((i + 1) * durationSeconds) / texts.length,
    })),
    analysis,
    language: "fr",
    expectedLanguage: "fr-FR",
    engine: "whisper base",
    durationSeconds,
    speakerIds: ["s1"],
    ...changes,
  });

test("words that were heard get their times from the sound, one voice its name, and wait for a reader", () => {
  const transcript = heard(sentences);
  expect(transcript).toMatchObject({ provenance: "machine", engine: "whisper base", warnings: [] });
  const timed = transcript.cues.flatMap((cue) => cue.words ?? []);
  expect(timed).toHaveLength(words.length);
  const errors = timed.map((word, i) => Math.abs(word.startSeconds - words[i]!.startSeconds));
  expect(errors.toSorted((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(0.25);
  expect(transcript.cues.every(({ speakerId }) => speakerId === "s1")).toBe(true);
  const two = heard(sentences, { speakerIds: ["s1", "s2"] });
  expect(two.cues.some(({ speakerId }) => speakerId !== undefined)).toBe(false);
});

test("a sentence that a machine invented is left out and told", () => {
  const invented = "Les grenouilles du marais bleu chantent jusqu'au petit matin glacial.";
  const transcript = heard([...sentences.slice(0, 2), invented, ...sentences.slice(2)]);
  expect(transcript.cues.map(({ text }) => text).join(" ")).not.toContain("grenouilles");
  expect(transcript.warnings.map(({ code }) => code)).toContain("text-without-audio");
});

test("a text that fits no better than chance, or none, is refused", () => {
  const codeOf = (texts: readonly string[]) => {
    try {
      heard(texts);
      return "accepted";
    } catch (error) {
      return error instanceof AppError ? error.code : String(error);
    }
  };
  expect(codeOf([])).toBe("speech-not-understood");
  expect(codeOf(["Sous-titrage Société Radio-Canada"])).toBe("speech-not-understood");
  expect(codeOf(sentences)).toBe("accepted");
});

test("another language than was said is told, and scripts without known sounds keep the machine's own times", () => {
  expect(heard(sentences, { expectedLanguage: "en" }).warnings).toContainEqual({
    code: "language-differs",
    text: "fr",
  });
  const transcript = heard(["你好 世界", "再见"], { language: "zh", expectedLanguage: "zh" });
  expect(transcript.warnings).toContainEqual({ code: "timing-uncertain" });
  expect(transcript.cues.at(-1)?.endSeconds).toBeLessThanOrEqual(durationSeconds);
});
