import { AppError } from "#core/errors";
import { contentHash } from "#core/consent/content";
import type { Actor, Indication } from "#core/consent/events";
import { isOpenState } from "#core/consent/states";
import { type Duration, termOf } from "#core/consent/terms";
import type { Decision } from "#core/publication";
import { requiredSignatories, type Speaker } from "#core/speaker";
import { understandingOf, type Understanding } from "#core/consent/understanding";
import { ConflictError, type RecordWrite } from "#ports/records";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import { type ConsentCommand, slotOf } from "../consent/consent-steps.ts";
import { requireReady } from "../episode/require-ready.ts";
import { type EpisodeFile, requireEpisode } from "../episode/episode-records.ts";
import { reconcileEpisode } from "../publication/reconcile-episode.ts";
import { type Draft, type DraftAnswer, endDraft, readDraft, yesesOf } from "./draft-records.ts";
import { paceWrite } from "./pace.ts";
import { shownHash } from "./participant-view.ts";
import { requireWidening } from "./save-answer.ts";
import { readStoredSecret, secretWrite } from "../consent/secret-records.ts";
import type { Session } from "./session-records.ts";

export type Confirmed =
  | {
      readonly status: "recorded";
      readonly epoch: number;
      /** Ids of the ledger records that this made. */
      readonly recordIds: readonly string[];
      /** What the whole story is now; others may still have to answer. */
      readonly publication: Decision["status"];
      /** The yeses wait to be confirmed from this moment on. */
      readonly confirmableFrom?: string;
    }
  /** Not recorded: a question that shows whether we were clear comes first. */
  | { readonly status: "question"; readonly understanding: Understanding };

/** Who acts in a session. */
export const actorOf = ({
  signatoryId,
  capabilities,
  assistedBy,
}: Session): Extract<Actor, { kind: "person" }> => ({
  kind: "person",
  signatoryId,
  capabilities,
  ...(assistedBy === undefined ? {} : { assistedBy }),
});

/**
 * Records the answers that were saved: each yes bound to what its page showed
 * and to its notice, each no, each "later", all in one commit with the ledger's
 * leaves and the end of the code's power to say yes. The story then becomes what
 * the gate says, at once. What already stands stays as it is. Errors:
 * `nothing-answered`, `consent-nothing-to-confirm` (another device of the same
 * person has just answered), `consent-content-changed`, `consent-code-cannot-widen`,
 * `speaker-blocked`, `episode-not-ready`, and the machine's
 * (`consent-not-requested`, `consent-erased`, …); nothing is recorded then.
 */
export async function confirmAnswers(app: App, session: Session): Promise<Confirmed> {
  const { draft, version } = await readDraft(app, session);
  if (draft.answers.length === 0) throw new AppError("nothing-answered");
  const yeses = yesesOf(draft);
  const understanding = understandingOf(yeses, draft.understanding);
  if (understanding.outcome !== "understood") return { status: "question", understanding };
  if (yeses.length > 0) requireWidening(session);
  const { epoch, recordIds } = await onlyOnce(app, session, () =>
    changeConsent(app, session.episodeId, {
      closes: (file) => closesSomething(file, session, draft),
      decide: (file) =>
        draft.answers.flatMap((answer) => commandsFor(app, file, session, draft, answer)),
      also: () => [
        ...endDraft(session, version),
        paceWrite(app, session, {
          yeses: yeses.length,
          noes: draft.answers.filter(({ answer }) => answer === "no").length,
        }),
        ...(yeses.length > 0 ? useUp(app, session) : []),
      ],
    }),
  );
  return { status: "recorded", epoch, recordIds, ...(await settle(app, session, epoch)) };
}

/** The one answer of a code, if nobody else has given it meanwhile: a replayed code conflicts here. */
export function useUp(app: App, { secret }: Session): readonly RecordWrite[] {
  return [secretWrite(secret, { ...secret.secret, usedAt: app.clock.now() })];
}

/** A code or draft that another device of the same person has used up conflicts on every try: then the answer is given. */
async function onlyOnce<T>(app: App, session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const stored = await readStoredSecret(app, session.selector);
    const { version } = await readDraft(app, session);
    if (stored?.secret.usedAt === undefined && version !== undefined) throw error;
    throw new AppError("consent-nothing-to-confirm", { cause: error });
  }
}

