import { phones, type Phone } from "./phones.ts";
import { adaptReference } from "./reference-adaptation.ts";
import { alignSpeech, type SpeechAlignment } from "./alignment.ts";
import type { Reference } from "./reference.ts";
import type { Features } from "./features.ts";
import { spokenPhones } from "./spoken-phones.ts";
import type { TextWord } from "../transcript/text.ts";

/** Slower or faster speech than this, against the table of sounds, means that the text is another one. */
const paceMin = 0.5;
const paceMax = 1.9;

/** Hearing the speaker twice lets a right text fit clearly better than a wrong one; a third time adds little. */
const adaptationRounds = 2;

const phoneNames = Object.keys(phones) as Phone[];
const clampPace = (pace: number): number => Math.min(paceMax, Math.max(paceMin, pace));

/** How many rows each sound gets; the remainder is carried on, so that lengths add up over a word. */
function countRows(sounds: readonly Phone[], rowsPerSecond: number): number[] {
  let exact = 0;
  let given = 0;
  return sounds.map((phone) => {
    exact += phones[phone].seconds * rowsPerSecond;
    const rows = Math.max(1, Math.round(exact - given));
    given += rows;
    return rows;
  });
}

/** The table of sounds as rows of features, kind `i` for the sound `phoneNames[i]`. */
const tableKinds = Float32Array.from(phoneNames.flatMap((phone) => phones[phone].means));

type SoundedWord = TextWord & { readonly sounds: readonly Phone[]; readonly seconds: number };

function buildReference(
  words: readonly SoundedWord[],
  rowsPerSecond: number,
  kinds: Float32Array,
): Reference {
  const rowCounts = words.map(({ sounds }) => countRows(sounds, rowsPerSecond));
  const kindOf = words.flatMap(({ sounds }, word) =>
    sounds.flatMap((phone, i) =>
      new Array<number>(rowCounts[word]![i]!).fill(phoneNames.indexOf(phone)),
    ),
  );
  return {
    kinds,
    kindOf: Int32Array.from(kindOf),
    words: words.map(({ breakAfter }, word) => ({
      frames: rowCounts[word]!.reduce((sum, rows) => sum + rows, 0),
      breakAfter,
    })),
  };
}

function measurePace(
  recording: Features,
  alignment: SpeechAlignment,
  words: readonly SoundedWord[],
): number {
  let heard = 0;
  let expected = 0;
  alignment.spans.forEach((span, word) => {
    if (span === undefined) return;
    expected += words[word]!.seconds;
    for (let t = span.first; t <= span.last; t++) heard += recording.isSpeech[t]!;
  });
  return expected === 0 ? 1 : clampPace((heard * recording.hopSeconds) / expected);
}

/**
 * Aligns written words with a recording by what their letters sound like, with
 * no synthesiser and no model but a table of the sounds of speech: once with
 * the table, then again with the speaker's own sounds and pace as first heard.
 * Needs at least one word. Accuracy: see `benchTiming`.
 */
export function alignBySound(
  recording: Features,
  words: readonly TextWord[],
  language: string,
): SpeechAlignment {
  const sounded = words.map((word): SoundedWord => {
    const sounds = spokenPhones(word.text, language);
    const seconds = sounds.reduce((sum, phone) => sum + phones[phone].seconds, 0);
    return { ...word, sounds, seconds };
  });
  const spoken = recording.isSpeech.reduce((sum, flag) => sum + flag, 0) * recording.hopSeconds;
  const guess = clampPace(spoken / sounded.reduce((sum, { seconds }) => sum + seconds, 0));
  let reference = buildReference(sounded, guess / recording.hopSeconds, tableKinds);
  let alignment = alignSpeech(recording, reference);
  for (let round = 0; round < adaptationRounds; round++) {
    const { kinds } = adaptReference(recording, alignment.rowOf, reference);
    const pace = measurePace(recording, alignment, sounded);
    reference = buildReference(sounded, pace / recording.hopSeconds, kinds);
    alignment = alignSpeech(recording, reference);
  }
  return alignment;
}
