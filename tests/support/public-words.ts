import type { MemoryApp } from "./memory-app.ts";

/** Everything that a stranger can get, in lower case: each public file that the gate lets through, and what it says. */
export async function everythingPublic(app: MemoryApp): Promise<string> {
  const pages = await Promise.all(
    [...app.publicStore.files.keys()].map(async (key) => (await app.stranger(`/${key}`)).text),
  );
  return pages.join("\n").toLowerCase();
}
