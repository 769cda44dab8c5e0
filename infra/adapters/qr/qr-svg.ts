import encodeQR from "qr";
import type { QrCodes } from "#ports/qr-code";

/** What fits at level Q with room to spare; an address with a code is a tenth of it. */
const charactersMax = 500;

/** QR codes by the npm package `qr`: no dependencies, no DOM, the makers of @noble/hashes. */
export function createQrCodes(): QrCodes {
  return {
    name: "qr",
    matrix(text) {
      if (text === "" || text.length > charactersMax)
        throw new RangeError("a QR code holds 1 to 500 characters");
      // It always draws a border; ours is the caller's.
      return encodeQR(text, "raw", { ecc: "quartile", border: 1 })
        .slice(1, -1)
        .map((row) => row.slice(1, -1));
    },
  };
}