function closesSomething(file: EpisodeFile, session: Session, { answers }: Draft): boolean {
  return answers.some(
    ({ scope, answer }) =>
      answer === "no" && isOpenState(slotOf(file, { ...whose(session), scope }).slot.state),
  );
}

/** The person of a session, as consents name them. */
export const whose = ({ speakerId, signatoryId }: Session) => ({ speakerId, signatoryId });

function commandsFor(
  app: App,
  file: EpisodeFile,
  session: Session,
  draft: Draft,
  answer: DraftAnswer,
): readonly ConsentCommand[] {
  const { scope } = answer;
  const id = { ...whose(session), scope };
  const { slot } = slotOf(file, id);
  const by = actorOf(session);
  if (answer.answer === "no") return [{ ...id, event: { kind: "refuse", by } }];
  if (answer.answer === "later") {
    const waits = ["requested", "previewed", "deferred", "refused", "pending-cooling"];
    const mayDefer = session.capabilities.includes("grant-once") && waits.includes(slot.state);
    return mayDefer ? [{ ...id, event: { kind: "defer", by } }] : [];
  }
  requireReady(file.episode);
  const speaker = requireSignatory(file, session);
  const hash = contentHash(file.episode, session.speakerId, scope, answer.nameChoice);
  const changed = answer.shownHash !== shownHash(file.episode, session.speakerId, scope);
  if (hash === undefined || changed)
    throw new AppError("consent-content-changed", { field: scope, params: { scope } });
  if (isOpenState(slot.state) && slot.contentHash === hash) return [];
  const grant = {
    kind: "grant",
    by,
    signatoryId: session.signatoryId,
    indication: indicationOf(draft),
    terms: {
      contentHash: hash,
      ...(answer.nameChoice === undefined ? {} : { nameChoice: answer.nameChoice }),
      ...untilOf(app, speaker, draft.duration),
    },
  } as const;
  return [
    { ...id, event: { kind: "preview", by, contentHash: hash } },
    { ...id, event: grant, notice: answer.notice },
  ];
}

const indicationOf = ({ spokenEvidenceKey }: Pick<Draft, "spokenEvidenceKey">): Indication =>
  spokenEvidenceKey === undefined
    ? { channel: "page" }
    : { channel: "spoken", evidenceKey: spokenEvidenceKey };

/** Until when a yes said now holds: the shortest of the durations offered where none was chosen. */
export function untilOf(app: App, speaker: Speaker, duration: Duration = "one-year") {
  const adultOn = speaker.situation.kind === "minor" ? speaker.situation.adultOn : undefined;
  const { validUntil } = termOf(duration, app.clock.now(), adultOn);
  return validUntil === undefined ? {} : { validUntil };
}

/** The speaker of a session, if its signatory is one of those who must agree. Errors: `speaker-blocked`, `consent-not-entitled`. */
export function requireSignatory(
  { episode }: EpisodeFile,
  { speakerId, signatoryId }: Session,
): Speaker {
  const speaker = episode.speakers.find(({ id }) => id === speakerId);
  const required = speaker && requiredSignatories(speaker.situation);
  if (speaker === undefined || required === undefined) throw new AppError("consent-not-entitled");
  if ("blockedBy" in required)
    throw new AppError("speaker-blocked", {
      params: { speaker: speakerId, by: required.blockedBy },
    });
  if (!required.signatories.includes(signatoryId)) throw new AppError("consent-not-entitled");
  return speaker;
}

/** Makes what is reachable follow what was just recorded, and tells what the story is now. */
export async function settle(app: App, session: Session, epoch: number) {
  const { episodeId } = session;
  const publication = await reconcileEpisode(app, episodeId);
  app.logger.info("consent-answered", { episodeId, epoch });
  const file = await requireEpisode(app.records, episodeId);
  const cooling = file.consents
    .filter((one) => one.speakerId === session.speakerId && one.signatoryId === session.signatoryId)
    .filter(({ state }) => state === "pending-cooling")
    .flatMap((one) => one.confirmableFrom ?? [])
    .sort()
    .at(-1);
  return {
    publication,
    ...(cooling === undefined ? {} : { confirmableFrom: cooling }),
  };
}
