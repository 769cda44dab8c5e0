/**
 * The length a WAV file announces, read from its own chunks. ffmpeg quietly
 * replaces an announcement that cannot be true and ignores bytes beyond it, so
 * this is the one container whose lie it would hide.
 */
export type WavLayout = {
  readonly bytesPerSecond: number;
  readonly dataStart: number;
  /** As announced; undefined when the writer left it open (0 or all ones: a stream, or a recorder that lost power). */
  readonly dataBytes?: number;
};

/** Sizes that writers leave behind when they could not go back to fill them in. */
const openSizes: readonly number[] = [0, 0x7fff_ffff, 0xffff_ffff];
const chunkHeaderBytes = 8;

/** Promise: the layout of a RIFF/WAVE file from its first bytes, or undefined when this is none or its data begins later. */
export function readWavLayout(head: Uint8Array): WavLayout | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.byteLength < 12 || readFourCc(view, 0) !== "RIFF" || readFourCc(view, 8) !== "WAVE")
    return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + chunkHeaderBytes <= head.byteLength;) {
    const id = readFourCc(view, at);
    const size = view.getUint32(at + 4, true);
    const body = at + chunkHeaderBytes;
    if (id === "data") {
      const announced = openSizes.includes(size) ? {} : { dataBytes: size };
      return bytesPerSecond === 0 ? undefined : { bytesPerSecond, dataStart: body, ...announced };
    }
    if (id === "fmt " && body + 12 <= head.byteLength)
      bytesPerSecond = view.getUint32(body + 8, true);
    at = body + size + (size % 2);
  }
  return undefined;
}

/**
 * Promise: how long the sound would be by the announcement and by the bytes
 * really there, in seconds, when the two can be compared. Bytes after the
 * announced end count as sound unless they begin with a chunk of their own
 * (`afterData` holds the first bytes there), as tags written after the sound do.
 */
export function compareWavLength(
  layout: WavLayout,
  fileBytes: number,
  afterData: Uint8Array,
): { readonly claimedSeconds: number; readonly presentSeconds: number } | undefined {
  if (layout.dataBytes === undefined) return undefined;
  const present = fileBytes - layout.dataStart;
  const tagged = present > layout.dataBytes && beginsChunk(afterData, present - layout.dataBytes);
  const seconds = (bytes: number) => bytes / layout.bytesPerSecond;
  return {
    claimedSeconds: seconds(layout.dataBytes),
    presentSeconds: seconds(tagged ? layout.dataBytes : present),
  };
}

function beginsChunk(bytes: Uint8Array, bytesLeft: number): boolean {
  if (bytes.byteLength < chunkHeaderBytes) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const printable = /^[\x20-\x7e]{4}$/.test(readFourCc(view, 0));
  return printable && view.getUint32(4, true) + chunkHeaderBytes <= bytesLeft + 1;
}

const readFourCc = (view: DataView, at: number): string =>
  String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
