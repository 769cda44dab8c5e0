import { InstantSchema } from "#core/ids";
import { publicProjectsPartition, showsToPressSort } from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { forgetMark, lastStudioChange } from "./forget-mark.ts";
import { isPressed, pressAll } from "../publication/press-all.ts";

const key = { partition: publicProjectsPartition, sort: showsToPressSort };
const MarkSchema = z.object({ sentAt: InstantSchema });

/** A press of a large site takes minutes; one that nobody finished in so many is sent again. */
const resendMinutes = 15;

/** Marks that the site is to be pressed anew, in the commit that changes a show. */
export const showsToPress = (app: App): RecordWrite => ({
  kind: "put",
  ...key,
  body: MarkSchema.parse({ sentAt: app.clock.now() }),
  expect: "any",
});

/**
 * Presses the whole site where its files do not come from the shows that there
 * are now: a show's title stands on every page of its stories, in its feed and in
 * every menu. Killed in the middle, it goes on where it stopped (`pressAll`).
 */
export async function pressShows(app: App): Promise<void> {
  const lastChange = await lastStudioChange(app.records);
  const mark = await app.records.get(key);
  if (!(await isPressed(app))) await pressAll(app);
  if (mark === undefined) return;
  await forgetMark(app.records, { ...key, version: mark.version }, lastChange);
}

/** Sends the job again whose process died before it was sent, or done. */
export async function sendShowsPressAgain(app: App): Promise<void> {
  const mark = await app.records.get(key);
  if (mark === undefined) return;
  const { sentAt } = MarkSchema.parse(mark.body);
  const isLate = Date.parse(app.clock.now()) - Date.parse(sentAt) > resendMinutes * 60_000;
  if (!isLate) return;
  await app.records.commit([showsToPress(app)]);
  await app.queue.send({ kind: "press" });
}
