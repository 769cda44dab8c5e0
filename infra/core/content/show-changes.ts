/** What the studio wrote over the shows of content/shows, and how both become one list. */
import { z } from "zod";
import { InstantSchema } from "../ids.ts";
import { mergedBySlug } from "./project-changes.ts";
import { type Show, ShowSchema } from "./show.ts";

/** A show as the studio has it: readers see this one in place of the file's, or beside the files. */
export const StudioShowSchema = z.object({
  show: ShowSchema,
  /** Counted from 1; each one is kept. */
  revision: z.int().positive(),
  at: InstantSchema,
  /** Opaque id of who wrote it. */
  by: z.string(),
  /** The picture that somebody brought, by the name that it was taken in under; without one it is drawn. */
  picture: z.string().optional(),
  /** The file's show that this one takes into account; absent where there was none. */
  base: z.record(z.string(), z.unknown()).optional(),
});
export type StudioShow = z.output<typeof StudioShowSchema>;

/** The shows that readers see: the studio's where it has one, the files' otherwise. Files keep their order, new ones follow by slug. */
export function mergedShows(
  files: readonly Show[],
  studio: ReadonlyMap<string, StudioShow>,
): readonly Show[] {
  const shows = new Map([...studio].map(([slug, { show }]) => [slug, show]));
  return mergedBySlug(files, shows);
}

/** Grows with every change of any show: what the pages were made from is told by it. */
export const showsRevision = (studio: ReadonlyMap<string, StudioShow>): number =>
  [...studio.values()].reduce((sum, { revision }) => sum + revision, 0);
