import { createHash } from "node:crypto";
import type { ObjectStore } from "#ports/object-store";
import { ObjectNotFoundError } from "#ports/object-store";
import { type Hook, noHook } from "./memory-hook.ts";

/** What was last downloaded to a path; a file that nobody wrote names itself. */
const downloaded = new Map<string, Uint8Array>();
const contentAt = (path: string) =>
  downloaded.get(path) ?? new TextEncoder().encode(`file ${path}`);

export function memoryObjectStore(
  hook: Hook = noHook,
): ObjectStore & { files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const etagOf = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");
  const bodyOf = (key: string) => {
    const body = files.get(key);
    if (body === undefined) throw new ObjectNotFoundError(key);
    return body;
  };
  return {
    name: "memory",
    files,
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
      return body && { key, bytes: body.length, etag: etagOf(body), lastModified: new Date(0) };
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
