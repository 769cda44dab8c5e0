import type { FoundPage } from "#core/search/pages";
import { matchesIn, shardsFor, type Match, type Wanted } from "#core/search/query";
import type { FoundStory } from "#core/search/story";
import type { IndexFiles } from "./index-files.ts";

/** Something that answers, ready to be shown. */
export type Found = FoundPage | (FoundStory & { readonly kind: "story" });

const pagesVolume = "pages";

/**
 * What answers, best first, and whether it answers with every word; where nothing
 * does, what has the most of them. Years come newest first.
 */
export async function findMatches(
  wanted: readonly Wanted[],
  years: readonly string[],
  files: IndexFiles,
): Promise<{ readonly matches: readonly Match[]; readonly whole: boolean }> {
  const numbers = shardsFor(wanted);
  const [pages, ...volumes] = await Promise.all([
    files.pages().then(({ words }) => ({ name: pagesVolume, shards: [words] })),
    ...years.map(async (name) => ({
      name,
      shards: await Promise.all(numbers.map((number) => files.shard(name, number))),
    })),
  ]);
  const all = matchesIn(wanted, [...volumes, pages]);
  const most = all[0]?.words ?? 0;
  return { matches: all.filter(({ words }) => words === most), whole: most === wanted.length };
}

/** What stands behind a match; nothing when it was taken back meanwhile. */
export async function openMatch(
  { volume, code }: Match,
  files: IndexFiles,
): Promise<readonly Found[]> {
  if (volume === pagesVolume) {
    const page = (await files.pages()).pages[Number(code)];
    return page === undefined ? [] : [page];
  }
  const stories = await files.stories(volume, code);
  return stories.map((story) => ({ ...story, kind: "story" as const }));
}
