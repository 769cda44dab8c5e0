/** The files of the index, each fetched once while the page is open. */
import { foundPathOfId, groupPath, shardPath } from "#core/search/address";
import type { PagesIndex } from "#core/search/pages";
import { groupOf, type Shard } from "#core/search/shard";
import type { FoundStory } from "#core/search/story";

export type IndexFiles = {
  readonly shard: (year: string, number: number) => Promise<Shard>;
  readonly pages: () => Promise<PagesIndex>;
  /** The stories whose ids begin with a code; one that is gone meanwhile is left out. */
  readonly stories: (year: string, code: string) => Promise<readonly FoundStory[]>;
};

/** Throws when the network fails; a file that is not there is empty, since nothing is in it. */
export function indexFiles(pagesPath: string): IndexFiles {
  const known = new Map<string, Promise<unknown>>();
  const load = <T>(path: string): Promise<T | undefined> => {
    const loading = known.get(path) ?? fetchJson(path);
    known.set(path, loading);
    // What failed may be there the next time.
    loading.catch(() => known.delete(path));
    return loading as Promise<T | undefined>;
  };
  return {
    shard: async (year, number) => (await load<Shard>(shardPath(year, number))) ?? {},
    pages: async () => (await load<PagesIndex>(pagesPath)) ?? { pages: [], words: {} },
    stories: async (year, code) => {
      const ids = (await load<readonly string[]>(groupPath(year, groupOf(code)))) ?? [];
      const fitting = ids.filter((id) => id.startsWith(code));
      const stories = await Promise.all(fitting.map((id) => load<FoundStory>(foundPathOfId(id))));
      return stories.filter((story) => story !== undefined);
    },
  };
}

async function fetchJson(path: string): Promise<unknown> {
  const answer = await fetch(path);
  if (answer.status === 404 || answer.status === 410) return undefined;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}
