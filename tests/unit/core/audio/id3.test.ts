import { parseBuffer } from "music-metadata";
import { expect, test } from "vitest";

import { toCommentText, toOneLine, writeId3Tag, type Id3Fields } from "#core/audio/id3";
import { toThreeLetterLanguage } from "#core/audio/language";

/** The smallest thing that begins like a JPEG and holds what a seven-bit size must not be confused by. */
const cover = Uint8Array.of(
  0xff,
  0xd8,
  0xff,
  0xe0,
  ...Array.from({ length: 40_000 }, (_, index) => index & 0xff),
  0xff,
  0xd9,
);
/** Frames of silence: MPEG 1 layer III, 44.1 kHz mono, 96 kbit/s. */
const frame = Uint8Array.from({ length: 313 }, (_, index) => [0xff, 0xfb, 0x70, 0xc4][index] ?? 0);
const sound = Uint8Array.from(Array.from({ length: 30 }, () => [...frame]).flat());

const fields: Id3Fields = {
  title: "Sandra",
  album: "Paroles de Talents",
  year: 2026,
  language: "fr",
};

async function readBack(tag: Uint8Array) {
  const { common, native, format } = await parseBuffer(Uint8Array.from([...tag, ...sound]), {
    mimeType: "audio/mpeg",
  });
  return { common, frames: native["ID3v2.3"] ?? [], format };
}

test("a stranger reads every field back, in its own frame", async () => {
  const { common, frames, format } = await readBack(
    writeId3Tag({ ...fields, artist: "Sandra", comment: "une minute" }, cover),
  );
  expect(format.tagTypes).toEqual(["ID3v2.3"]);
  expect(common).toMatchObject({
    title: "Sandra",
    artist: "Sandra",
    album: "Paroles de Talents",
    year: 2026,
    language: "fra",
    genre: ["Podcast"],
  });
  expect(common.comment?.map(({ text, language }) => [text, language])).toEqual([
    ["une minute", "fra"],
  ]);
  expect(common.picture).toHaveLength(1);
  expect(common.picture?.[0]).toMatchObject({ format: "image/jpeg", type: "Cover (front)" });
  expect(Buffer.from(common.picture?.[0]?.data ?? []).equals(Buffer.from(cover))).toBe(true);
  expect(frames.map(({ id }) => id)).toEqual([
    "TIT2",
    "TPE1",
    "TALB",
    "TYER",
    "TLAN",
    "TCON",
    "COMM",
    "APIC",
  ]);
});

test.for([
  "Émue, elle dit « merci » 😀👩🏽‍🏭",
  "أمي كانت خياطة",
  `it's "quoted" \\ and = ; # [section]`,
  "x".repeat(10_000),
])("a title comes back as it went in: %s", async (title) => {
  expect(
    (await readBack(writeId3Tag({ ...fields, title, comment: title }, cover))).common,
  ).toMatchObject({
    title,
    comment: [{ text: title }],
  });
});

test("a title is one line, a comment keeps its lines", async () => {
  const { common } = await readBack(
    writeId3Tag({ ...fields, title: "deux\r\nlignes\u2028\t ", comment: "deux\nlignes" }, cover),
  );
  expect(common.title).toBe("deux lignes");
  expect(common.comment?.[0]?.text).toBe("deux\nlignes");
  expect(toOneLine("a\u0000b")).toBe("a b");
  expect(toCommentText("a\u0000b\nc")).toBe("ab\nc");
});

test("names that were withheld leave no frame behind", async () => {
  const { common, frames } = await readBack(writeId3Tag(fields, cover));
  expect(common.artist).toBeUndefined();
  expect(common.comment).toBeUndefined();
  expect(frames.map(({ id }) => id)).not.toContain("TPE1");
});

test("languages get their three letters, unknown ones are said to be so", () => {
  expect(
    ["fr", "fr-CA", "AR", "kab", "wo", "xx", "", "français"].map(toThreeLetterLanguage),
  ).toEqual(["fra", "fra", "ara", "kab", "wol", "und", "und", "und"]);
});
