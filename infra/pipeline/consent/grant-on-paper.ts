import { AppError } from "#core/errors";
import { contentHash } from "#core/consent/content";
import { grownUp } from "#core/consent/due";
import type { Indication, Terms } from "#core/consent/events";
import type { Consent, NameChoice, Scope } from "#core/consent/consent";
import { isOpenState } from "#core/consent/states";
import { termOf } from "#core/consent/terms";
import { requiredSignatories, type Speaker } from "#core/speaker";
import type { Decision } from "#core/publication";
import type { App } from "../app.ts";
import { changeConsent } from "./change-consent.ts";
import { type ConsentCommand, slotOf } from "./consent-steps.ts";
import { requireReady } from "../episode/require-ready.ts";
import { type EpisodeFile, requireEpisode } from "../episode/episode-records.ts";
import { requireNoErasure } from "./erasure-records.ts";
import { keepEvidence } from "./keep-evidence.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";

export type PaperGrant = {
  readonly episodeId: string;
  /** The scan of the form that everyone who must agree has signed. */
  readonly scan: { readonly path: string };
  readonly scopes: readonly Scope[];
  /** What the form says about the name; the real one unless told otherwise. */
  readonly nameChoice?: NameChoice;
  /** ISO instant; none means until withdrawn. */
  readonly validUntil?: string;
  /** When it was signed (ISO instant); now unless told. An older form never undoes a newer no. */
  readonly signedAt?: string;
  /** Whose signatures are on it; everyone's who must agree, unless told. */
  readonly speakerId?: string;
  readonly signatoryId?: string;
  /** Opaque id of who recorded it. */
  readonly staffId?: string;
};

/**
 * Records the yes on a signed paper form, the one channel where staff handles a
 * grant: the scan is stored first, as evidence, and each consent points to it.
 * It binds to the exact recording and words as they are now, and the story opens
 * at once if the gate then permits it. Where a cooling-off time is set, a first form
 * waits, and a second one, signed after that time, confirms it. What already stands is left as it is. Errors:
 * `episode-unknown`, `episode-not-ready`, `scan-empty`, `nothing-to-grant` (the
 * scope has no content yet), `speaker-blocked` (no signature opens it),
 * `consent-paper-date` (signed before the last answer or before the content was
 * as it is), `consent-erased`, `consent-revoked-by-authority`, `consent-end-passed`, `erasure-waits`.
 */
export async function grantOnPaper(
  app: App,
  grant: PaperGrant,
): Promise<{ readonly epoch: number; readonly status: Decision["status"] }> {
  const { episode } = await requireEpisode(app.records, grant.episodeId);
  requireReady(episode);
  await requireNoErasure(app, grant.episodeId);
  const key = await keepEvidence(app, grant.episodeId, grant.scan, "paper");
  const notice = app.content.notice(episode.language);
  const signedAt = grant.signedAt ?? app.clock.now();
  const indication = { channel: "paper", evidenceKey: key, signedAt } as const;
  try {
    const { epoch } = await changeConsent(app, grant.episodeId, {
      closes: false,
      episode: (former) => grownUp(former, app.clock.now()),
      decide: (file) => {
        const now = { ...file, episode: grownUp(file.episode, app.clock.now()) };
        return paperCommands(app, now, grant, { notice, indication });
      },
    });
    // Should the process die here, the mark in the same commit makes the sweep send a job for it.
    return { epoch, status: await reconcileEpisode(app, grant.episodeId) };
  } catch (error) {
    // Evidence of nothing would be kept for nothing; a race leaves it to the next try.
    if (error instanceof AppError && !error.retryable) await app.privateStore.delete(key);
    throw error;
  }
}

type Paper = {
  readonly notice: NonNullable<Consent["notice"]>;
  readonly indication: Extract<Indication, { channel: "paper" }>;
};

function paperCommands(
  app: App,
  file: EpisodeFile,
  grant: PaperGrant,
  paper: Paper,
): readonly ConsentCommand[] {
  requireReady(file.episode);
  const { speakerId, signatoryId } = grant;
  return file.episode.speakers
    .filter(({ id }) => speakerId === undefined || id === speakerId)
    .flatMap((speaker) =>
      signatoriesOf(speaker)
        .filter((id) => signatoryId === undefined || id === signatoryId)
        .flatMap((id) =>
          grant.scopes.flatMap((scope) =>
            scopeCommands(app, file, grant, paper, speaker, id, scope),
          ),
        ),
    );
}

function scopeCommands(
  app: App,
  file: EpisodeFile,
  { nameChoice = { kind: "real" }, validUntil, staffId = "staff" }: PaperGrant,
  { notice, indication }: Paper,
  speaker: Speaker,
  signatoryId: string,
  scope: Scope,
): readonly ConsentCommand[] {
  const hash = contentHash(file.episode, speaker.id, scope, nameChoice);
  if (hash === undefined)
    throw new AppError("nothing-to-grant", { field: "scopes", params: { scope } });
  const id = { speakerId: speaker.id, signatoryId, scope };
  const { slot } = slotOf(file, id);
  const by = { kind: "staff", staffId } as const;
  const ends = endOf(speaker, validUntil, app.clock.now());
  const until = ends === undefined ? {} : { validUntil: ends };
  if (isOpenState(slot.state) && slot.contentHash === hash) {
    const same = slot.validUntil === ends && slot.state !== "renewal-due";
    return same ? [] : [{ ...id, event: { kind: "renew", by, signatoryId, indication, ...until } }];
  }
  // A second form, signed once the cooling-off time is over, is the second yes.
  if (slot.state === "pending-cooling" && slot.contentHash === hash)
    return [{ ...id, event: { kind: "confirm", by, signatoryId, indication } }];
  const terms: Terms = { contentHash: hash, ...(scope === "name" ? { nameChoice } : {}), ...until };
  const grant = { kind: "grant", by, signatoryId, indication, terms } as const;
  const ask = { ...id, event: { kind: "request", by } } as const;
  // A form that was signed answers a question that was asked on the same sheet.
  const isAsked = isOpenState(slot.state) || slot.state === "pending-cooling";
  return [...(isAsked ? [] : [ask]), { ...id, event: grant, notice }];
}

/** The end that was written on the form, or the 18th birthday where that is earlier. */
function endOf(speaker: Speaker, validUntil: string | undefined, now: string): string | undefined {
  const adultOn = speaker.situation.kind === "minor" ? speaker.situation.adultOn : undefined;
  const majority = termOf("until-withdrawn", now, adultOn).validUntil;
  return [validUntil, majority].filter((end) => end !== undefined).sort()[0];
}

/** Who must sign for a speaker. Throws `speaker-blocked` where no signature opens it. */
export function signatoriesOf(speaker: Speaker): readonly string[] {
  const required = requiredSignatories(speaker.situation);
  if ("signatories" in required) return required.signatories;
  throw new AppError("speaker-blocked", {
    params: { speaker: speaker.id, by: required.blockedBy },
  });
}
