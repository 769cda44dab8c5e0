/** Reads sound from a file in pieces that never split a sample, whatever the disk returns. */
import { open } from "node:fs/promises";

const pieceBytes = 1024 * 1024;

/** Yields fresh buffers that start at offset 0 and hold whole samples only. */
export async function* readSamples(
  path: string,
  start: number,
  sampleBytes: number,
): AsyncGenerator<ArrayBuffer> {
  const file = await open(path, "r");
  try {
    for (let position = start; ;) {
      const { bytesRead, buffer } = await file.read(
        new Uint8Array(pieceBytes),
        0,
        pieceBytes,
        position,
      );
      const whole = bytesRead - (bytesRead % sampleBytes);
      if (whole === 0) return;
      yield buffer.buffer.slice(0, whole);
      position += whole;
    }
  } finally {
    await file.close();
  }
}
