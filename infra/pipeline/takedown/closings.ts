import { type Consent, consentStatus } from "#core/consent/consent";
import { contentHash } from "#core/consent/content";
import { decidePublication } from "#core/publication";
import { consentSort } from "#core/record-keys";
import { closingsFolder, closingsKey, closingsOf } from "#core/storage-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { type EpisodeFile } from "../episode/episode-records.ts";
import { everyKey } from "../every-page.ts";

/**
 * What a story's consents are at one epoch, kept beside the records in the
 * private store: random record ids and whether each is open, nothing else. When
 * records come back from a backup, a yes that is not in here as open, by the very
 * same record, has been closed or changed since (I21).
 */
const ClosingsSchema = z.object({
  episodeId: z.string(),
  epoch: z.int().nonnegative(),
  erased: z.boolean(),
  /** Whether anything kept the story closed; a file that does not say so stands for one that was. */
  withheld: z.boolean().default(true),
  /** Whether an embargo or a block did, which no yes opens. */
  held: z.boolean().default(false),
  /** Record ids of the yeses that stand for the content as it is, by consent. */
  open: z.record(z.string(), z.string()),
  /** Consents that another entity has closed: only its word opens them for asking again. */
  revoked: z.array(z.string()).default([]),
});
export type Closings = z.output<typeof ClosingsSchema>;

/** Keeps the standing of a story at its present epoch; part of settling, so that no mark is forgotten before it. */
export async function keepClosings(
  app: App,
  { episode, consents }: Pick<EpisodeFile, "episode" | "consents">,
): Promise<void> {
  const now = app.clock.now();
  const decision = decidePublication({ episode, consents }, now);
  const reasons = decision.status === "withheld" ? decision.reasons : [];
  const held = reasons.some(({ code }) => code === "embargo" || code === "blocked");
  if (consents.length === 0 && episode.stage.name !== "erased" && !held) return;
  const sortOf = ({ speakerId, signatoryId, scope }: Consent) =>
    consentSort(speakerId, signatoryId, scope);
  const stands = (consent: Consent) => {
    const { speakerId, scope, nameChoice } = consent;
    const hash = contentHash(episode, speakerId, scope, nameChoice);
    return hash !== undefined && consentStatus(consent, hash, now) === "given";
  };
  const closings: Closings = {
    episodeId: episode.id,
    epoch: episode.epoch,
    erased: episode.stage.name === "erased",
    withheld: decision.status === "withheld",
    held,
    open: Object.fromEntries(
      consents.filter(stands).map((consent) => [sortOf(consent), consent.recordId]),
    ),
    revoked: consents.filter(({ state }) => state === "revoked").map(sortOf),
  };
  const key = closingsKey(episode.id, episode.epoch);
  await app.privateStore.put(key, new TextEncoder().encode(JSON.stringify(closings)));
}

/** The newest standing that is kept of each story, by its id. */
export async function newestClosings(app: App): Promise<ReadonlyMap<string, Closings>> {
  const newest = new Map<string, string>();
  // Keys come in order, so the last one of a story has its highest epoch.
  for await (const key of everyKey(app.privateStore, closingsFolder))
    newest.set(key.slice(closingsFolder.length).split("/")[0] ?? "", key);
  const found = new Map<string, Closings>();
  for (const [episodeId, key] of newest) {
    const bytes = await app.privateStore.get(key);
    found.set(episodeId, ClosingsSchema.parse(JSON.parse(new TextDecoder().decode(bytes))));
  }
  return found;
}

/** The highest epoch of which a standing is kept; 0 where none is. */
export async function lastClosedEpoch(app: App, episodeId: string): Promise<number> {
  let last = 0;
  for await (const key of everyKey(app.privateStore, closingsOf(episodeId)))
    last = Math.max(last, Number(key.slice(closingsOf(episodeId).length)));
  return last;
}

/** Forgets the earlier standings of an erased story; the last one says only that it was erased. */
export async function forgetEarlierClosings(
  app: App,
  episodeId: string,
  epoch: number,
): Promise<void> {
  const last = closingsKey(episodeId, epoch);
  const { keys } = await app.privateStore.list(closingsOf(episodeId));
  for (const key of keys) if (key < last) await app.privateStore.delete(key);
}
