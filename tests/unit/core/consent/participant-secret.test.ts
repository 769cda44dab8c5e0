import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addsUp,
  checkCharacter,
  codeAlphabet,
  codeCharacters,
  normaliseCode,
  spacedCode,
} from "#core/consent/code-alphabet";
import {
  capabilitiesNow,
  codeLength,
  codeRandomBytes,
  codeSelectorLength,
  codeVerifierLength,
  newCode,
  newToken,
  readSecret,
  type Secret,
  secretKinds,
  tokenRandomBytes,
  tokenVerifierLength,
} from "#core/consent/participant-secret";

const bytes = (seed: number, count: number) =>
  Uint8Array.from({ length: count }, (_, index) => (seed * 7919 + index * 104_729) % 227);
const aCode = (seed = 1) => newCode(bytes(seed, codeRandomBytes));
const randomBytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const codes = randomBytes(codeRandomBytes)
  .filter((random) => random.filter((byte) => byte < 253).length >= codeLength - 1)
  .map(newCode);

const aSecret = (changes: Partial<Secret> = {}): Secret => ({
  selector: "00000",
  hash: "x",
  kind: "card-once",
  episodeId: "abcdefghjkmnpqrstvwx",
  speakerId: "s1",
  signatoryId: "self",
  batchId: "card-1",
  issuedAt: "2026-11-23T12:00:00.000Z",
  ...changes,
});
const noon = "2026-11-24T12:00:00.000Z";

test("a link's verifier has at least 128 bits, a code's at least 40", () => {
  expect(tokenVerifierLength * 5).toBeGreaterThanOrEqual(128);
  expect(codeVerifierLength * Math.log2(codeAlphabet.length)).toBeGreaterThanOrEqual(40);
});

test("the alphabet has no vowel and no sign that is mistaken for another one of its own", () => {
  expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length);
  expect(codeAlphabet).not.toMatch(/[AEIOUY]/);
  for (const [one, other] of ["0O", "0Q", "1I", "1L", "2Z", "5S", "8B", "MN", "VW"].map((pair) => [
    ...pair,
  ])) {
    expect(codeAlphabet.includes(one ?? "") && codeAlphabet.includes(other ?? "")).toBe(false);
  }
});

test("23 is a prime, which the check character rests on", () => {
  expect([2, 3, 4].every((divisor) => codeAlphabet.length % divisor !== 0)).toBe(true);
});

test("every character of a code is equally likely", () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 253; byte += 1) {
    const character = codeCharacters(Uint8Array.of(byte), 1);
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect([...counts.values()]).toEqual(Array.from({ length: 23 }, () => 11));
  expect(() => codeCharacters(Uint8Array.of(253, 255), 1)).toThrow(RangeError);
});

test("any one wrong character and any two exchanged ones are noticed", () => {
  const { text } = aCode();
  const signs = [...text];
  for (const [index, sign] of signs.entries()) {
    for (const other of codeAlphabet) {
      expect(addsUp(signs.with(index, other).join(""))).toBe(other === sign);
    }
    for (let second = index + 1; second < signs.length; second += 1) {
      const swapped = signs
        .with(index, signs[second] ?? "")
        .with(second, sign)
        .join("");
      expect(addsUp(swapped)).toBe(swapped === text);
    }
  }
});

test("a code reads back in any spelling that people use", () => {
  fc.assert(
    fc.property(codes, (code) => {
      const spellings = [
        code.text,
        code.text.toLowerCase(),
        spacedCode(code.text),
        ` ${spacedCode(code.text).replaceAll(" ", "-")} `,
        code.text.replaceAll("0", "O").replaceAll("1", "l").replaceAll("5", "s"),
        code.text
          .replaceAll("8", "B")
          .replaceAll("2", "Z")
          .replaceAll("M", "N")
          .replaceAll("W", "V"),
        code.text.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit))),
        code.text.replace(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit))),
        code.text.replace(/[\dA-Z]/g, (sign) =>
          String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0),
        ),
        `\u200f${code.text}\u202c`,
        `https://paroles.example/voix/#${code.text}`,
      ];
      for (const spelling of spellings)
        expect(readSecret(spelling)).toEqual({ form: "code", ...code });
    }),
    { numRuns: 200 },
  );
});

