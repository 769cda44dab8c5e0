import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Of } from "#core/utf8";

test("parts have the very bytes of the text that they make up, whatever was encoded before", () => {
  const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 200 }), { maxLength: 40 });
  fc.assert(
    fc.property(texts, (parts) => {
      expect(utf8Of(...parts)).toEqual(new TextEncoder().encode(parts.join("")));
    }),
  );
});

test("a text larger than all before it fits, and bytes that were given out stay as they were", () => {
  const first = utf8Of("œuvre");
  const large = "€".repeat(200_000);
  expect(utf8Of("(", large, ")")).toHaveLength(600_002);
  expect(utf8Of("x")).toEqual(Uint8Array.of(120));
  expect(first).toEqual(new TextEncoder().encode("œuvre"));
  expect(first.buffer.byteLength).toBe(first.length);
});

test("what is no character becomes the sign for that, as everywhere", () => {
  expect(utf8Of("a\ud800b")).toEqual(new TextEncoder().encode("a\ufffdb"));
  expect(utf8Of()).toHaveLength(0);
});
