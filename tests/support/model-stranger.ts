import type { MemoryApp } from "./memory-app.ts";
import { type OracleStory, permittedOf } from "./naive-oracle.ts";

export type ModelState = { readonly stories: readonly OracleStory[]; readonly now: number };

const tokenPattern = /[a-z]+xq\d+x/g;

/**
 * Looks at everything that a stranger can meet, and throws at what none of these
 * states permits; returns how much there was to meet.
 */
export async function lookAround(app: MemoryApp, states: readonly ModelState[]): Promise<number> {
  const { anywhere, inFeeds } = permittedBy(states);
  let seen = 0;
  for (const key of app.publicStore.files.keys()) {
    const { text } = await app.stranger(`/${key}`);
    const permitted = key.startsWith("feeds/") ? inFeeds : anywhere;
    for (const [token] of text.matchAll(tokenPattern)) {
      if (!permitted.has(token)) throw new Error(`${token} can be met at /${key}`);
      seen += 1;
    }
  }
  return seen;
}

function permittedBy(states: readonly ModelState[]) {
  const anywhere = new Set<string>();
  const inFeeds = new Set<string>();
  for (const { stories, now } of states)
    for (const story of stories) {
      const may = permittedOf(story, now);
      for (const token of may.anywhere) anywhere.add(token);
      for (const token of may.inFeeds) inFeeds.add(token);
    }
  return { anywhere, inFeeds };
}
