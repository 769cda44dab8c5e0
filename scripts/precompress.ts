/**
 * Packs the styles and scripts of a built site as tightly as can be, once, beside
 * themselves (`….css.br`, `….css.gz`): their names say their content, so they never
 * change, and nobody waits for the half second that it takes.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { compressBytesMin } from "#core/press/public-headers";

const packers = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
    }),
  gz: (body: Uint8Array) => promisify(gzip)(body, { level: constants.Z_BEST_COMPRESSION }),
};

/** Packs every text under `client/assets` of a bundle. */
export async function precompressAssets(bundle: string): Promise<void> {
  const folder = join(bundle, "client", "assets");
  const names = (await readdir(folder)).filter((name) => /\.(css|js|svg|json)$/.test(name));
  for (const name of names) {
    const body = await readFile(join(folder, name));
    if (body.length < compressBytesMin) continue;
    for (const [ending, pack] of Object.entries(packers))
      await writeFile(join(folder, `${name}.${ending}`), await pack(body));
  }
}
