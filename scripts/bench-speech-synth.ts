import { phones, type Phone } from "#core/speech/phones";
import { spokenPhones } from "#core/speech/spoken-phones";
import type { Sound } from "#core/audio/pcm-wav";

/**
 * A small formant synthesiser: ground truth for the aligners with no program
 * installed. Its sounds come from textbook formants and filtered noise, not from
 * the aligner's table, so that nothing is measured against itself. Everything is
 * repeatable: the noise has a seed.
 */
export type Voice = {
  readonly pitchHz: number;
  /** Length of the throat: 1 for a man, about 1.17 for a woman. */
  readonly formantScale: number;
  /** Seconds said for one second of the table of sounds. */
  readonly pace: number;
  /** Peak of white noise added over everything, 0 for none. */
  readonly noise?: number;
  /** Share of sounds left out, as people do, and as a wrong guess at the spelling would seem. */
  readonly slips?: number;
  readonly seed?: number;
};

export type SpokenWord = {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
};
export type SpokenText = { readonly sound: Sound; readonly words: readonly SpokenWord[] };

/** A sentence, or any run of words, and the silence after it. */
export type Utterance = { readonly text: string; readonly pauseSeconds: number };

export const sampleRateHz = 16_000;

type Recipe = {
  readonly formantsHz?: readonly [number, number, number];
  readonly noiseHz?: number;
  readonly voiced: number;
  readonly noisy: number;
  /** Share of the sound that is silent before a burst. */
  readonly closed?: number;
};

/** Sound of any kind and length, as a WAV file with a header of 44 bytes. */
export function writeWav({ samples, sampleRateHz: rate }: Sound): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  tag(0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  tag(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, "data");
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => view.setInt16(44 + 2 * i, Math.round(sample * 32_767), true));
  return bytes;
}

const vowel = (f1: number, f2: number, f3: number): Recipe => ({
  formantsHz: [f1, f2, f3],
  voiced: 1,
  noisy: 0,
});
const sonorant = (f1: number, f2: number, f3: number): Recipe => ({
  formantsHz: [f1, f2, f3],
  voiced: 0.35,
  noisy: 0,
});
const hiss = (noiseHz: number, noisy: number): Recipe => ({ noiseHz, voiced: 0, noisy });
const buzz = (noiseHz: number, noisy: number): Recipe => ({
  formantsHz: [250, 1300, 2500],
  noiseHz,
  voiced: 0.15,
  noisy,
});
const burst = (noiseHz: number, voiced: number): Recipe => ({
  ...(voiced > 0 ? { formantsHz: [220, 1200, 2400] as const } : {}),
  noiseHz,
  voiced,
  noisy: 0.25,
  closed: 0.6,
});

/** Formants of French vowels after Calliope (1989), rounded; consonants by their place of articulation. */
const recipes: Readonly<Record<Phone, Recipe>> = {
  i: vowel(310, 2100, 3000),
  y: vowel(300, 1750, 2200),
  e: vowel(380, 1950, 2600),
  ø: vowel(380, 1420, 2200),
  ə: vowel(430, 1400, 2300),
  ɛ: vowel(560, 1700, 2450),
  a: vowel(690, 1300, 2450),
  o: vowel(420, 850, 2400),
  u: vowel(320, 780, 2250),
  ɛ̃: vowel(600, 1450, 2450),
  ɑ̃: vowel(600, 900, 2450),
  ɔ̃: vowel(440, 750, 2400),
  j: sonorant(290, 2100, 2900),
  w: sonorant(310, 700, 2250),
  l: sonorant(340, 1350, 2600),
  ʁ: sonorant(480, 1050, 2300),
  m: sonorant(250, 1000, 2200),
  n: sonorant(260, 1550, 2550),
  p: burst(900, 0),
  t: burst(4200, 0),
  k: burst(1900, 0),
  b: burst(900, 0.12),
  d: burst(4000, 0.12),
  g: burst(1900, 0.12),
  f: hiss(5200, 0.12),
  s: hiss(6300, 0.4),
  ʃ: hiss(2900, 0.45),
  v: buzz(5000, 0.05),
  z: buzz(6200, 0.2),
  ʒ: buzz(2900, 0.22),
  h: hiss(1500, 0.1),
};

type Random = () => number;

/** Numbers from −1 to 1, always the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2_147_483_648 - 1;
  };
}

/** A resonance of the throat: two poles, unit gain at its peak. */
function createResonator(hz: number, widthHz: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * widthHz) / sampleRateHz);
  const angle = (2 * Math.PI * hz) / sampleRateHz;
  const feedback = 2 * radius * Math.cos(angle);
  const gain = (1 - radius) * Math.sqrt(1 - 2 * radius * Math.cos(2 * angle) + radius * radius);
  let before = 0;
  let earlier = 0;
  return (input) => {
    const output = gain * input + feedback * before - radius * radius * earlier;
    earlier = before;
    before = output;
    return output;
  };
}

function sayPhone(phone: Phone, length: number, voice: Voice, random: Random): Float32Array {
  const recipe = recipes[phone];
  const formants = (recipe.formantsHz ?? []).map((hz, i) =>
    createResonator(Math.min(7000, hz * voice.formantScale), [70, 100, 160][i]!),
  );
  const noiseBand = createResonator(
    Math.min(7400, (recipe.noiseHz ?? 1000) * (0.5 + voice.formantScale / 2)),
    900,
  );
  const period = Math.round(sampleRateHz / voice.pitchHz);
  const closed = Math.round((recipe.closed ?? 0) * length);
  return Float32Array.from({ length }, (_, i) => {
    const pulse = i % period === 0 ? 8 : 0;
    // Higher formants are weaker, as in any voice.
    const voiced = formants.reduce(
      (sum, resonate, k) => sum + resonate(pulse) * [1, 0.6, 0.35][k]!,
      0,
    );
    const noisy = noiseBand(random()) * 2;
    const fade = Math.min(1, i / 80, (length - i) / 80);
    return fade * (recipe.voiced * voiced + (i < closed ? 0 : recipe.noisy * noisy));
  });
}

/** Says utterances one after the other, after half a second of silence, and tells when each word is said. */
export function speak(utterances: readonly Utterance[], voice: Voice, language = "fr"): SpokenText {
  const random = createRandom(voice.seed ?? 1);
  const pieces: Float32Array[] = [new Float32Array(sampleRateHz / 2)];
  let at = sampleRateHz / 2;
  const push = (piece: Float32Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  const words = utterances.flatMap(({ text, pauseSeconds }) => {
    const said = text.split(/\s+/u).map((word): SpokenWord => {
      const start = at;
      for (const phone of spokenPhones(word, language)) {
        if (random() / 2 + 0.5 < (voice.slips ?? 0)) continue;
        // Real sounds vary in length by about a fifth.
        const seconds = phones[phone].seconds * voice.pace * (1 + 0.2 * random());
        push(sayPhone(phone, Math.round(seconds * sampleRateHz), voice, random));
      }
      return { text: word, startSeconds: start / sampleRateHz, endSeconds: at / sampleRateHz };
    });
    push(new Float32Array(Math.round(pauseSeconds * sampleRateHz)));
    return said;
  });
  push(new Float32Array(sampleRateHz / 2));
  const samples = new Float32Array(at);
  let from = 0;
  for (const piece of pieces) {
    samples.set(piece, from);
    from += piece.length;
  }
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.max(-1, Math.min(1, 0.3 * samples[i]! + (voice.noise ?? 0) * random()));
  }
  return { sound: { sampleRateHz, samples }, words };
}
