/** The shape of a voice over its minute, for the player and the cover. */
import { waveformPoints } from "./policy.ts";

/**
 * Promise: `points` values from 0 to 1 over `totalSamples` mono 16-bit samples,
 * which may come in chunks of any size. Each value is the RMS of its slice over
 * the RMS of the loudest slice: RMS follows what is heard, where single peaks
 * would draw every voice as the same solid band. Three decimals, so that the
 * same voice gives the same numbers and small JSON. Silence gives zeros.
 */
export function createWaveform(
  totalSamples: number,
  points: number = waveformPoints,
): { readonly add: (samples: Int16Array) => void; readonly values: () => readonly number[] } {
  const sums = new Float64Array(points);
  const counts = new Float64Array(points);
  let position = 0;
  const add = (samples: Int16Array): void => {
    for (const sample of samples) {
      const slice = Math.min(
        points - 1,
        Math.floor((position * points) / Math.max(1, totalSamples)),
      );
      sums[slice] = (sums[slice] ?? 0) + sample * sample;
      counts[slice] = (counts[slice] ?? 0) + 1;
      position += 1;
    }
  };
  const values = (): readonly number[] => {
    const levels = Array.from(sums, (sum, slice) =>
      Math.sqrt(sum / Math.max(1, counts[slice] ?? 0)),
    );
    const loudest = Math.max(...levels);
    return levels.map((level) => (loudest === 0 ? 0 : Math.round((level / loudest) * 1000) / 1000));
  };
  return { add, values };
}
