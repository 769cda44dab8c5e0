/** Width and height of a JPEG, read off its frame header (ITU-T T.81 B.2.2); undefined for what is none. */
export function jpegSize(
  bytes: Uint8Array,
): { readonly widthPx: number; readonly heightPx: number } | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    // A frame header, and neither a table (C4), an extension (C8) nor a condition (CC).
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { heightPx: view.getUint16(at + 5), widthPx: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Apple takes squares of these sizes (podcasters.apple.com, artwork requirements). */
export const artworkPxMin = 1_400;
export const artworkPxMax = 3_000;

/** Whether a picture can be a show's artwork in podcast apps. */
export const isArtwork = (size: ReturnType<typeof jpegSize>): boolean =>
  size !== undefined &&
  size.widthPx === size.heightPx &&
  size.widthPx >= artworkPxMin &&
  size.widthPx <= artworkPxMax;
