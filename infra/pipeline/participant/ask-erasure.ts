import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { requireEpisode, retryOnConflict } from "../episode/episode-records.ts";
import { withdrawConsent } from "../consent/withdraw-consent.ts";
import { actorOf } from "./confirm-answers.ts";
import { eraseStory } from "../erasure/erase-story.ts";
import {
  dropErasureWrite,
  erasuresOf,
  erasureWrite,
  openErasures,
  type StoredErasure,
} from "../consent/erasure-records.ts";
import type { Session } from "./session-records.ts";
import type { Takedown } from "../takedown/takedown.ts";

export type ErasureOutcome = {
  /** `waiting`: all is closed, and a second contact with the person comes before anything is destroyed. */
  readonly status: "erased" | "waiting";
  readonly takedown: Takedown;
};

/**
 * A person asks that their story be erased. A code of their own card, not used
 * yet, confirms it at once; with anything less, and for whoever answers for
 * somebody else, everything closes now and the erasure waits for a second
 * contact, because it cannot be taken back (T17). Errors: `episode-unknown`.
 */
export async function askErasure(app: App, session: Session): Promise<ErasureOutcome> {
  const { episodeId, speakerId, signatoryId, capabilities } = session;
  const askedAt = app.clock.now();
  if (capabilities.includes("erase-confirm") && signatoryId === "self") {
    const wish = { speakerId, signatoryId, askedAt, confirmed: { at: askedAt } };
    return { status: "erased", takedown: await eraseStory(app, episodeId, wish) };
  }
  return recordWish(app, {
    episodeId,
    speakerId,
    signatoryId,
    withdrawal: { channel: "page", by: actorOf(session) },
  });
}

/**
 * Staff records the wish that a person told them, by word or letter. Everything
 * closes at once; nothing is destroyed before `confirmErasure`. Errors:
 * `episode-unknown`, `signatory-unknown`.
 */
export async function recordErasureWish(
  app: App,
  wish: {
    readonly episodeId: string;
    /** The first speaker unless told. */
    readonly speakerId?: string;
    /** Opaque id of who records it. */
    readonly staffId: string;
  },
): Promise<ErasureOutcome> {
  const { episodeId, staffId } = wish;
  const { episode } = await requireEpisode(app.records, episodeId);
  const speaker = episode.speakers.find(({ id }) => id === (wish.speakerId ?? id));
  if (speaker === undefined)
    throw new AppError("signatory-unknown", {
      params: { speaker: wish.speakerId ?? "", signatory: "self" },
    });
  return recordWish(app, {
    episodeId,
    speakerId: speaker.id,
    signatoryId: "self",
    recordedBy: staffId,
    withdrawal: { channel: "staff", staffId },
  });
}

async function recordWish(
  app: App,
  wish: {
    readonly episodeId: string;
    readonly speakerId: string;
    readonly signatoryId: string;
    readonly recordedBy?: string;
    readonly withdrawal: Pick<Parameters<typeof withdrawConsent>[1], "channel" | "by" | "staffId">;
  },
): Promise<ErasureOutcome> {
  const { episodeId, speakerId, signatoryId, recordedBy, withdrawal } = wish;
  const { episode } = await requireEpisode(app.records, episodeId);
  const former = (await erasuresOf(app, episodeId)).find(isOf({ speakerId, signatoryId }));
  const isNew = former === undefined && episode.stage.name !== "erased";
  const askedAt = app.clock.now();
  const erasure = {
    speakerId,
    signatoryId,
    askedAt,
    ...(recordedBy === undefined ? {} : { recordedBy }),
  };
  const takedown = await withdrawConsent(app, {
    episodeId,
    speakerId,
    signatoryId,
    ...withdrawal,
    // An earlier wish keeps its day: the month to answer in began with it.
    also: () => (isNew ? [erasureWrite(episodeId, erasure, "any")] : []),
  });
  const after = await requireEpisode(app.records, episodeId);
  return { status: after.episode.stage.name === "erased" ? "erased" : "waiting", takedown };
}

const isOf =
  (who: { readonly speakerId: string; readonly signatoryId: string }) =>
  ({ erasure }: StoredErasure) =>
    erasure.speakerId === who.speakerId && erasure.signatoryId === who.signatoryId;

/**
 * Staff has spoken with the person a second time, and they still want it: the
 * story is erased now. Errors: `erasure-not-asked` (the wish has to be recorded,
 * and everything closed, at an earlier contact), `consent-erase-unconfirmed` (no
 * word about how the person was reached), `episode-unknown`.
 */
export async function confirmErasure(
  app: App,
  confirmation: {
    readonly episodeId: string;
    readonly staffId: string;
    readonly secondContact: string;
  },
): Promise<ErasureOutcome> {
  const { episodeId, staffId } = confirmation;
  const secondContact = confirmation.secondContact.trim().slice(0, 500);
  if (secondContact === "") throw new AppError("consent-erase-unconfirmed", { field: "contact" });
  await requireEpisode(app.records, episodeId);
  const waiting = await waitingOf(app, episodeId);
  const confirmed = { at: app.clock.now(), staffId, secondContact };
  const takedown = await eraseStory(app, episodeId, { ...waiting.erasure, confirmed });
  return { status: "erased", takedown };
}

/** The person has changed their mind: the story stays closed, and nothing is destroyed. Errors: `erasure-not-asked`, `episode-unknown`. */
export async function callOffErasure(app: App, episodeId: string): Promise<void> {
  await requireEpisode(app.records, episodeId);
  await retryOnConflict(async () => {
    const waiting = await waitingOf(app, episodeId);
    await app.records.commit([dropErasureWrite(waiting)]);
  });
}

async function waitingOf(app: App, episodeId: string): Promise<StoredErasure> {
  const [waiting] = (await erasuresOf(app, episodeId)).filter(
    ({ erasure }) => erasure.confirmed === undefined,
  );
  if (waiting === undefined) throw new AppError("erasure-not-asked", { params: { id: episodeId } });
  return waiting;
}

/** Goes on with erasures that were confirmed and whose process died, or whose addresses still answered. Returns how many. Part of the sweep. */
export async function resumeErasures(app: App): Promise<number> {
  let resumed = 0;
  for (const { episodeId, erasure } of await openErasures(app)) {
    const { confirmed } = erasure;
    if (confirmed === undefined) continue;
    await eraseStory(app, episodeId, { ...erasure, confirmed });
    resumed += 1;
  }
  return resumed;
}
