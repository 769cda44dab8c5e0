/**
 * What the sounds of speech look like to the aligner: typical length, and the
 * mean of each of the thirteen numbers of `speechFeatures` (cepstrum 1 to 12,
 * level), which are relative to the speaker's own average. Measured on sentences that are not
 * in this repository, spoken by seven French variants of eSpeak NG and
 * four English voices of Flite, each family counted once, with the times that
 * the synthesisers themselves gave. They only start the alignment: it then fits
 * them to the voice at hand.
 */
export const phones = {
  i: {
    seconds: 0.11,
    means: [-0.3, 0.7, 1.9, 0.2, -0.6, -0.3, 0.3, 0, -1.1, -0.3, 0.3, -0.4, 0.2],
  },
  y: {
    seconds: 0.08,
    means: [-0.1, -0.1, 1.3, 1.3, -0.1, -1.1, -0.1, 0.9, -0.5, 0.1, -0.6, -0.1, 0.1],
  },
  e: { seconds: 0.11, means: [0.1, -0.4, 1.3, 0, -1.4, -1, 0.1, 0.5, -0.6, 0.1, 0.3, 0.4, 0.8] },
  ø: { seconds: 0.11, means: [0.5, -1, 0.2, 0.3, 0.4, -0.8, -1.2, 0, 0.9, 1.3, -0.7, -0.5, 1] },
  ə: {
    seconds: 0.06,
    means: [0.3, -0.4, 0.2, 0.3, 0.2, -0.5, -0.9, -0.2, 0.4, 0.6, -0.4, -0.3, 0.5],
  },
  ɛ: { seconds: 0.1, means: [0.4, -1, 0.2, -0.2, -0.8, -0.8, 0.1, 0.9, 0.4, 0.1, -0.2, 0.2, 1.1] },
  a: { seconds: 0.1, means: [0.7, -1.1, -0.9, -0.8, 0.3, 0.6, -0.2, 0.3, 0.7, 0.2, -0.3, -0.1, 1] },
  o: {
    seconds: 0.1,
    means: [0.9, 0.3, -0.5, -1.4, -0.7, 1.1, 0.1, -0.5, -0.3, -0.1, 0.1, 0.2, 0.5],
  },
  u: { seconds: 0.09, means: [0.5, 0.8, 0.5, 0, 0, 0.3, 0.6, -0.3, -1.2, 0, -0.3, -0.4, 0.1] },
  ɛ̃: { seconds: 0.13, means: [0.8, -0.9, -0.7, -0.4, 0.9, 0, -0.5, 0, 0.9, 0.3, -0.9, -0.1, 0.7] },
  ɑ̃: {
    seconds: 0.1,
    means: [0.9, 0.1, -0.9, -1.6, 0.5, 1.1, -0.4, 0.3, -0.3, -0.3, 0.8, 0.3, 0.2],
  },
  ɔ̃: {
    seconds: 0.12,
    means: [0.8, 1.8, 0.2, -1.2, -0.6, 0.6, 0.4, 0.6, -0.1, -0.3, 0, -0.1, -0.4],
  },
  j: {
    seconds: 0.1,
    means: [-0.2, 0.3, 1.8, 0.3, -0.5, -0.2, 0.3, 0.1, -0.9, -0.1, 0.3, -0.1, 0.1],
  },
  w: { seconds: 0.08, means: [0.9, 0.9, -0.3, -0.7, -0.6, 0.7, 0.6, -0.6, -0.5, 0, 0, -0.2, -0.4] },
  l: { seconds: 0.08, means: [0.4, 0.8, -0.2, -0.9, 0.7, 0.1, -1, -0.2, 0.2, 0, 0, -0.1, 0] },
  ʁ: {
    seconds: 0.05,
    means: [0.4, -0.1, -0.3, -0.3, 0.2, 0.8, -0.3, -0.2, 1, 0.5, 0.2, -0.2, -0.6],
  },
  m: { seconds: 0.08, means: [0.6, 0.2, 0, 0.6, 1, 1.3, 0.3, -0.9, -1, 0.5, 0.4, -0.1, -0.6] },
  n: { seconds: 0.08, means: [0.3, 0.5, 0.6, 0.9, -0.2, 0, 0.5, 0, 0.1, 0, -0.3, 0.9, -0.6] },
  p: { seconds: 0.06, means: [-0.6, -0.2, -0.6, 0.6, 0, 0, 0.5, 0, 0.1, -0.2, -0.1, 0, -1.1] },
  b: {
    seconds: 0.06,
    means: [0.3, 0.7, -0.2, 0.7, 0.6, 0.5, 0.7, -0.3, -0.1, 0.2, 0.3, -0.1, -1.3],
  },
  t: { seconds: 0.05, means: [-1.1, 0, -0.6, 0.3, -0.1, -0.1, 0.5, 0, -0.1, -0.3, 0.2, 0, -1.1] },
  d: { seconds: 0.04, means: [0.2, 0.5, 0.3, 0.9, 0.2, 0, 0.1, 0.1, 0.4, -0.2, 0, 0.1, -1.1] },
  k: { seconds: 0.07, means: [-1, -0.6, -0.5, 0.5, -0.1, -0.2, 0.6, -0.5, -0.4, 0, 0.2, 0, -0.9] },
  g: { seconds: 0.08, means: [0, 0.3, 0.3, 0.7, 0.2, -0.1, 0.8, 0, -0.2, 0.2, 0.2, -0.2, -1] },
  f: {
    seconds: 0.09,
    means: [-1.2, -0.3, -0.7, 0.5, -0.1, 0, 0.1, -0.3, -0.1, -0.5, -0.2, -0.1, -0.6],
  },
  v: { seconds: 0.06, means: [0.1, 0.6, -0.1, 1, 0.5, 0.1, -0.1, -0.5, 0, 0.4, 0.6, -0.1, -1] },
  s: { seconds: 0.1, means: [-2, 0.4, -1, 0.1, 0.3, -0.1, 0.4, 0.1, 0, -0.6, 0.1, 0.2, -0.4] },
  z: { seconds: 0.07, means: [-1.1, 1.3, -0.2, 0.8, 0.7, 0, 0.1, -0.1, 0.3, -0.5, -0.1, 0, -0.2] },
  ʃ: { seconds: 0.12, means: [-2.4, -0.7, 0, 0.2, -0.9, -0.2, 0.5, -0.7, -0.2, -0.4, 0, -0.1, 0] },
  ʒ: {
    seconds: 0.08,
    means: [-1.4, 0.7, 0.9, 0.7, -0.7, -0.1, 0.5, -0.2, -0.2, -0.4, 0.4, 0, 0.3],
  },
  h: { seconds: 0.06, means: [-0.5, -0.3, 0, -0.2, -0.3, 0.3, 0.6, 0.4, 0.5, -0.5, -0.6, 0, -0.5] },
} as const satisfies Readonly<
  Record<string, { readonly seconds: number; readonly means: readonly number[] }>
>;

/** A sound in the letters of the International Phonetic Alphabet; ə also stands for mute e, w for the glide of `nuit`. */
export type Phone = keyof typeof phones;
