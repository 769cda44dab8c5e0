/** One second of a voice in a picture: its angle from twelve o'clock, clockwise in radians, and where it begins and ends. */
export type Ray = { readonly angle: number; readonly from: number; readonly to: number };

/** One for each second of a minute. */
const rays = 60;

/**
 * A minute as sixty rays around a calm middle, beginning at twelve o'clock and
 * running clockwise, each as long as the voice was loud; half a step past twelve,
 * so that the beginning and the end stand on either side of it.
 */
export function ringRays(
  waveform: readonly number[],
  ring: { readonly start: number; readonly shortest: number; readonly longest: number },
): readonly Ray[] {
  const { start, shortest, longest } = ring;
  return rayLevels(waveform).map((level, index) => ({
    angle: ((index + 0.5) / rays) * 2 * Math.PI,
    from: start,
    to: start + shortest + level * (longest - shortest),
  }));
}

/**
 * One level a ray: its slice's mean power, softened by its neighbours, spread
 * so that the quietest is 0 and the loudest 1. A voice that never changes (or a
 * waveform of zeros) becomes an even ring at half length.
 */
function rayLevels(waveform: readonly number[]): readonly number[] {
  const powers = Array.from({ length: rays }, (_, index) => meanPower(waveform, index));
  const soft = powers.map((power, index) => {
    const before = powers.at(index - 1) ?? power;
    const after = powers[(index + 1) % rays] ?? power;
    return 0.2 * before + 0.6 * power + 0.2 * after;
  });
  const lowest = Math.min(...soft);
  const range = Math.max(...soft) - lowest;
  return soft.map((level) => (range === 0 ? 0.5 : (level - lowest) / range));
}

function meanPower(waveform: readonly number[], index: number): number {
  const from = Math.floor((index * waveform.length) / rays);
  const to = Math.max(from + 1, Math.floor(((index + 1) * waveform.length) / rays));
  const slice = waveform.slice(from, to);
  return Math.sqrt(
    slice.reduce((sum, value) => sum + value * value, 0) / Math.max(1, slice.length),
  );
}
