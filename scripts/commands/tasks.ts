import { AppError } from "#core/errors";
import { takedownsOf } from "#pipeline/takedown/takedown";
import { assignTask, completeTask, openTasks, tasksOf } from "#pipeline/takedown/takedown-tasks";
import { requireEpisode } from "#pipeline/episode/episode-records";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";
import { requireReadableFile } from "./readable-file.ts";

/** `tasks list`: whom to ask to take something down, the most urgent first. */
export async function tasks(
  { app }: Installation,
  { owner }: { readonly owner?: string },
  output: Output,
): Promise<void> {
  const now = app.clock.now();
  const open = (await openTasks(app, owner)).map((task) => ({
    ...task,
    isLate: task.dueAt <= now,
  }));
  output.result(
    { tasks: open },
    open.length === 0
      ? ["nothing to do"]
      : open.flatMap(({ taskId, recipientName, episodeId, owner: whose, dueAt, isLate, how }) => [
          `${taskId}  ${recipientName}, story ${episodeId}: ${whose}, by ${dueAt.slice(0, 10)}${isLate ? "  LATE" : ""}`,
          `  ${how}`,
        ]),
  );
}

/** `tasks assign`: hands a task to somebody else. */
export async function tasksAssign(
  { app }: Installation,
  taskId: string,
  owner: string,
  output: Output,
): Promise<void> {
  await assignTask(app, taskId, owner);
  output.result({ taskId, owner }, [`${taskId} is ${owner}'s`]);
}

export type DoneOptions = {
  readonly evidence?: string;
  readonly note?: string;
  readonly by: string;
};

/** `tasks done`: closes a task, with a picture of what is seen there now, or a note. */
export async function tasksDone(
  { app }: Installation,
  taskId: string,
  options: DoneOptions,
  output: Output,
): Promise<void> {
  const { evidence, note, by } = options;
  if (evidence !== undefined) await requireReadableFile(evidence, "evidence");
  if (evidence === undefined && (note ?? "").trim() === "")
    throw new AppError("evidence-missing", { field: "evidence" });
  await completeTask(app, {
    taskId,
    by,
    ...(note === undefined ? {} : { note }),
    ...(evidence === undefined ? {} : { evidence: { path: evidence } }),
  });
  output.result({ taskId, by }, [`${taskId} is done`]);
}

/** `takedown`: what a stranger got at every address of a story, each time it was looked at, and who was asked. */
export async function takedown(
  { app }: Installation,
  episodeId: string,
  output: Output,
): Promise<void> {
  await requireEpisode(app.records, episodeId);
  const takedowns = await takedownsOf(app, episodeId);
  const asked = await tasksOf(app, episodeId);
  output.result({ takedowns, tasks: asked }, [
    ...(takedowns.length === 0 ? ["never taken down"] : []),
    ...takedowns.flatMap(({ at, closed, probes }) => [
      `${at}  ${closed ? "every address closed" : "NOT closed"}`,
      ...probes.map((probe) => `  ${probe.status}  ${probe.at}  ${app.origin}${probe.path}`),
    ]),
    ...asked.map(({ recipientName, owner, dueAt, done }) =>
      done === undefined
        ? `  ${recipientName}: to be asked by ${owner} until ${dueAt.slice(0, 10)}`
        : `  ${recipientName}: asked ${done.at.slice(0, 10)} by ${done.by} ${done.note}`,
    ),
  ]);
}
