import { standingOf, type Standing, type StoryStanding } from "#core/studio/standing";
import { EpisodeSchema } from "#core/episode";
import { allEpisodesListing } from "#core/record-keys";
import type { App } from "../app.ts";
import { readEpisode } from "../episode/episode-records.ts";

/** One story on the board. */
export type BoardRow = StoryStanding & {
  readonly id: string;
  readonly title: string;
  readonly showSlug: string;
  readonly projectSlug?: string;
  readonly firstNames: readonly string[];
  readonly createdAt: string;
  readonly recordedBy?: string;
  readonly problem?: string;
};

export type BoardFilter = {
  /** Words that the title or a first name must hold; without regard to accents or case. */
  readonly text?: string;
  readonly showSlug?: string;
  readonly recordedBy?: string;
  readonly standing?: Standing;
};

/** Rows that one page shows, and stories that are looked at for it before it offers to go on. */
const boardRows = 40;
const lookedAtMax = 400;

const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();

/**
 * Stories, the newest first, a page at a time. Filters look through at most some
 * hundred stories before a page ends, so that a page costs the same on ten
 * stories and on ten thousand; `cursor` then goes on behind them.
 */
export async function storyBoard(
  app: App,
  filter: BoardFilter,
  from?: string,
): Promise<{ readonly rows: readonly BoardRow[]; readonly cursor?: string }> {
  const rows: BoardRow[] = [];
  let cursor = from;
  for (let lookedAt = 0; lookedAt < lookedAtMax && rows.length < boardRows;) {
    const page = await app.records.queryListing(allEpisodesListing, {
      descending: true,
      limit: boardRows,
      ...(cursor === undefined ? {} : { cursor }),
    });
    lookedAt += page.records.length;
    const found = page.records
      .map(({ body }) => EpisodeSchema.parse(body))
      .filter((episode) => matches(episode, filter));
    const read = await Promise.all(found.map(({ id }) => rowOf(app, id)));
    rows.push(...read.filter((row): row is BoardRow => row !== undefined && stands(row, filter)));
    cursor = page.cursor;
    if (cursor === undefined) return { rows };
  }
  return cursor === undefined ? { rows } : { rows, cursor };
}

const stands = ({ standing }: BoardRow, filter: BoardFilter) =>
  filter.standing === undefined || filter.standing === standing;

type Episode = ReturnType<typeof EpisodeSchema.parse>;

function matches(episode: Episode, { text = "", showSlug, recordedBy }: BoardFilter): boolean {
  const words = plain(
    [episode.title, ...episode.speakers.map(({ firstName }) => firstName)].join(" "),
  );
  return (
    plain(text)
      .split(/\s+/)
      .every((word) => words.includes(word)) &&
    (showSlug === undefined || episode.showSlug === showSlug) &&
    (recordedBy === undefined || episode.recordedBy === recordedBy)
  );
}

async function rowOf(app: App, id: string): Promise<BoardRow | undefined> {
  const file = await readEpisode(app.records, id);
  if (file === undefined) return undefined;
  const { episode } = file;
  const { title, showSlug, projectSlug, createdAt, recordedBy, stage } = episode;
  return {
    ...standingOf(file, app.clock.now()),
    id,
    title,
    showSlug,
    createdAt,
    firstNames: episode.speakers.map(({ firstName }) => firstName),
    ...(projectSlug === undefined ? {} : { projectSlug }),
    ...(recordedBy === undefined ? {} : { recordedBy }),
    ...(stage.name === "failed" ? { problem: stage.code } : {}),
  };
}

/** The newest stories by title, to choose one that a new story follows up. */
export async function recentStories(
  app: App,
  limit: number,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const page = await app.records.queryListing(allEpisodesListing, { descending: true, limit });
  return page.records
    .map(({ body }) => EpisodeSchema.parse(body))
    .filter(({ stage }) => stage.name !== "erased")
    .map(({ id, title, speakers }) => ({
      id,
      title: `${speakers.map(({ firstName }) => firstName).join(", ")} – ${title}`,
    }));
}
