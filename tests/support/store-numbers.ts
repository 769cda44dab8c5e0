const objectCount = 5;
const bodyBytes = 3_000_000;

/** Numbers take turns on a few keys. */
export const numberedKey = (number: number) => `numbers/${number % objectCount}`;
export const numberedKeys = Array.from({ length: objectCount }, (_, index) => numberedKey(index));

/** The number, again and again, some megabytes long: half of it, or a mixture of two, shows. */
export function numberedBody(number: number): Uint8Array {
  return Buffer.alloc(bodyBytes, `${String(number).padStart(9, "0")}\n`);
}

/** The number whose body this is, whole; undefined for anything else. */
export function numberOf(body: Uint8Array): number | undefined {
  const number = Number(Buffer.from(body.subarray(0, 9)).toString());
  return Number.isInteger(number) && Buffer.compare(body, numberedBody(number)) === 0
    ? number
    : undefined;
}
