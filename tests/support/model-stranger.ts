import type { MemoryApp } from "./memory-app.ts";
import { type OracleStory, permittedOf } from "./naive-oracle.ts";

export type ModelState = { readonly stories: readonly OracleStory[]; readonly now: number };

/** What ends a token, and stands nowhere else: to look for its letters first would try them at every word. */
const tokenEnd = /xq\d+x/g;

/** The tokens in a text, from their first letter on. */
function* tokensIn(text: string): Generator<string> {
  for (const { 0: end, index } of text.matchAll(tokenEnd)) {
    let from = index;
    while (/[a-z]/.test(text.charAt(from - 1))) from -= 1;
    yield text.slice(from, index + end.length);
  }
}

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
    for (const token of tokensIn(text)) {
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
