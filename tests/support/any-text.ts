import fc from "fast-check";

/** Any UTF-16 unit, lone halves of a pair included, and any character beyond. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x1_0000, max: 0x10_ffff }).map((code) => String.fromCodePoint(code)),
);

/** Whatever can reach a text field, mixed with what is known to break things. */
export function anyText(nasty: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(unit, unit, fc.constantFrom(...nasty)), { maxLength: 40 })
    .map((parts) => parts.join(""));
}
