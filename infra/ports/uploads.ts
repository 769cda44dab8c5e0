import { AppError } from "#core/errors";

/** One file on its way in; `reference` is opaque, and belongs to whoever keeps the parts. */
export type UploadPlace = { readonly reference: string; readonly partBytes: number };

/**
 * Files that browsers send in parts, straight to where they are kept: each part
 * is PUT to an address that says for itself who may use it and until when. A
 * part arrives whole or not at all, in any order, and again as often as the
 * network likes.
 */
export interface Uploads {
  readonly name: string;
  /** Scheme and host that parts are sent to; absent where it is the site's own. Pages must be allowed to reach it. */
  readonly origin?: string;
  /**
   * Makes room for a file of exactly so many bytes. Every part has `partBytes`
   * of them, but the last, which has the rest; they are counted from 1.
   */
  begin(id: string, bytes: number): Promise<UploadPlace>;
  /**
   * Where one part may be PUT, by whoever holds this address, until it runs out
   * (some minutes). It takes exactly `bytes` bytes of this part and nothing else;
   * success is any 2xx.
   */
  partAddress(
    reference: string,
    part: { readonly number: number; readonly bytes: number },
  ): Promise<string>;
  /** Which parts have arrived, in order. */
  received(reference: string): Promise<readonly number[]>;
  /**
   * Puts the parts together as one object of the private store, under `key`;
   * afterwards the parts are gone. Says what the object holds (`sha256` in hex).
   * Throws `UploadIncompleteError` when a part is missing, with everything kept.
   */
  finish(
    reference: string,
    file: { readonly key: string; readonly bytes: number; readonly partBytes: number },
  ): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Forgets the parts; those that are not there are no error. */
  drop(reference: string): Promise<void>;
}

/** Something has not arrived yet: send it, then finish again. */
export class UploadIncompleteError extends AppError {
  override readonly name = "UploadIncompleteError";
  constructor(missing: number) {
    super("upload-incomplete", { params: { missing }, retryable: true });
  }
}
