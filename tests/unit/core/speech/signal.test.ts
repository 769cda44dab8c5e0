import fc from "fast-check";
import { expect, test } from "vitest";

import { AppError } from "#core/errors";
import { createPowerSpectrum } from "#core/speech/fourier";
import { melBands, melSpectrum } from "#core/speech/mel-spectrum";
import { readPcmWav } from "#core/audio/pcm-wav";
import { findSpeech } from "#core/speech/activity";
import { analyseSpeech, featureDims } from "#core/speech/features";

import {
  createRandom,
  sampleRateHz,
  speak,
  writeWav,
} from "../../../../scripts/bench-speech-synth.ts";

const tone = (hz: number, seconds: number, level = 0.5) =>
  Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, i) => level * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
  );
const silence = (seconds: number) => new Float32Array(Math.round(seconds * sampleRateHz));

/** White noise under everything, as from a room. */
function join(parts: readonly Float32Array[], noise = 0) {
  const samples = Float32Array.from(parts.flatMap((part) => [...part]));
  const random = createRandom(3);
  return { sampleRateHz, samples: samples.map((sample) => sample + noise * random()) };
}

test("a sine has its power in one bin, and power is kept (Parseval)", () => {
  const spectrum = createPowerSpectrum(256);
  const frame = Float32Array.from({ length: 256 }, (_, i) =>
    Math.cos((2 * Math.PI * 20 * i) / 256),
  );
  const power = new Float32Array(129);
  spectrum(frame, power);
  expect(power[20]).toBeCloseTo(128 * 128, 0);
  expect(power[21]).toBeLessThan(1e-3);
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 64, maxLength: 64 }),
      (values) => {
        const out = new Float32Array(33);
        createPowerSpectrum(64)(Float32Array.from(values), out);
        const total =
          out.reduce((sum, value, i) => sum + (i === 0 || i === 32 ? value : 2 * value), 0) / 64;
        expect(total).toBeCloseTo(
          values.reduce((sum, value) => sum + value * value, 0),
          2,
        );
      },
    ),
  );
});

test("a transform of an odd size is refused", () => {
  for (const size of [0, 7, 100, 2 ** 17])
    expect(() => createPowerSpectrum(size)).toThrow(RangeError);
});

test("a tone lights up the mel band around it, whatever the sampling rate", () => {
  const loudest = (rate: number) => {
    const samples = Float32Array.from({ length: rate }, (_, i) =>
      Math.sin((2 * Math.PI * 1000 * i) / rate),
    );
    const mel = melSpectrum({ sampleRateHz: rate, samples });
    const row = [...mel.decibels.subarray(50 * melBands, 51 * melBands)];
    return row.indexOf(Math.max(...row));
  };
  expect(loudest(22_050)).toBe(loudest(16_000));
  expect(loudest(44_100)).toBe(loudest(16_000));
});

test("a WAV file is read sample by sample, also when its header does not know its length", () => {
  const sound = { sampleRateHz, samples: Float32Array.from([0, 0.5, -0.5, 1]) };
  const bytes = writeWav(sound);
  expect(readPcmWav(bytes).samples[1]).toBeCloseTo(0.5, 3);
  new DataView(bytes.buffer).setUint32(40, 0x7fff_f000, true);
  expect(readPcmWav(bytes).samples).toHaveLength(4);
});

test("anything but mono 16-bit PCM is refused, and no bytes make it crash", () => {
  const stereo = writeWav({ sampleRateHz, samples: new Float32Array(10) });
  stereo[22] = 2;
  expect(() => readPcmWav(stereo)).toThrow(AppError);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(43), fc.nat(255), (noise, at, value) => {
      const spoiled = writeWav({ sampleRateHz, samples: new Float32Array(8) });
      spoiled[at] = value;
      for (const bytes of [noise, spoiled]) {
        try {
          readPcmWav(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: "speech-file-invalid" });
        }
      }
    }),
  );
});

test.for([
  ["silence", 0],
  ["hiss", 0.01],
])("stretches of sound are found to 30 ms in %s", ([, noise]) => {
  const sound = join(
    [
      silence(0.5),
      tone(300, 1),
      silence(0.4),
      tone(500, 0.6),
      silence(0.2),
      tone(300, 0.8),
      silence(0.5),
    ],
    noise as number,
  );
  const { stretches } = findSpeech(melSpectrum(sound));
  expect(stretches).toHaveLength(3);
  [0.5, 1.9, 2.7].forEach((start, i) =>
    expect(Math.abs(stretches[i]!.startSeconds - start)).toBeLessThan(0.03),
  );
  [1.5, 2.5, 3.5].forEach((end, i) =>
    expect(Math.abs(stretches[i]!.endSeconds - end)).toBeLessThan(0.03),
  );
});

test("a closure of 80 ms is no pause and a click of 20 ms no speech", () => {
  const sound = join([
    silence(0.5),
    tone(300, 0.5),
    silence(0.08),
    tone(300, 0.5),
    silence(0.5),
    tone(2000, 0.02),
    silence(0.5),
  ]);
  expect(findSpeech(melSpectrum(sound)).stretches).toHaveLength(1);
});

test.for([
  ["silence", join([silence(3)])],
  ["steady noise", join([silence(3)], 0.1)],
  ["steady hum", join([tone(50, 3)])],
  ["nothing", { sampleRateHz, samples: new Float32Array(0) }],
] as const)("nobody speaks in %s", ([, sound]) => {
  expect(analyseSpeech(sound).activity.stretches).toEqual([]);
});

test("features do not depend on how loud a recording is", () => {
  const { sound } = speak([{ text: "Une voix parle.", pauseSeconds: 0.3 }], {
    pitchHz: 120,
    formantScale: 1,
    pace: 1,
  });
  const quiet = { ...sound, samples: sound.samples.map((sample) => sample * 0.1) };
  const loudFeatures = analyseSpeech(sound).features;
  const quietFeatures = analyseSpeech(quiet).features;
  const row = 40 * featureDims;
  for (let d = 0; d < featureDims; d++) {
    expect(quietFeatures.values[row + d]).toBeCloseTo(loudFeatures.values[row + d]!, 0);
  }
});
