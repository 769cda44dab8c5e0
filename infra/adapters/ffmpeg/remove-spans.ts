/** Takes passages out of a decoded recording, to the sample, with a short fade at each joint. */
import { open } from "node:fs/promises";

import { edgeFadeSeconds, workingSampleRateHz } from "#core/audio/policy";
import { keptSpans, type Span } from "#core/audio/spans";

import type { Cut } from "./level-arguments.ts";

const sampleBytes = 4;
const fadeSamples = Math.round(edgeFadeSeconds * workingSampleRateHz);

/**
 * Writes what is kept of `cut` to another file and returns where it lies there.
 * Passages are told from the start of the cut, as cues are.
 */
export async function removeSpans(
  source: { readonly pcmPath: string; readonly cut: Cut },
  removed: readonly Span[],
  outputPath: string,
): Promise<Cut> {
  const { pcmPath, cut } = source;
  const samples = cut.endSample - cut.startSample;
  const kept = keptSpans(removed, samples / workingSampleRateHz);
  const input = await open(pcmPath, "r");
  const output = await open(outputPath, "w");
  try {
    let written = 0;
    for (const [index, { startSeconds, endSeconds }] of kept.entries()) {
      const start = Math.round(startSeconds * workingSampleRateHz);
      const length = Math.min(samples, Math.round(endSeconds * workingSampleRateHz)) - start;
      const piece = new Float32Array(length);
      const from = (cut.startSample + start) * sampleBytes;
      const bytes = new Uint8Array(piece.buffer);
      const { bytesRead } = await input.read(bytes, 0, bytes.byteLength, from);
      if (bytesRead < bytes.byteLength) throw new Error("the decoded recording ended too early");
      fade(piece, index > 0, index < kept.length - 1);
      await output.write(bytes, 0, bytes.byteLength, written * sampleBytes);
      written += length;
    }
    return { startSample: 0, endSample: written };
  } finally {
    await Promise.all([input.close(), output.close()]);
  }
}

function fade(piece: Float32Array, atStart: boolean, atEnd: boolean): void {
  const length = Math.min(fadeSamples, Math.floor(piece.length / 2));
  for (let index = 0; index < length; index += 1) {
    const gain = index / length;
    const last = piece.length - 1 - index;
    if (atStart) piece[index] = (piece[index] ?? 0) * gain;
    if (atEnd) piece[last] = (piece[last] ?? 0) * gain;
  }
}