test("a slip is told by the text alone, before anything is looked up", () => {
  const { text } = aCode();
  const wrong = text.slice(0, -1) + (text.endsWith("0") ? "1" : "0");
  expect(readSecret(wrong)).toEqual({ form: "mistyped", problem: "check" });
  expect(readSecret(text.slice(1))).toEqual({ form: "mistyped", problem: "length" });
  expect(readSecret(`${text.slice(1)}E`)).toEqual({ form: "mistyped", problem: "characters" });
  expect(readSecret("  - ")).toEqual({ form: "mistyped", problem: "empty" });
  expect(readSecret("x".repeat(100_000))).toMatchObject({ form: "mistyped" });
});

test("nothing that people can type makes the reader fail", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => {
      expect(readSecret(typed)).toHaveProperty("form");
    }),
  );
});

test("a link's token reads back, also in capitals, and splits into selector and verifier", () => {
  fc.assert(
    fc.property(randomBytes(tokenRandomBytes), (random) => {
      const token = newToken(random);
      expect(readSecret(`https://paroles.example/voix/#${token.text}`)).toEqual({
        form: "token",
        ...token,
      });
      expect(readSecret(token.text.toUpperCase())).toEqual({ form: "token", ...token });
      expect(token.selector + token.verifier).toBe(token.text);
    }),
  );
  expect(() => newToken(new Uint8Array(10))).toThrow(RangeError);
});

test("the selector and the verifier of a code share no characters' bytes", () => {
  const one = aCode(1);
  const changed = bytes(1, codeRandomBytes);
  changed[codeSelectorLength] = ((changed[codeSelectorLength] ?? 0) + 1) % 227;
  const other = newCode(changed);
  expect(other.selector).toBe(one.selector);
  expect(other.verifier).not.toBe(one.verifier);
});

test("only what was handed over in person widens: never a message, never the lasting code", () => {
  expect(secretKinds["message-link"]).not.toContain("grant-once");
  expect(secretKinds["card-lasting"]).not.toContain("grant-once");
  expect(secretKinds["card-lasting"]).not.toContain("erase-confirm");
});

test("a used or expired code widens nothing any more, and still sees and withdraws", () => {
  expect(capabilitiesNow(aSecret(), noon)).toEqual([
    "view",
    "withdraw",
    "grant-once",
    "erase-confirm",
  ]);
  expect(capabilitiesNow(aSecret({ usedAt: noon }), noon)).toEqual(["view", "withdraw"]);
  expect(capabilitiesNow(aSecret({ expiresAt: noon }), noon)).toEqual(["view", "withdraw"]);
  expect(capabilitiesNow(aSecret({ expiresAt: noon }), "2026-11-24T11:59:59.999Z")).toContain(
    "grant-once",
  );
  expect(capabilitiesNow(aSecret({ expiresAt: noon }), "not a time")).toEqual(["view", "withdraw"]);
});

test("a replaced code only withdraws, and one that was stolen does nothing", () => {
  const revoked = (because: "replaced" | "stolen") => aSecret({ revoked: { at: noon, because } });
  expect(capabilitiesNow(revoked("replaced"), noon)).toEqual(["withdraw"]);
  expect(capabilitiesNow(revoked("stolen"), noon)).toEqual([]);
});

test("a code is shown in groups of four", () => {
  expect(spacedCode("0123456789CDFGHJ")).toBe("0123 4567 89CD FGHJ");
  expect(normaliseCode("0123 4567 89CD FGHJ")).toBe("0123456789CDFGHJ");
  expect(checkCharacter("000000000000000")).toBe("0");
});
