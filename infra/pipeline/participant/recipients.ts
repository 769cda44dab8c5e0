import { AppError } from "#core/errors";
import { encodeId, episodeIdLength, publicationKeyLength } from "#core/ids";
import {
  episodePartition,
  evidenceKey,
  openTasksListing,
  recipientsPartition,
  taskPartition,
  taskPointerPrefix,
  taskPointerSort,
  taskSort,
} from "#core/storage-keys";
import { lineSchema } from "#core/text";
import type { RecordWrite } from "#ports/records";
import { ConflictError } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { type EpisodeFile, queryAll, requireEpisode, retryOnConflict } from "../episode-records.ts";
import { everyPage } from "../every-page.ts";

/** Somebody who has copies, or shows what we show: a podcast app, a directory, a search engine, a partner. */
export const RecipientSchema = z.object({
  recipientId: z.string(),
  kind: z.enum(["app", "directory", "search", "partner"]),
  name: lineSchema(120),
  /** Opaque id of the member of staff who asks them to take something down. */
  owner: lineSchema(120),
  /** What to do there, in one sentence. */
  how: lineSchema(500),
  /** Takes everything that is in the feeds; otherwise only stories that name it. */
  followsFeeds: z.boolean(),
  /** Stories given to this one by hand. */
  episodeIds: z.array(z.string()).max(5_000).default([]),
});
export type Recipient = z.output<typeof RecipientSchema>;

/** A manual task of asking one recipient to take down one story; a person does it and keeps the evidence. */
export const TaskSchema = z.object({
  taskId: z.string(),
  episodeId: z.string(),
  recipientId: z.string(),
  recipientName: z.string(),
  how: z.string(),
  owner: z.string(),
  openedAt: z.iso.datetime(),
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

/** Enters a recipient into the register of the site, or changes it (`recipientId`). Returns its id. Throws `bad-field`. */
export async function registerRecipient(
  app: App,
  details: Omit<z.input<typeof RecipientSchema>, "recipientId"> & { readonly recipientId?: string },
): Promise<string> {
  const recipientId = details.recipientId ?? encodeId(app.randomness.bytes(episodeIdLength));
  const checked = RecipientSchema.safeParse({ ...details, recipientId });
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = issue?.path.join(".") ?? "";
    throw new AppError("bad-field", { field, params: { field, problem: issue?.message ?? "" } });
  }
  const place = { partition: recipientsPartition, sort: recipientId };
  await app.records.commit([{ kind: "put", ...place, body: checked.data, expect: "any" }]);
  return recipientId;
}

/** Takes a recipient off the register; tasks already opened stay. */
export async function removeRecipient(app: App, recipientId: string): Promise<void> {
  const place = { partition: recipientsPartition, sort: recipientId };
  await app.records.commit([{ kind: "delete", ...place, expect: "any" }]);
}

/** The register of the whole site. */
export async function listRecipients(app: App): Promise<readonly Recipient[]> {
  const records = await queryAll(app.records, recipientsPartition, "");
  return records.map(({ body }) => RecipientSchema.parse(body));
}

/** Those who may have copies of one story: the ones it was given to, and, if it was ever agreed to, the apps and directories. */
export async function recipientsOf(
  app: App,
  { episode, consents }: Pick<EpisodeFile, "episode" | "consents">,
): Promise<readonly Recipient[]> {
  // Whatever became of it since: once a yes to the platforms was public, copies may be anywhere.
  const wasInFeeds = consents.some(
    ({ scope, indicatedAt, state }) =>
      scope === "platforms" && (indicatedAt !== undefined || state === "erased"),
  );
  return (await listRecipients(app)).filter(
    ({ episodeIds, followsFeeds, kind }) =>
      episodeIds.includes(episode.id) || (followsFeeds && (wasInFeeds || kind === "search")),
  );
}

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
    const { recipientId, name, how, owner } = recipient;
    const taskId = encodeId(app.randomness.bytes(publicationKeyLength));
    const openedAt = app.clock.now();
    const task = { taskId, episodeId, recipientId, recipientName: name, how, owner, openedAt };
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
  const { taskId, owner, openedAt, done } = task;
  return {
    kind: "put",
    partition: taskPartition(taskId),
    sort: taskSort,
    body: TaskSchema.parse(task),
    expect,
    ...(done === undefined
      ? { listing: { list: openTasksListing, order: `${openedAt}#${owner}` } }
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

/** Every task that nobody has done yet, oldest first; of one owner, when named. */
export async function openTasks(app: App, owner?: string): Promise<readonly TakedownTask[]> {
  const found: TakedownTask[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(openTasksListing, from))) {
    found.push(...page.records.map(({ body }) => TaskSchema.parse(body)));
  }
  return found.filter((task) => owner === undefined || task.owner === owner);
}

/**
 * Closes a task, with a picture of the recipient's page as evidence where there
 * is one. Errors: `task-unknown`, `task-done` (somebody was first), `scan-empty`.
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
  const kept = evidence && (await keepEvidence(app, found.task.episodeId, evidence));
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
}

async function keepEvidence(app: App, episodeId: string, evidence: { readonly path: string }) {
  const key = evidenceKey(episodeId, encodeId(app.randomness.bytes(publicationKeyLength)));
  await app.privateStore.put(key, evidence);
  if (((await app.privateStore.head(key))?.bytes ?? 0) > 0) return key;
  await app.privateStore.delete(key);
  throw new AppError("scan-empty", { field: "evidence" });
}

/** Says that a partner was given a story by hand, so that a withdrawal opens a task for it. Throws `recipient-unknown`. */
export async function giveTo(app: App, recipientId: string, episodeId: string): Promise<void> {
  await requireEpisode(app.records, episodeId);
  await retryOnConflict(async () => {
    const place = { partition: recipientsPartition, sort: recipientId };
    const record = await app.records.get(place);
    if (record === undefined)
      throw new AppError("recipient-unknown", { params: { recipient: recipientId } });
    const recipient = RecipientSchema.parse(record.body);
    const episodeIds = [...new Set([...recipient.episodeIds, episodeId])];
    const body = RecipientSchema.parse({ ...recipient, episodeIds });
    await app.records.commit([
      { kind: "put", ...place, body, expect: { version: record.version } },
    ]);
  });
}
