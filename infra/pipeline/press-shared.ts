import type { EpisodeCard } from "#core/catalogue";
import { pathOfTask, planStoryChange, type PressTask } from "#core/press-plan";
import { publicKeyOfPath } from "#core/storage-keys";
import type { App } from "./app.ts";
import { contentOfTask } from "./press-content.ts";

export type PressCount = { created: number; replaced: number; unchanged: number; deleted: number };

/** A full press lets a waiting withdrawal in after so many pages. */
const tasksPerTurn = 40;
/** A turn takes well under a second; whoever waits this long has found a stuck machine. */
const turnWaitSeconds = 30;

/** Presses the shared pages that these stories stand on, or stood on. */
export async function pressAround(app: App, cards: readonly EpisodeCard[]): Promise<PressCount> {
  const tasks = cards.flatMap((card) => planStoryChange(card, card));
  return pressShared(app, [...new Map(tasks.map((task) => [pathOfTask(task), task])).values()]);
}

/**
 * Writes shared pages and files as the shelves stand when each turn begins.
 * Only one process presses at a time, so that an older state never overwrites a
 * newer one; turns are short, so that nobody waits for long. Equal content is
 * not written again; a page that has nothing left to show is deleted.
 */
export async function pressShared(
  app: App,
  tasks: readonly PressTask[],
  onProgress?: (done: number, total: number) => void,
): Promise<PressCount> {
  const count: PressCount = { created: 0, replaced: 0, unchanged: 0, deleted: 0 };
  for (let start = 0; start < tasks.length; start += tasksPerTurn) {
    const turn = tasks.slice(start, start + tasksPerTurn);
    await app.leases.hold("press", turnWaitSeconds, async () => {
      for (const task of turn) await pressOne(app, task, count);
    });
    onProgress?.(Math.min(start + tasksPerTurn, tasks.length), tasks.length);
  }
  return count;
}

async function pressOne(app: App, task: PressTask, count: PressCount): Promise<void> {
  const key = publicKeyOfPath(pathOfTask(task));
  const body = await contentOfTask(app, task);
  if (body !== undefined) {
    count[await app.publicStore.put(key, body)] += 1;
    return;
  }
  if ((await app.publicStore.head(key)) === undefined) return;
  await app.publicStore.delete(key);
  count.deleted += 1;
}
