import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, hashOf, sha256Hex } from "#core/hash";
import { encodeId, EpisodeIdSchema, slugOf, SlugSchema } from "#core/ids";
import { namesIn } from "#core/names-in-words";
import { cleanText } from "#core/text";

test("an id is made of one character a byte, from an alphabet that can be read aloud", () => {
  expect(encodeId(new Uint8Array(20))).toBe("0".repeat(20));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (bytes) => {
      expect(EpisodeIdSchema.safeParse(encodeId(bytes)).success).toBe(true);
    }),
  );
});

test.each([
  ["Sandra – Compter, organiser, écouter", "sandra-compter-organiser-ecouter"],
  ["Le cœur à l'ouvrage", "le-coeur-a-l-ouvrage"],
  ["../../etc/passwd", "etc-passwd"],
  ["صوتي", "recit"],
  ["", "recit"],
])("the address of %j is %j", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

test("whatever the text, its slug is one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(SlugSchema.safeParse(slugOf(text)).success).toBe(true);
    }),
  );
});

test("equal values hash alike in whatever order their members were written", () => {
  expect(hashOf({ a: 1, b: [2, { c: 3, d: undefined }] })).toBe(hashOf({ b: [2, { c: 3 }], a: 1 }));
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }));
  expect(canonicalJson({ b: null, a: "é" })).toBe('{"a":"é","b":null}');
});

test("the hash is SHA-256, as NIST's own vector for abc says", () => {
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("cleaned text has nothing that XML 1.0 cannot carry, and cleaning twice changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const cleaned = cleanText(text);
      expect(cleaned).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(cleanText(cleaned)).toBe(cleaned);
    }),
  );
});

/** What cleaning takes out, beside lone surrogates. */
const takenOut = /[\p{Cc}\uFFFD\uFFFE\uFFFF]/u;

test("every letter alone, and every two of those that are most written, come out composed and without what is taken out", () => {
  const letters = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
  const isWritten = (code: number) =>
    (code >= 0x20 && code <= 0x304) || (code >= 0x2010 && code <= 0x2027);
  const written = letters.filter((_letter, code) => isWritten(code));
  const pairs = written.flatMap((first) => written.map((second) => first + second));
  const amiss = [...letters, ...pairs].filter((text) => {
    const expected = [...`a${text}a`.toWellFormed().normalize("NFC").replaceAll("\r", "\n")]
      .filter((letter) => letter === "\n" || letter === "\t" || !takenOut.test(letter))
      .join("");
    return cleanText(`a${text}a`) !== expected;
  });
  expect(amiss).toEqual([]);
});

test.each([
  ["Voici ÉLISE !", "Élise", true],
  ["voici elise", "Élise", true],
  ["Élisée parle", "Élise", false],
  ["Jean-Luc est là", "Jean Luc", true],
  ["rien", "", false],
])("in %j the name %j is found: %j", (text, name, found) => {
  expect(namesIn(text, name)).toBe(found);
});
