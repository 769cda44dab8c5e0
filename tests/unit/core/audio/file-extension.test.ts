import { expect, test } from "vitest";
import { fileExtension } from "#core/audio/file-extension";

const text = (...parts: readonly (string | number)[]) =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : [...part].map((letter) => letter.charCodeAt(0)),
    ),
  );

test("a recording or scan without a name is known by its first bytes", () => {
  const known: readonly (readonly [string, Uint8Array])[] = [
    ["wav", text("RIFF", 0, 0, 0, 0, "WAVE")],
    ["m4a", text(0, 0, 0, 24, "ftypM4A ")],
    ["ogg", text("OggS", 0)],
    ["flac", text("fLaC")],
    ["webm", text(0x1a, 0x45, 0xdf, 0xa3)],
    ["mp3", text("ID3", 4)],
    ["mp3", text(0xff, 0xfb, 0x90)],
    ["jpg", text(0xff, 0xd8, 0xff)],
    ["png", text(0x89, "PNG")],
    ["pdf", text("%PDF-1.7")],
  ];
  for (const [extension, bytes] of known) expect(fileExtension(bytes)).toBe(extension);
});

test("what is none of these, or nearly one, has an ending that opens nothing", () => {
  for (const bytes of [text(), text("RIFF", 0, 0, 0, 0, "AVI "), text("hello"), text(0xff, 0x00)])
    expect(fileExtension(bytes)).toBe("bin");
});
