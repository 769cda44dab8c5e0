/**
 * An ID3v2.3 tag as bytes (id3.org/id3v2.3.0). Written here because ffmpeg puts
 * a comment where no podcast app looks (TXXX), and because a tag put in front
 * leaves every byte of the sound as it was measured, encoder delay included.
 */
import { toThreeLetterLanguage } from "./language.ts";

export type Id3Fields = {
  readonly title: string;
  readonly artist?: string;
  readonly album: string;
  readonly year: number;
  readonly language: string;
  readonly comment?: string;
};

const utf16WithBom = 1;
const frontCover = 3;

/** Promise: a complete tag, ready to stand before the first frame; `coverJpeg` is embedded as the front cover. */
export function writeId3Tag(fields: Id3Fields, coverJpeg: Uint8Array): Uint8Array {
  const language = toThreeLetterLanguage(fields.language);
  const frames = [
    textFrame("TIT2", fields.title),
    ...(fields.artist === undefined ? [] : [textFrame("TPE1", fields.artist)]),
    textFrame("TALB", fields.album),
    latinFrame("TYER", String(fields.year)),
    latinFrame("TLAN", language),
    latinFrame("TCON", "Podcast"),
    ...(fields.comment === undefined ? [] : [commentFrame(language, fields.comment)]),
    pictureFrame(coverJpeg),
  ];
  const body = join(frames);
  return join([Uint8Array.of(0x49, 0x44, 0x33, 3, 0, 0, ...toSevenBits(body.byteLength)), body]);
}

/** Text frames hold one line; line breaks are only for comments. */
const textFrame = (id: string, text: string): Uint8Array =>
  frame(id, [Uint8Array.of(utf16WithBom), toUtf16(toOneLine(text))]);

const latinFrame = (id: string, text: string): Uint8Array =>
  frame(id, [Uint8Array.of(0), toLatin(text)]);

const commentFrame = (language: string, text: string): Uint8Array =>
  frame("COMM", [
    Uint8Array.of(utf16WithBom),
    toLatin(language),
    toUtf16(""),
    Uint8Array.of(0, 0),
    toUtf16(toCommentText(text)),
  ]);

const pictureFrame = (jpeg: Uint8Array): Uint8Array =>
  frame("APIC", [Uint8Array.of(0), toLatin("image/jpeg"), Uint8Array.of(0, frontCover, 0), jpeg]);

function frame(id: string, parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  const size = Uint8Array.of(
    body.byteLength >>> 24,
    body.byteLength >>> 16,
    body.byteLength >>> 8,
    body.byteLength,
  );
  return join([toLatin(id), size, Uint8Array.of(0, 0), body]);
}

/** Promise: one line without control characters, which titles in players and tags must be. */
export function toOneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}

/** Promise: the text with its line breaks but without the zero that would end it early. */
export function toCommentText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "");
}

function toUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(2 + index * 2, text.charCodeAt(index), true);
  return bytes;
}

const toLatin = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A tag's size is written with seven bits a byte, so that it can never look like the start of a frame of sound. */
const toSevenBits = (size: number): readonly number[] =>
  [21, 14, 7, 0].map((shift) => (size >>> shift) & 0x7f);

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
