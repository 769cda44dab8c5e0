/** What a recording seems to be by its first bytes, as browsers name it (WHATWG MIME Sniffing §6.2); for playing it back, never for judging it. */
export function soundTypeOf(start: Uint8Array): string {
  const text = (from: number, to: number) =>
    Array.from(start.slice(from, to), (byte) => String.fromCharCode(byte)).join("");
  if (text(0, 4) === "RIFF" && text(8, 12) === "WAVE") return "audio/wav";
  if (text(0, 4) === "OggS") return "audio/ogg";
  if (text(0, 4) === "fLaC") return "audio/flac";
  if (text(4, 8) === "ftyp") return "audio/mp4";
  if (start[0] === 0x1a && start[1] === 0x45 && start[2] === 0xdf && start[3] === 0xa3)
    return "audio/webm";
  const isMp3 = text(0, 3) === "ID3" || (start[0] === 0xff && ((start[1] ?? 0) & 0xe0) === 0xe0);
  return isMp3 ? "audio/mpeg" : "application/octet-stream";
}
