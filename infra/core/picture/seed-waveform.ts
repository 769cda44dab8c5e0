import { sha256Hex } from "../hash.ts";

/** One for each second of a minute. */
const rays = 60;

/** Sixty levels from 0 to 1 that rise and fall like speech: hashed noise, softened by its neighbours. */
export function seedWaveform(seed: string): readonly number[] {
  const bytes = (sha256Hex(`${seed}a`) + sha256Hex(`${seed}b`)).match(/../g) ?? [];
  const noise = bytes.slice(0, rays).map((byte) => parseInt(byte, 16) / 255);
  return noise.map((level, index) => {
    const before = noise.at(index - 1) ?? level;
    const after = noise[(index + 1) % rays] ?? level;
    return 0.25 * before + 0.5 * level + 0.25 * after;
  });
}
