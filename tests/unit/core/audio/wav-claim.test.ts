import { expect, test } from "vitest";

import { compareWavLength, readWavLayout } from "#core/audio/wav-claim";

const bytesPerSecond = 32_000;

/** The first bytes of a WAV: 16 kHz, 16-bit, mono, with chunks in front of the sound where given. */
function wavHead(
  dataBytes: number,
  before: readonly (readonly [id: string, size: number])[] = [],
): Uint8Array {
  const chunks = before.reduce((sum, [, size]) => sum + 8 + size + (size % 2), 0);
  const bytes = new Uint8Array(12 + 24 + chunks + 8);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const word = (text: string) => {
    for (const letter of text) view.setUint8(at++, letter.charCodeAt(0));
  };
  const number = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  word("RIFF");
  number(dataBytes + 36);
  word("WAVEfmt ");
  number(16);
  view.setUint16(at, 1, true);
  view.setUint16(at + 2, 1, true);
  view.setUint32(at + 4, 16_000, true);
  view.setUint32(at + 8, bytesPerSecond, true);
  at += 16;
  for (const [id, size] of before) {
    word(id);
    number(size);
    at += size + (size % 2);
  }
  word("data");
  number(dataBytes);
  return bytes;
}
const nothing = new Uint8Array(0);

test("the sound is found behind the notes that recorders put in front, odd ones included", () => {
  expect(readWavLayout(wavHead(64_000))).toEqual({
    bytesPerSecond,
    dataStart: 44,
    dataBytes: 64_000,
  });
  expect(
    readWavLayout(
      wavHead(64_000, [
        ["bext", 603],
        ["LIST", 26],
      ]),
    ),
  ).toEqual({
    bytesPerSecond,
    dataStart: 44 + 8 + 604 + 8 + 26,
    dataBytes: 64_000,
  });
});

test("what is no WAV, or ends before its sound begins, has no layout", () => {
  const text = new TextEncoder().encode("RIFF, said the text, and WAVE it did not");
  expect(readWavLayout(text)).toBeUndefined();
  expect(readWavLayout(nothing)).toBeUndefined();
  expect(readWavLayout(wavHead(64_000).subarray(0, 30))).toBeUndefined();
});

test.for([0, 0xffff_ffff, 0x7fff_ffff])(
  "a size left open (%i) is no announcement, as streams leave it",
  (size) => {
    const layout = readWavLayout(wavHead(size));
    expect(layout).toEqual({ bytesPerSecond, dataStart: 44 });
    expect(layout && compareWavLength(layout, 1_000_000, nothing)).toBeUndefined();
  },
);

test("an announcement is compared with the bytes that are there, either way", () => {
  const layout = { bytesPerSecond, dataStart: 44, dataBytes: 10 * bytesPerSecond };
  const sound = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  expect(compareWavLength(layout, 44 + 10 * bytesPerSecond, nothing)).toEqual({
    claimedSeconds: 10,
    presentSeconds: 10,
  });
  expect(compareWavLength(layout, 44 + 60 * bytesPerSecond, sound)).toEqual({
    claimedSeconds: 10,
    presentSeconds: 60,
  });
  expect(compareWavLength(layout, 44 + 4 * bytesPerSecond, nothing)).toEqual({
    claimedSeconds: 10,
    presentSeconds: 4,
  });
});

test("tags written after the sound are not sound", () => {
  const layout = { bytesPerSecond, dataStart: 44, dataBytes: 10 * bytesPerSecond };
  const size = 5 * bytesPerSecond;
  const chunk = new Uint8Array(8);
  chunk.set(new TextEncoder().encode("id3 "));
  new DataView(chunk.buffer).setUint32(4, size, true);
  const fileBytes = 44 + 10 * bytesPerSecond + 8 + size;
  expect(compareWavLength(layout, fileBytes, chunk)).toEqual({
    claimedSeconds: 10,
    presentSeconds: 10,
  });
  // A chunk that would reach beyond the file is sound that happens to spell a name.
  expect(compareWavLength(layout, fileBytes - 100, chunk)?.presentSeconds).toBeGreaterThan(14);
});
