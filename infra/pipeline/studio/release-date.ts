import { AppError } from "#core/errors";
import { episodePartition, releaseSort, releasesListing } from "#core/record-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { changeWords } from "../words/change-words.ts";
import type { Edit } from "../words/edit-words.ts";
import { everyPage } from "../every-page.ts";

const ReleaseSchema = z.object({ episodeId: z.string(), on: z.iso.date() });
export type Release = z.output<typeof ReleaseSchema>;

/**
 * Holds a story back until a day, whatever is agreed to meanwhile; one that is
 * public closes. When the day has come the agenda says so, and a person lifts it
 * (decision 066). Errors: `episode-unknown`, `episode-erased`, `date-unreadable`.
 */
export async function setReleaseDate(
  app: App,
  edit: Edit & { readonly on: string },
): Promise<void> {
  const { episodeId, staffId, on } = edit;
  const release = ReleaseSchema.safeParse({ episodeId, on });
  if (!release.success) throw new AppError("date-unreadable", { field: "date" });
  const place = { partition: episodePartition(episodeId), sort: releaseSort };
  const listing = { list: releasesListing, order: `${on}#${episodeId}` };
  await changeWords(
    app,
    episodeId,
    { kind: "staff", staffId },
    (current) => ({ ...current, embargoUntil: `${on}T00:00:00.000Z` }),
    () => [{ kind: "put", ...place, body: release.data, expect: "any", listing }],
  );
}

/** Lifts what holds a story back: it opens at once if everything else lets it, with everything decided anew. Errors: as `setReleaseDate`. */
export async function liftReleaseDate(app: App, { episodeId, staffId }: Edit): Promise<void> {
  const place = { partition: episodePartition(episodeId), sort: releaseSort };
  await changeWords(
    app,
    episodeId,
    { kind: "staff", staffId },
    ({ embargoUntil: _held, ...current }) => current,
    () => [{ kind: "delete", ...place, expect: "any" }],
  );
}

/** The days that were set, in order, up to a moment. */
export async function* releasesUntil(app: App, until: string): AsyncGenerator<Release> {
  for await (const page of everyPage((from) => app.records.queryListing(releasesListing, from)))
    for (const { body } of page.records) {
      const release = ReleaseSchema.parse(body);
      if (release.on > until) return;
      yield release;
    }
}
