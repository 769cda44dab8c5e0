import { brotliCompress, constants, gzip } from "node:zlib";
import { promisify } from "node:util";

export type TextEncodingName = "br" | "gzip";

const compressors: Readonly<Record<TextEncodingName, (body: Uint8Array) => Promise<Buffer>>> = {
  br: (body) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body),
};

export type Content = {
  readonly whole: () => Promise<Uint8Array>;
  /** The content as somebody packed it before, if anybody did. */
  readonly packed: () => Promise<Uint8Array | undefined>;
};

/**
 * Compresses text once and keeps it in memory, never on disk, where a copy could
 * outlive a takedown. Keyed by content hash; the oldest go when `bytesMax` is reached.
 */
export function createCompressedBodies(bytesMax: number) {
  const kept = new Map<string, Uint8Array>();
  let bytes = 0;
  const keep = (key: string, body: Uint8Array) => {
    kept.set(key, body);
    bytes += body.length;
    for (const [oldest, old] of kept) {
      if (bytes <= bytesMax) return;
      kept.delete(oldest);
      bytes -= old.length;
    }
  };
  return async (etag: string, encoding: TextEncodingName, content: Content) => {
    const key = `${etag}-${encoding}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const body = (await content.packed()) ?? (await compressors[encoding](await content.whole()));
    keep(key, body);
    return body;
  };
}
