/** How many parts a file comes in; a file has at least one. */
export const partCount = (bytes: number, partBytes: number): number =>
  Math.max(1, Math.ceil(bytes / partBytes));

/** How many bytes one part has, counted from 1; 0 for one that the file does not have. */
export function bytesOfPart(number: number, bytes: number, partBytes: number): number {
  if (!Number.isInteger(number) || number < 1 || number > partCount(bytes, partBytes)) return 0;
  return Math.min(partBytes, bytes - (number - 1) * partBytes);
}

/** What every part is sent as. What a recording is, is looked for in it, and never believed. */
export const partContentType = "application/octet-stream";
