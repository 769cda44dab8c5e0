import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Of } from "#core/utf8";

const encoded = (text: string) => new TextEncoder().encode(text);

test("parts, texts or bytes, have the very bytes of the text that they make up, whatever was encoded before", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 200 });
  const given = fc.array(fc.tuple(text, fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(given, (parts) => {
      const whole = parts.map(([part]) => part).join("");
      expect(utf8Of(...parts.map(([part, isBytes]) => (isBytes ? encoded(part) : part)))).toEqual(
        encoded(whole),
      );
    }),
  );
});

test("a text larger than all before it fits, and bytes that were given out stay as they were", () => {
  const first = utf8Of("œuvre");
  const large = "€".repeat(200_000);
  expect(utf8Of("(", large, ")")).toHaveLength(600_002);
  expect(utf8Of("x")).toEqual(Uint8Array.of(120));
  expect(first).toEqual(encoded("œuvre"));
  expect(first.buffer.byteLength).toBe(first.length);
  const bytes = encoded(large);
  const copy = utf8Of(bytes);
  bytes.fill(0);
  expect(copy).toEqual(encoded(large));
});

test("what is no character becomes the sign for that, as everywhere", () => {
  expect(utf8Of("a\ud800b")).toEqual(encoded("a\ufffdb"));
  expect(utf8Of()).toHaveLength(0);
});
