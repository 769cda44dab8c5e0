import { createHash } from "node:crypto";
import type { ObjectStore } from "#ports/object-store";
import { ObjectNotFoundError } from "#ports/object-store";
import { type Hook, noHook } from "./memory-hook.ts";

/** What was last downloaded to a path; a file that nobody wrote names itself. */
const downloaded = new Map<string, Uint8Array>();
const contentAt = (path: string) =>
  downloaded.get(path) ?? new TextEncoder().encode(`file ${path}`);

/** Files by key, and when each was written: long ago, unless a test says otherwise. */
export type MemoryObjectStore = ObjectStore & {
  readonly files: Map<string, Uint8Array>;
  readonly dates: Map<string, Date>;
};

export function memoryObjectStore(hook: Hook = noHook): MemoryObjectStore {
  const files = new Map<string, Uint8Array>();
  const dates = new Map<string, Date>();
  const etagOf = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");
  const bodyOf = (key: string) => {
    const body = files.get(key);
    if (body === undefined) throw new ObjectNotFoundError(key);
    return body;
  };
  return {
    name: "memory",
    files,
    dates,
    async put(key, body) {
      await hook(`put ${key}`);
      const bytes = "path" in body ? contentAt(body.path) : body;
      const former = files.get(key);
      if (former !== undefined && etagOf(former) === etagOf(bytes)) return "unchanged";
      files.set(key, bytes);
      return former === undefined ? "created" : "replaced";
    },
    async get(key, range) {
      const body = bodyOf(key);
      return range === undefined
        ? body
        : body.slice(range.start, (range.end ?? body.length - 1) + 1);
    },
    async download(key, path) {
      downloaded.set(path, bodyOf(key));
    },
    async head(key) {
      const body = files.get(key);
      const lastModified = dates.get(key) ?? new Date(0);
      return body && { key, bytes: body.length, etag: etagOf(body), lastModified };
    },
    async list(prefix) {
      return { keys: [...files.keys()].filter((key) => key.startsWith(prefix)).sort() };
    },
    async delete(key) {
      await hook(`delete ${key}`);
      files.delete(key);
    },
    async deletePrefix(prefix) {
      await hook(`deletePrefix ${prefix}`);
      const keys = [...files.keys()].filter((key) => key.startsWith(prefix));
      for (const key of keys) files.delete(key);
      return keys.length;
    },
  };
}
