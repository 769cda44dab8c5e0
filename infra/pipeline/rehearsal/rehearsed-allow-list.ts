import type { AllowEntry, AllowList } from "#ports/allow-list";

/** A list over another one: entries that are put here are seen here and nowhere else. */
export function rehearsedAllowList(base: AllowList): AllowList {
  const own = new Map<string, AllowEntry | undefined>();
  return {
    name: "rehearsed",
    // Another one's update since the rehearsal began is no matter to it.
    etag: () => base.etag(),
    get: async (id) => (own.has(id) ? own.get(id) : base.get(id)),
    list: (options) => base.list(options),
    put: async (id, entry) => void own.set(id, entry),
    remove: async (id) => void own.set(id, undefined),
  };
}
