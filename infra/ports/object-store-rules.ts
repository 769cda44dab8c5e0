import { InvalidKeyError } from "#ports/object-store";

/** The most that S3 takes, in UTF-8 bytes. */
const keyBytesMax = 1_024;
/** The most that a file name has on the usual file systems (ext4, APFS, NTFS), in UTF-8 bytes. */
const segmentBytesMax = 255;

const utf8 = new TextEncoder();
const bytesOf = (text: string) => utf8.encode(text).length;

/** Most keys, told at once: letters and figures without accents, none of whose parts begins with a dot. */
const plainKey = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;
const isPlain = (key: string) => key.length <= segmentBytesMax && plainKey.test(key);

/** Whether a part between two slashes can be part of a key in every store. */
export const isKeySegment = (segment: string): boolean =>
  isPlain(segment) ||
  (segment !== "" &&
    segment !== "." &&
    segment !== ".." &&
    segment.isWellFormed() &&
    !/[\0\\]/.test(segment) &&
    bytesOf(segment) <= segmentBytesMax);

/**
 * Whether a text is a key in every store. Not: empty, absolute, with an empty, `.` or
 * `..` segment, a NUL, a backslash, a lone surrogate (two keys would become one in
 * UTF-8), over 1,024 bytes, or a segment over 255.
 */
const isObjectKey = (key: string): boolean =>
  isPlain(key) || (bytesOf(key) <= keyBytesMax && key.split("/").every(isKeySegment));

/**
 * A key that came in from elsewhere, and is no name that a store may keep for itself:
 * those begin with a dot, and ours never do.
 */
export const isForeignKeyAllowed = (key: string): boolean =>
  isObjectKey(key) && !key.startsWith(".");

/** Refuses with `InvalidKeyError` what is no key (`isObjectKey`). */
export function checkObjectKey(key: string): void {
  if (!isObjectKey(key)) {
    throw new InvalidKeyError(key);
  }
}

/** As `checkObjectKey` for the start of a key: empty is every key, and the part after the last slash may be cut anywhere. */
export function checkObjectPrefix(prefix: string): void {
  const segments = prefix.split("/");
  const cut = segments.pop() ?? "";
  const fits = bytesOf(prefix) <= keyBytesMax && cut.isWellFormed() && !/[\0\\]/.test(cut);
  if (!fits || !segments.every(isKeySegment)) throw new InvalidKeyError(prefix);
}

/** As `checkObjectPrefix` for a whole folder: it ends in `/` and is not the whole store. */
export function checkObjectFolder(prefix: string): void {
  if (!prefix.endsWith("/")) throw new InvalidKeyError(prefix);
  checkObjectPrefix(prefix);
}
