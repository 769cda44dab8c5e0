import { AppError } from "#core/errors";
import { uploadBytesMax } from "#core/audio/policy";
import { type Episode, EpisodeSchema } from "#core/episode";
import { encodeId, episodeIdLength, publicationKeyLength } from "#core/ids";
import { SpeakerSchema } from "#core/speaker";
import { episodePartition, episodeSort } from "#core/record-keys";
import { uploadKey } from "#core/storage-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { unansweredWrite } from "./unanswered.ts";
import { withContent } from "../current-content.ts";
import { episodeWrite, unsettledWrite } from "./episode-records.ts";
import { beginIntake, intakeOver } from "./intake-records.ts";
import { meetFollowUp, newFollowUpWrites } from "./follow-up-records.ts";

/** What a coach tells about a recording; checked here, at the door. */
export const NewEpisodeSchema = EpisodeSchema.pick({
  showSlug: true,
  projectSlug: true,
  followUpOf: true,
  pairedWith: true,
  title: true,
  summary: true,
  language: true,
  themes: true,
  trade: true,
  place: true,
  recordedOn: true,
  demonstration: true,
  knownText: true,
  recordedBy: true,
}).extend({ speakers: z.array(SpeakerSchema).min(1).max(6) });
export type NewEpisode = z.input<typeof NewEpisodeSchema>;

/**
 * Takes a recording in: stores the original privately, then records the episode
 * and asks for its processing. Returns its id. Nothing is public yet. Errors:
 * `bad-field` (names the field), `show-unknown`, `project-unknown`, `episode-unknown`
 * (the story that it would follow up, or be paired with), `media-empty`,
 * `media-too-large` (over `uploadBytesMax`), `store-full` (retryable; nothing kept).
 */
export async function receiveEpisode(
  app: App,
  details: NewEpisode,
  recording: { readonly path: string },
): Promise<string> {
  const episodeId = encodeId(app.randomness.bytes(episodeIdLength));
  const upload = encodeId(app.randomness.bytes(publicationKeyLength));
  const place = { episodeId, uploadKey: uploadKey(episodeId, upload) };
  return receiveInto(app, details, recording, place);
}

/** Where a story that is taken in goes, and where it comes from when it was imported. */
export type IntakePlace = {
  readonly episodeId: string;
  readonly uploadKey: string;
  readonly imported?: Episode["imported"];
};

/** As `receiveEpisode`, into a place that was chosen before; the recording may be there already, after `beginIntake`. */
export async function receiveInto(
  app: App,
  details: NewEpisode,
  recording: { readonly path: string } | "there",
  { episodeId: id, uploadKey: key, imported }: IntakePlace,
): Promise<string> {
  const checked = await checkDetails(app, details);
  if (recording !== "there") {
    await beginIntake(app, id);
    await app.privateStore.put(key, recording);
  }
  const head = await app.privateStore.head(key);
  const refusal = head === undefined || head.bytes === 0 ? "media-empty" : "media-too-large";
  if (head === undefined || head.bytes === 0 || head.bytes > uploadBytesMax) {
    await app.privateStore.delete(key);
    throw new AppError(refusal, {
      field: "file",
      params: { bytes: head?.bytes ?? 0, maxBytes: uploadBytesMax },
    });
  }
  const episode: Episode = {
    ...checked,
    id,
    createdAt: app.clock.now(),
    source: { key, bytes: head.bytes, sha256: head.etag },
    ...(imported === undefined ? {} : { imported }),
    stage: { name: "received" },
    epoch: 0,
  };
  // Should the process die before the job is sent, the mark makes the sweep send it.
  await app.records.commit([
    episodeWrite(episode, "absent"),
    unsettledWrite(episode, episode.createdAt),
    unansweredWrite(episode),
    intakeOver(id),
    ...newFollowUpWrites(episode),
  ]);
  if (episode.followUpOf !== undefined) await meetFollowUp(app, episode.followUpOf);
  await app.queue.send({ kind: "process", episodeId: id });
  app.logger.info("episode-received", { episodeId: id, bytes: head.bytes });
  return id;
}

/** Throws `show-unknown` for a show that there is not. */
export async function requireShowNamed(app: App, wanted: string): Promise<void> {
  const known = (await withContent(app)).content.shows.map(({ slug }) => slug);
  if (known.includes(wanted)) return;
  const params = { show: wanted, known: known.join(", ") };
  throw new AppError("show-unknown", { field: "show", params });
}

async function requireProject(app: App, wanted: string | undefined): Promise<void> {
  const { content } = await withContent(app);
  const known = content.projects.map(({ slug }) => slug);
  if (wanted === undefined || known.includes(wanted)) return;
  const params = { project: wanted, known: known.join(", ") };
  throw new AppError("project-unknown", { field: "project", params });
}

/** What was told about a recording, checked. Errors: those of `receiveEpisode` that are not about the sound. */
export async function checkDetails(app: App, details: NewEpisode) {
  const checked = parseDetails(details);
  await requireShowNamed(app, checked.showSlug);
  await requireProject(app, checked.projectSlug);
  await requireEarlier(app, "followUpOf", checked.followUpOf);
  await requireEarlier(app, "pairedWith", checked.pairedWith);
  return checked;
}

function parseDetails(details: NewEpisode) {
  const result = NewEpisodeSchema.safeParse(details);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new AppError("bad-field", { field, params: { field, problem: issue?.message ?? "" } });
}

async function requireEarlier(
  app: App,
  field: "followUpOf" | "pairedWith",
  id: string | undefined,
): Promise<void> {
  if (id === undefined) return;
  const key = { partition: episodePartition(id), sort: episodeSort };
  if ((await app.records.get(key)) === undefined)
    throw new AppError("episode-unknown", { field, params: { id } });
}
