import { addDays } from "#core/consent/terms";
import { AppError } from "#core/errors";
import { encodeId, publicationKeyLength } from "#core/ids";
import {
  episodePartition,
  openTasksListing,
  taskPartition,
  taskPointerPrefix,
  taskPointerSort,
  taskSort,
} from "#core/record-keys";
import { taskEvidenceKey, taskEvidenceOf } from "#core/storage-keys";
import { lineSchema } from "#core/text";
import type { RecordWrite } from "#ports/records";
import { ConflictError } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll, requireEpisode, retryOnConflict } from "../episode/episode-records.ts";
import { everyKey, everyPage } from "../every-page.ts";
import { recipientsOf } from "./recipients.ts";

/** A manual task of asking one recipient to take down one story; a person does it and keeps the evidence. */
const TaskSchema = z.object({
  taskId: z.string(),
  episodeId: z.string(),
  recipientId: z.string(),
  recipientName: z.string(),
  how: z.string(),
  owner: z.string(),
  openedAt: z.iso.datetime(),
  /** By when it has to be done. */
  dueAt: z.iso.datetime(),
  done: z
    .object({
      at: z.iso.datetime(),
      by: z.string(),
      evidenceKey: z.string().optional(),
      note: z.string(),
    })
    .optional(),
});
export type TakedownTask = z.output<typeof TaskSchema>;

/**
 * After a withdrawal: a task for each recipient of a story that is not (or no
 * longer everywhere) public, one at a time for each. Safe to repeat. Returns how
 * many were opened.
 */
export async function openTakedownTasks(app: App, episodeId: string): Promise<number> {
  const file = await requireEpisode(app.records, episodeId);
  const { live } = file.publication;
  const recipients = await recipientsOf(app, file);
  const open = (await tasksOf(app, episodeId)).filter(({ done }) => done === undefined);
  let opened = 0;
  for (const recipient of recipients) {
    const stillMay = live !== undefined && (live.card.onPlatforms || recipient.kind === "search");
    if (stillMay || open.some(({ recipientId }) => recipientId === recipient.recipientId)) continue;
    const { recipientId, name, how, owner, dueDays } = recipient;
    const taskId = encodeId(app.randomness.bytes(publicationKeyLength));
    const openedAt = app.clock.now();
    const dueAt = addDays(openedAt, dueDays);
    const about = { episodeId, recipientId, recipientName: name };
    const task = { taskId, ...about, how, owner, openedAt, dueAt };
    await app.records.commit([
      taskWrite(task, "absent"),
      {
        kind: "put",
        partition: episodePartition(episodeId),
        sort: taskPointerSort(taskId),
        body: { taskId },
        expect: "absent",
      },
    ]);
    opened += 1;
  }
  return opened;
}

function taskWrite(
  task: TakedownTask,
  expect: Extract<RecordWrite, { kind: "put" }>["expect"],
): RecordWrite {
  const { taskId, owner, dueAt, done } = task;
  return {
    kind: "put",
    partition: taskPartition(taskId),
    sort: taskSort,
    body: TaskSchema.parse(task),
    expect,
    ...(done === undefined
      ? { listing: { list: openTasksListing, order: `${dueAt}#${owner}` } }
      : {}),
  };
}

/** The tasks of one story, done and open. */
export async function tasksOf(app: App, episodeId: string): Promise<readonly TakedownTask[]> {
  const pointers = await queryAll(app.records, episodePartition(episodeId), taskPointerPrefix);
  const tasks = await Promise.all(
    pointers.map(({ body }) => readTask(app, z.object({ taskId: z.string() }).parse(body).taskId)),
  );
  return tasks.flatMap((found) => found?.task ?? []);
}

async function readTask(app: App, taskId: string) {
  const record = await app.records.get({ partition: taskPartition(taskId), sort: taskSort });
  return record && { task: TaskSchema.parse(record.body), version: record.version };
}

/** Every task that nobody has done yet, the most urgent first; of one owner, when named. */
export async function openTasks(app: App, owner?: string): Promise<readonly TakedownTask[]> {
  const found: TakedownTask[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(openTasksListing, from))) {
    found.push(...page.records.map(({ body }) => TaskSchema.parse(body)));
  }
  return found.filter((task) => owner === undefined || task.owner === owner);
}

/**
 * Closes a task, with a picture of the recipient's page as evidence where there
 * is one. It is kept with the task and not with the story, so that an erasure is
 * proved too: what it shows is that nothing of the story is there any more.
 * Errors: `task-unknown`, `task-done` (somebody was first), `scan-empty`.
 */
export async function completeTask(
  app: App,
  completion: {
    readonly taskId: string;
    readonly by: string;
    readonly note?: string;
    readonly evidence?: { readonly path: string };
  },
): Promise<void> {
  const { taskId, by, note = "", evidence } = completion;
  const found = await readTask(app, taskId);
  if (found === undefined) throw new AppError("task-unknown", { params: { task: taskId } });
  if (found.task.done !== undefined) throw new AppError("task-done", { params: { task: taskId } });
  const kept = evidence && (await keepPicture(app, taskId, evidence));
  const done = {
    at: app.clock.now(),
    by,
    note: note.slice(0, 500),
    ...(kept === undefined ? {} : { evidenceKey: kept }),
  };
  try {
    await app.records.commit([taskWrite({ ...found.task, done }, { version: found.version })]);
  } catch (error) {
    if (kept !== undefined) await app.privateStore.delete(kept);
    if (error instanceof ConflictError)
      throw new AppError("task-done", { params: { task: taskId }, cause: error });
    throw error;
  }
  await dropOtherPictures(app, taskId, kept);
}

/** Hands an open task to somebody else (an opaque id of a member of staff). Errors: `task-unknown`, `task-done`. */
export async function assignTask(app: App, taskId: string, owner: string): Promise<void> {
  const checked = lineSchema(120).safeParse(owner);
  if (!checked.success)
    throw new AppError("bad-field", { field: "owner", params: { field: "owner", problem: owner } });
  await retryOnConflict(async () => {
    const found = await readTask(app, taskId);
    if (found === undefined) throw new AppError("task-unknown", { params: { task: taskId } });
    if (found.task.done !== undefined)
      throw new AppError("task-done", { params: { task: taskId } });
    const task = { ...found.task, owner: checked.data };
    await app.records.commit([taskWrite(task, { version: found.version })]);
  });
}

/** What an earlier try left behind that died before its commit. */
async function dropOtherPictures(app: App, taskId: string, kept: string | undefined) {
  for await (const key of everyKey(app.privateStore, taskEvidenceOf(taskId)))
    if (key !== kept) await app.privateStore.delete(key);
}

async function keepPicture(app: App, taskId: string, evidence: { readonly path: string }) {
  const key = taskEvidenceKey(taskId, encodeId(app.randomness.bytes(publicationKeyLength)));
  await app.privateStore.put(key, evidence);
  if (((await app.privateStore.head(key))?.bytes ?? 0) > 0) return key;
  await app.privateStore.delete(key);
  throw new AppError("scan-empty", { field: "evidence" });
}
