import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import type { ObjectStore } from "#ports/object-store";

/** A folder that an installation is carried in, or backed up to, readable by its owner only. */
export const openCarriedFolder = (path: string): ObjectStore =>
  createDiskObjectStore({ root: path, durable: true, ownerOnly: true });
