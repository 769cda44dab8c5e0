import { randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { KeyRing } from "#ports/key-ring";

/**
 * Reads a key that this installation made for itself, or makes it, once: only
 * its owner may read the file (0600), and it is whole and on the disk before it
 * has its name, so that of two processes that start together both get the one
 * that was first.
 */
export async function readOrCreateKeyFile(
  path: string,
  make: () => Uint8Array | string,
): Promise<Buffer> {
  const existing = await readWhole(path);
  if (existing !== undefined) return existing;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(make());
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path);
}

/** The keys in a folder, for carrying them elsewhere. */
export function createKeyFileRing(config: { readonly folder: string }): KeyRing {
  const pathOf = (key: string) => join(config.folder, key);
  return {
    name: "key-files",
    read: (key) => readWhole(pathOf(key)),
    async replace(key, value) {
      await mkdir(config.folder, { recursive: true, mode: 0o700 });
      const draft = `${pathOf(key)}.${randomUUID()}`;
      try {
        await writeFile(draft, value, { mode: 0o600, flag: "wx", flush: true });
        await rename(draft, pathOf(key));
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** A fresh random key of 32 bytes, for a pepper. */
export const newRandomKey = () => new Uint8Array(randomBytes(32));

async function readWhole(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
