/** Dark is true; rows of a square, without the quiet zone. */
export type QrMatrix = readonly (readonly boolean[])[];

/** Squares that a camera reads. */
export interface QrCodes {
  readonly name: string;
  /** A QR code that still reads with a quarter of it damaged (level Q): cards live in pockets. Throws `RangeError` for more than 500 characters. */
  matrix(text: string): QrMatrix;
}
