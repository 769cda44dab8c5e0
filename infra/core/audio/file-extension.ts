const ascii = (bytes: Uint8Array, start: number, text: string) =>
  [...text].every((letter, index) => bytes[start + index] === letter.charCodeAt(0));

/** First bytes by which a file is known, with the ending that programs open it by. */
const signs: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ["wav", (bytes) => ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WAVE")],
  ["m4a", (bytes) => ascii(bytes, 4, "ftyp")],
  ["ogg", (bytes) => ascii(bytes, 0, "OggS")],
  ["flac", (bytes) => ascii(bytes, 0, "fLaC")],
  ["webm", (bytes) => [0x1a, 0x45, 0xdf, 0xa3].every((byte, index) => bytes[index] === byte)],
  ["aiff", (bytes) => ascii(bytes, 0, "FORM")],
  ["caf", (bytes) => ascii(bytes, 0, "caff")],
  ["amr", (bytes) => ascii(bytes, 0, "#!AMR")],
  ["wma", (bytes) => bytes[0] === 0x30 && bytes[1] === 0x26 && bytes[2] === 0xb2],
  ["jpg", (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8],
  // After JPEG, whose first byte is that of an MPEG frame as well.
  ["mp3", (bytes) => ascii(bytes, 0, "ID3") || (bytes[0] === 0xff && (bytes[1] ?? 0) >= 0xe0)],
  ["pdf", (bytes) => ascii(bytes, 0, "%PDF")],
  ["png", (bytes) => ascii(bytes, 1, "PNG")],
];

/**
 * The ending of a file's name for a recording or a scan, from its first 12 bytes:
 * uploads are kept without a name. `bin` for what is none of these.
 */
export function fileExtension(firstBytes: Uint8Array): string {
  return signs.find(([, fits]) => fits(firstBytes))?.[0] ?? "bin";
}
