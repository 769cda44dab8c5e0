import { AppError } from "#core/errors";

/** What is known of a stored object without reading it. */
export type ObjectHead = {
  readonly key: string;
  readonly bytes: number;
  /** Strong validator: hex SHA-256 of the content, so equal content always has an equal ETag. */
  readonly etag: string;
  readonly lastModified: Date;
};

export type PutOutcome = "created" | "replaced" | "unchanged";

/** Inclusive byte positions, as in an HTTP Range. */
export type ByteRange = { readonly start: number; readonly end?: number };

/**
 * Files by key. Keys are relative, use `/`, and come from core/storage-keys
 * only; a key that would leave the store (`..`, absolute, empty segment, NUL,
 * backslash) is refused with `InvalidKeyError` (ports/object-store-rules). No key
 * is the folder of another one: `a` and `a/b` together fit no disk.
 */
export interface ObjectStore {
  readonly name: string;
  /**
   * Writes the whole object or nothing: a reader never sees half of it, and a
   * crash leaves the former content. Equal content is left alone
   * (`unchanged`: same bytes, same date). A full disk is `StoreFullError`.
   */
  put(key: string, body: Uint8Array | { readonly path: string }): Promise<PutOutcome>;
  /**
   * The content, or a part of it; a range that ends past the content gives what
   * there is. Throws `ObjectNotFoundError`, and `RangeError` for a range that
   * starts past the end, runs backwards or is no whole number.
   */
  get(key: string, range?: ByteRange): Promise<Uint8Array>;
  /**
   * Copies the object to a local file (for programs such as ffmpeg), replacing
   * it; of a copy that fails, nothing stays. Throws `ObjectNotFoundError`.
   */
  download(key: string, path: string): Promise<void>;
  /** What is known of an object; undefined where there is none. */
  head(key: string): Promise<ObjectHead | undefined>;
  /**
   * Every key that starts with `prefix` (it may end in the middle of a name), in
   * code-point order of the whole keys, a page at a time: `limit` (1,000, which
   * is also the most) keys past `after`. `after` comes back while there are more.
   */
  list(
    prefix: string,
    options?: { readonly after?: string; readonly limit?: number },
  ): Promise<{ readonly keys: readonly string[]; readonly after?: string }>;
  /** Deletes every version of the object; a missing one is no error. */
  delete(key: string): Promise<void>;
  /** Deletes everything under a prefix that ends in `/`; returns how many objects went. */
  deletePrefix(prefix: string): Promise<number>;
}

export class ObjectNotFoundError extends AppError {
  override readonly name = "ObjectNotFoundError";
  constructor(key: string, cause?: unknown) {
    super("object-not-found", { params: { key }, cause });
  }
}

export class InvalidKeyError extends AppError {
  override readonly name = "InvalidKeyError";
  constructor(key: string) {
    super("invalid-key", { params: { key: key.slice(0, 200) } });
  }
}

/** The disk is full or the quota reached: nothing was written; retrying makes sense once room was made. */
export class StoreFullError extends AppError {
  override readonly name = "StoreFullError";
  constructor(cause?: unknown) {
    super("store-full", { retryable: true, cause });
  }
}
