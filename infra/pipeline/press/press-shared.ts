import { monthOf } from "#core/press/catalogue";
import type { FeedName } from "#core/feed/address";
import { archiveNames } from "#core/feed/archive";
import { type Facet, facetShelf } from "#core/press/facets";
import { facetsTouched, feedsTouched, planFeedArchive, planStoryChange } from "#core/press/plan";
import { pathOfTask, type PressTask } from "#core/press/task";
import { publicKeyOfPath } from "#core/storage-keys";
import type { App } from "../app.ts";
import { contentOfTask } from "./press-content.ts";
import { shelfOfFeed } from "./feed-shelves.ts";
import type { ShelvedPlace } from "./feed-window.ts";
import { everyEnd } from "../every-end.ts";
import { nothingPressed, type PressCount } from "./press-count.ts";
import { pressIndexAround, type Trace } from "./press-index.ts";
import { createTurn, type PressTurn } from "./press-turn.ts";
import { withContent } from "../current-content.ts";
import { sendPing } from "./ping-hub.ts";
import { pressThreads } from "./press-thread.ts";
import { requireNoRestore } from "../restore-mark.ts";
import { archiveOf, isSameAccount } from "./shelf-months.ts";

/** A full press lets a waiting withdrawal in after so many pages, or so long, whichever comes first. */
const tasksPerTurn = 40;
/** Pages that are made and written together, where the stores let them be waited for together. */
const tasksAtOnce = 8;
export const turnMsMax = 150;
/** A turn takes well under a second; whoever waits this long has found a stuck machine. */
const turnWaitSeconds = 30;

/**
 * Runs `work` as the only one who presses, with the shelves as they stand from
 * now on. Every page goes through here, so here nothing goes on while records
 * come back from a backup (`restore-unfinished`, retryable).
 */
export function takeTurn<T>(
  app: App,
  work: (turn: PressTurn) => Promise<T>,
  changed?: readonly ShelvedPlace[],
): Promise<T> {
  return app.leases.hold("press", turnWaitSeconds, async () => {
    await requireNoRestore(app.records);
    const turn = createTurn(await withContent(app), changed);
    const result = await work(turn);
    await turn.end();
    return result;
  });
}

/**
 * Presses the shared pages that these stories stand on, or stood on, and the
 * search index as far as it holds them, in one turn: their months are counted again first, since that decides which feed
 * documents there are.
 */
export async function pressAround(app: App, traces: readonly Trace[]): Promise<PressCount> {
  const count = nothingPressed();
  if (traces.length === 0) return count;
  const cards = traces.map(({ card }) => card);
  await takeTurn(
    app,
    async (turn) => {
      const months = [...new Set(cards.map(monthOf))];
      const tasks = cards.flatMap((card) => planStoryChange(card, card, app.renderer.needs));
      for (const feed of feedsTouched(cards)) {
        await turn.count(shelfOfFeed(feed), months);
        tasks.push(...(await replanArchive(turn, feed, months)));
      }
      for (const facet of facetsTouched(cards)) await turn.countFacet(facet);
      // Words first: nobody finds what the next page no longer shows.
      await pressIndexAround(app, traces, count);
      // A page is made while others are written.
      await everyEnd(eachOnce(tasks).map((task) => pressOne(turn, task, count)));
      await pressThreads(app, cards, count);
    },
    cards,
  );
  return count;
}

/**
 * Decides anew which archive documents a feed has, and returns those to be
 * written or deleted in this very turn: the account says afterwards that it was done.
 */
async function replanArchive(
  turn: PressTurn,
  feed: FeedName,
  months: readonly string[],
): Promise<readonly PressTask[]> {
  const shelf = shelfOfFeed(feed);
  const account = await turn.months(shelf);
  const archive = await archiveOf(turn, shelf, account);
  const next = { ...account, archive };
  if (!isSameAccount(next, account)) turn.replaceMonths(shelf, next);
  return planFeedArchive(feed, account.archive, archive, months);
}

/**
 * Deletes the archive documents that a feed no longer has, and returns all that
 * it has: a full press writes them in later turns.
 */
export async function pruneArchive(
  turn: PressTurn,
  feed: FeedName,
  count: PressCount,
): Promise<readonly PressTask[]> {
  const changed = await replanArchive(turn, feed, []);
  const { archive } = await turn.months(shelfOfFeed(feed));
  const names = new Set(archive.flatMap(archiveNames));
  for (const task of changed) {
    const isGone = task.kind === "feed-archive" && !names.has(task.archive);
    if (isGone) await pressOne(turn, task, count);
  }
  return planFeedArchive(
    feed,
    archive,
    archive,
    archive.map(({ month }) => month),
  );
}

const eachOnce = (tasks: readonly PressTask[]): readonly PressTask[] => [
  ...new Map(tasks.map((task) => [pathOfTask(task), task])).values(),
];

/**
 * Writes shared pages and files as the shelves stand when each turn begins.
 * Only one process presses at a time, so that an older state never overwrites a
 * newer one; turns are short, so that nobody waits for long. Equal content is
 * not written again; a page that has nothing left to show is deleted.
 */
export async function pressShared(
  app: App,
  tasks: readonly PressTask[],
  count: PressCount,
  onProgress?: (done: number) => void,
): Promise<void> {
  for (let done = 0; done < tasks.length;) {
    done = await takeTurn(app, async (turn) => {
      const endsAt = performance.now() + turnMsMax;
      let next = done;
      do {
        const group = tasks.slice(next, next + tasksAtOnce);
        next += group.length;
        const months = group.flatMap((task) => (task.kind === "month" ? [task.month] : []));
        if (months.length > 0) await turn.count("all", new Set(months));
        await everyEnd(group.map((task) => pressOne(turn, task, count)));
        for (const [index, task] of group.entries()) {
          // With its last page, from what was read for that: one that lost its last story is forgotten after its pages went.
          const following = group[index + 1] ?? tasks[next];
          if (task.kind === "facet" && !isOfFacet(following, task.facet))
            await turn.countFacet(task.facet);
        }
      } while (next < tasks.length && next < done + tasksPerTurn && performance.now() < endsAt);
      return next;
    });
    onProgress?.(done);
    await breathe();
  }
}

const isOfFacet = (task: PressTask | undefined, facet: Facet) =>
  task?.kind === "facet" && facetShelf(task.facet) === facetShelf(facet);

/** Lets requests, and whoever else waits in this process, go first: stores on one machine never wait themselves. */
export const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

async function pressOne(turn: PressTurn, task: PressTask, count: PressCount): Promise<void> {
  const { publicStore } = turn.app;
  const key = publicKeyOfPath(pathOfTask(task));
  const body = await contentOfTask(turn, task);
  if (body === undefined) {
    if ((await publicStore.head(key)) === undefined) return;
    await publicStore.delete(key);
    count.deleted += 1;
    return;
  }
  const outcome = await publicStore.put(key, body);
  count[outcome] += 1;
  if (task.kind === "feed" && outcome !== "unchanged") await sendPing(turn.app, task.feed);
}
