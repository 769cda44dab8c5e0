import type { Show } from "#core/content/show";
import { type StudioShow, StudioShowSchema } from "#core/content/show-changes";
import { AppError } from "#core/errors";
import { isSameCard, type LooseCard } from "#core/studio/card-merge";
import { showPartition, showRevisionPrefix, showRevisionSort } from "#core/studio/team-keys";
import type { App } from "../app.ts";
import { readStudioShows } from "../current-content.ts";
import { queryAll } from "../episode/episode-records.ts";

/** A show as the studio shows it: its own, or else the file's. */
export type EditedShow = {
  readonly slug: string;
  readonly show: LooseCard;
  /** 0 while only the file has it. */
  readonly revision: number;
  readonly picture?: string;
  readonly file?: LooseCard;
  /** The file has changed since the studio last took it into account: somebody chooses, field by field. */
  readonly other?: { readonly card: LooseCard; readonly base?: LooseCard };
};

/** Every show, in the order of the site. */
export async function listShows(app: App): Promise<readonly EditedShow[]> {
  const studio = await readStudioShows(app);
  const files = app.content.shows.map((file) => editedShow(studio.get(file.slug), file));
  const known = new Set(files.map(({ slug }) => slug));
  const added = [...studio.values()].filter(({ show }) => !known.has(show.slug));
  return [...files, ...added.map((one) => editedShow(one, undefined))].filter(
    (one) => one !== undefined,
  );
}

/** One show. Throws `show-gone`. */
export async function requireEditedShow(app: App, slug: string): Promise<EditedShow> {
  const found = (await listShows(app)).find((one) => one.slug === slug);
  if (found === undefined) throw new AppError("show-gone");
  return found;
}

function editedShow(studio: StudioShow | undefined, file: Show | undefined): EditedShow {
  const own = file === undefined ? {} : { file };
  if (studio === undefined)
    return { slug: file?.slug ?? "", show: file ?? {}, revision: 0, ...own };
  const { show, revision, picture, base } = studio;
  const isSettled = file === undefined || (base !== undefined && isSameCard(base, file));
  // What both say alike leaves nothing to choose.
  const isOther = !isSettled && !isSameCard(show, file);
  return {
    slug: show.slug,
    show,
    revision,
    ...own,
    ...(picture === undefined ? {} : { picture }),
    ...(isOther ? { other: { card: file, ...(base === undefined ? {} : { base }) } } : {}),
  };
}

/** Every state of a show, the newest first. */
export async function showRevisions(app: App, slug: string): Promise<readonly StudioShow[]> {
  const stored = await queryAll(app.records, showPartition(slug), showRevisionPrefix);
  return stored.map(({ body }) => StudioShowSchema.parse(body)).toReversed();
}

/** One state of a show. Throws `show-gone`. */
export async function requireShowRevision(
  app: App,
  slug: string,
  revision: number,
): Promise<StudioShow> {
  const place = { partition: showPartition(slug), sort: showRevisionSort(revision) };
  const stored = await app.records.get(place);
  if (stored === undefined) throw new AppError("show-gone");
  return StudioShowSchema.parse(stored.body);
}
