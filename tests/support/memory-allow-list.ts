import { type AllowEntry, type AllowList, StaleListError } from "#ports/allow-list";
import { type Hook, noHook } from "./memory-hook.ts";

/** The list at the edge, with its fence. */
export function memoryAllowList(
  hook: Hook = noHook,
): AllowList & { entries: Map<string, AllowEntry> } {
  const entries = new Map<string, AllowEntry>();
  let version = 0;
  const fenced = async (ifMatch: string, work: () => void) => {
    await hook("allow-list write");
    if (ifMatch !== String(version)) throw new StaleListError();
    version += 1;
    work();
    await hook("allow-list written");
  };
  return {
    name: "memory",
    entries,
    async etag() {
      await hook("allow-list etag");
      return String(version);
    },
    get: async (id) => entries.get(id),
    list: async () => ({
      entries: [...entries].map(([episodeId, entry]) => ({ episodeId, entry })),
    }),
    put: (id, entry, ifMatch) => fenced(ifMatch, () => entries.set(id, entry)),
    remove: (id, ifMatch) => fenced(ifMatch, () => entries.delete(id)),
  };
}
