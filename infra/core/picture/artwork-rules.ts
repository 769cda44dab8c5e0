import { AppError } from "../errors.ts";
import { artworkPxMax, artworkPxMin } from "./jpeg-size.ts";

/** The largest picture of a show that is taken in: a PNG of 3000 px with a photograph in it. */
export const artworkBytesMax = 20_000_000;

/**
 * Whether a picture can be a show's artwork as Apple asks for it: JPEG or PNG, in
 * RGB, square, 1400 to 3000 px, nothing shining through (podcasters.apple.com,
 * artwork requirements). Throws `artwork-format`, `artwork-colours`,
 * `artwork-not-square` (params width, height) or `artwork-size` (params width,
 * min, max), with the field `image`.
 */
export function requireArtwork(facts: {
  readonly format: "jpeg" | "png" | "other";
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isRgb: boolean;
  readonly isOpaque: boolean;
}): void {
  const { format, widthPx: width, heightPx: height, isRgb, isOpaque } = facts;
  const refuse = (code: string, params: Readonly<Record<string, number>> = {}) =>
    new AppError(code, { field: "image", params });
  if (format === "other") throw refuse("artwork-format");
  if (width !== height) throw refuse("artwork-not-square", { width, height });
  if (width < artworkPxMin || width > artworkPxMax)
    throw refuse("artwork-size", { width, min: artworkPxMin, max: artworkPxMax });
  if (!isRgb || !isOpaque) throw refuse("artwork-colours");
}
