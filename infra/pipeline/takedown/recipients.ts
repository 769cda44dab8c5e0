import { AppError } from "#core/errors";
import { encodeId, episodeIdLength } from "#core/ids";
import { recipientsPartition } from "#core/record-keys";
import { lineSchema } from "#core/text";
import { z } from "zod";
import type { App } from "../app.ts";
import {
  type EpisodeFile,
  queryAll,
  requireEpisode,
  retryOnConflict,
} from "../episode/episode-records.ts";

/** Somebody who has copies, or shows what we show: a podcast app, a directory, a search engine, a partner. */
const RecipientSchema = z.object({
  recipientId: z.string(),
  kind: z.enum(["app", "directory", "search", "partner"]),
  name: lineSchema(120),
  /** Opaque id of the member of staff who asks them to take something down. */
  owner: lineSchema(120),
  /** What to do there, in one sentence. */
  how: lineSchema(500),
  /** Takes everything that is in the feeds; otherwise only stories that name it. */
  followsFeeds: z.boolean(),
  /** Days within which they have to be asked; a week unless told. */
  dueDays: z.int().min(1).max(30).default(7),
  /** Since when it is given nothing new. What it got before is still asked back. */
  retiredAt: z.iso.datetime().optional(),
  /** Stories given to this one by hand. */
  episodeIds: z.array(z.string()).max(5_000).default([]),
});
export type Recipient = z.output<typeof RecipientSchema>;

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

/** Notes that a recipient is given nothing new from now on; a withdrawal still opens tasks for what it has. Throws `recipient-unknown`. */
export async function retireRecipient(app: App, recipientId: string): Promise<void> {
  await changeRecipient(app, recipientId, (recipient) => ({
    ...recipient,
    retiredAt: recipient.retiredAt ?? app.clock.now(),
  }));
}

/** The register of the whole site. */
export async function listRecipients(app: App): Promise<readonly Recipient[]> {
  const records = await queryAll(app.records, recipientsPartition, "");
  return records.map(({ body }) => RecipientSchema.parse(body));
}

/**
 * Those who may have copies of one story: the ones it was given to by hand, and,
 * once it was public, search engines, and, if it was ever agreed to, the apps and
 * directories; not those that were retired before it came out.
 */
export async function recipientsOf(
  app: App,
  { episode, consents, publication }: Pick<EpisodeFile, "episode" | "consents" | "publication">,
): Promise<readonly Recipient[]> {
  const wasPublic = publication.addresses.length > 0;
  // Whatever became of it since: once a yes to the platforms was public, copies may be anywhere.
  const wasInFeeds = consents.some(
    ({ scope, indicatedAt, state }) =>
      scope === "platforms" && (indicatedAt !== undefined || state === "erased"),
  );
  const cameOut = publication.firstPublishedAt;
  return (await listRecipients(app)).filter(({ episodeIds, followsFeeds, kind, retiredAt }) => {
    if (episodeIds.includes(episode.id)) return true;
    const isTooLate = retiredAt !== undefined && cameOut !== undefined && cameOut >= retiredAt;
    return wasPublic && followsFeeds && !isTooLate && (wasInFeeds || kind === "search");
  });
}

/** Says that a partner was given a story by hand, so that a withdrawal opens a task for it. Errors: `recipient-unknown`, `episode-unknown`. */
export async function giveTo(app: App, recipientId: string, episodeId: string): Promise<void> {
  await requireEpisode(app.records, episodeId);
  await changeRecipient(app, recipientId, (recipient) => ({
    ...recipient,
    episodeIds: [...new Set([...recipient.episodeIds, episodeId])],
  }));
}

async function changeRecipient(
  app: App,
  recipientId: string,
  change: (recipient: Recipient) => Recipient,
): Promise<void> {
  await retryOnConflict(async () => {
    const place = { partition: recipientsPartition, sort: recipientId };
    const record = await app.records.get(place);
    if (record === undefined)
      throw new AppError("recipient-unknown", { params: { recipient: recipientId } });
    const body = RecipientSchema.parse(change(RecipientSchema.parse(record.body)));
    await app.records.commit([
      { kind: "put", ...place, body, expect: { version: record.version } },
    ]);
  });
}
