import type { ContentProblem } from "./check.ts";
import { reasonInWords } from "./reasons.ts";

/** A picture weighs less than the voice beside it; what a camera makes has to be made smaller first. */
export const pictureBytesMax = 600_000;

const startsWith = (bytes: Uint8Array, signature: readonly (number | undefined)[]) =>
  signature.every((byte, index) => byte === undefined || bytes[index] === byte);

/** Whether a file begins as JPEG, PNG or WebP does; its name proves nothing. */
export function isPicture(first: Uint8Array): boolean {
  const any = undefined;
  return (
    startsWith(first, [0xff, 0xd8, 0xff]) ||
    startsWith(first, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ||
    startsWith(first, [0x52, 0x49, 0x46, 0x46, any, any, any, any, 0x57, 0x45, 0x42, 0x50])
  );
}

/**
 * What is wrong with a picture that a card names (field `photo.file`), out of the
 * size of its file and its first 16 bytes; both are undefined where there is none.
 * The card goes out without it.
 */
export function pictureProblem(
  file: string,
  name: string,
  bytes: number | undefined,
  first: Uint8Array | undefined,
): readonly ContentProblem[] {
  const problem = (reason: "picture" | "pictureSize" | "unknown", value: string) => [
    { file, field: "photo.file", reason: reasonInWords(reason, { value, size: megabytes(bytes) }) },
  ];
  if (!/^[\w][\w.-]*\.(jpe?g|png|webp)$/i.test(name)) return problem("picture", name);
  if (bytes === undefined || first === undefined)
    return problem("unknown", `content/pictures/${name}`);
  if (bytes > pictureBytesMax) return problem("pictureSize", name);
  return isPicture(first) ? [] : problem("picture", name);
}

const megabytes = (bytes = 0) => (bytes / 1_000_000).toFixed(1);
