/** Where the search index lies: by year of first publication, which never changes for a story. */
import type { EpisodeCard } from "../press/catalogue.ts";

export const searchFolder = "search/";

/** The year (UTC) whose index a story is in. */
export const yearOf = (card: Pick<EpisodeCard, "publishedAt">) => card.publishedAt.slice(0, 4);

/** The address of the terms of a year's stories that fall to one shard. */
export const shardPath = (year: string, shard: number) =>
  `/${searchFolder}${year}/words/${shard.toString(16).padStart(2, "0")}.json`;

/** The address of the ids of a year's stories that begin alike. */
export const groupPath = (year: string, group: string) =>
  `/${searchFolder}${year}/stories/${group}.json`;

/** One file of the index. */
export type IndexTask =
  /** One shard of a year's index: terms, and which stories say them. */
  | { readonly kind: "words"; readonly year: string; readonly shard: number }
  /** The ids of a year's stories that begin alike. */
  | { readonly kind: "stories"; readonly year: string; readonly group: string };

/** The address of a file of the index. */
export const pathOfIndexTask = (task: IndexTask) =>
  task.kind === "words" ? shardPath(task.year, task.shard) : groupPath(task.year, task.group);

/** The address, in a story's folder, of what a list of results shows of it. */
export const foundPath = (card: Pick<EpisodeCard, "path">) => `${card.path}found.json`;

/** The same from an id alone, for a browser that has found no more than that. */
export const foundPathOfId = (id: string) => `/episodes/${id}/found.json`;
