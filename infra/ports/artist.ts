import type { ShareSubject } from "#core/picture/share-picture";

/** Sizes in px of the square cover; 3000 is for feeds (Apple: 1400–3000), 500 for ID3, the others for pages. */
export const coverSizesPx = [3000, 1400, 500, 160] as const;
export type CoverSizePx = (typeof coverSizesPx)[number];

export type CoverFile = {
  readonly sizePx: CoverSizePx;
  readonly path: string;
  readonly bytes: number;
};

/** How much of a photograph a page can use. */
export type PhotoRoom = { readonly sidePx: number; readonly bytesMax: number };

/** What a picture is, read out of its bytes. */
export type PictureFacts = {
  readonly format: "jpeg" | "png" | "other";
  readonly widthPx: number;
  readonly heightPx: number;
  /** Red, green and blue; neither greys nor inks. */
  readonly isRgb: boolean;
  /** Nothing shines through. */
  readonly isOpaque: boolean;
};

/** Turns drawings that core describes as SVG, and photographs that people bring, into picture files. */
export interface Artist {
  readonly name: string;
  /**
   * Draws an SVG, or the bytes of a square picture, once and scales it to every
   * size of `coverSizesPx`: JPEG (RGB, no alpha, no metadata), the 3000 px one of
   * a drawing at most 512 KB, of a picture where it can be. The same drawing gives the same bytes. Errors: `store-full`
   * (retryable), `picture-unreadable` for bytes that are no picture.
   */
  drawCovers(drawing: string | Uint8Array, workFolder: string): Promise<readonly CoverFile[]>;
  /** What a picture is that somebody brought. Throws `picture-unreadable`. */
  lookAt(bytes: Uint8Array): Promise<PictureFacts>;
  /**
   * Draws the picture of `sharePictureSvg` at its own size, with the title where
   * the artist can write it: a JPEG (RGB, no alpha, no metadata) of at most 300 KB.
   * The same subject gives the same bytes. Errors: `store-full` (retryable).
   */
  drawShare(subject: ShareSubject, workFolder: string): Promise<{ readonly path: string }>;
  /** A square drawing as PNG. */
  drawPng(svg: string, sizePx: number): Promise<Uint8Array>;
  /**
   * A photograph (JPEG, PNG, WebP) as JPEG for a page: upright, no larger than its
   * room, and without anything that a camera writes beside the picture (place,
   * time, owner). Throws `picture-unreadable`.
   */
  fitPhoto(bytes: Uint8Array, room: PhotoRoom): Promise<Uint8Array>;
}
