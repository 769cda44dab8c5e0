import { AppError } from "#core/errors";
import { type NameChoice, NameChoiceSchema, type Scope } from "#core/consent/consent";
import type { Duration } from "#core/consent/terms";
import {
  type Answer as UnderstandingAnswer,
  type Understanding,
  understandingOf,
} from "#core/consent/understanding";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { keepEvidence } from "../consent/keep-evidence.ts";
import { changeDraft, type Draft, withAnswer, yesesOf } from "./draft-records.ts";
import { shownHash } from "./participant-view.ts";
import { requireView } from "./preview-media.ts";
import type { Session } from "./session-records.ts";

export type GivenAnswer = {
  readonly scope: Scope;
  readonly answer: "yes" | "no" | "later";
  /** What the form's page showed (`Question.shownHash`). */
  readonly shownHash: string;
  /** With a yes to `name`. */
  readonly nameChoice?: NameChoice;
  /** The language of the page; the notice in it is what the answer is bound to. */
  readonly locale: string;
  /** The person says that they know the recording: they heard it with the coach, or read it because they do not hear. */
  readonly knowsRecording?: boolean;
};

/**
 * Keeps one answer until all are confirmed; it decides nothing yet, and may be
 * changed as often as wanted. A yes needs a code that can still say it. Errors:
 * `not-entitled`, `consent-code-cannot-widen`, `consent-content-changed` (the
 * page showed something else than what is there now), `listen-first` (a yes to
 * the voice before it was played in this session), `name-missing`,
 * `episode-unknown`.
 */
export async function saveAnswer(app: App, session: Session, given: GivenAnswer): Promise<Draft> {
  requireView(session);
  const { scope, answer, locale } = given;
  const { episode } = await requireEpisode(app.records, session.episodeId);
  const hash = shownHash(episode, session.speakerId, scope);
  if (hash === undefined || hash !== given.shownHash)
    throw new AppError("consent-content-changed", { field: scope, params: { scope } });
  if (answer === "yes") {
    requireWidening(session);
    const isHeard = session.heard === hash || given.knowsRecording === true;
    if (scope === "voice" && !isHeard) throw new AppError("listen-first", { field: scope });
  }
  const nameChoice = answer === "yes" && scope === "name" ? nameOf(given.nameChoice) : undefined;
  return changeDraft(app, session, (draft) =>
    withAnswer(draft, {
      scope,
      answer,
      shownHash: hash,
      notice: noticeShown(app, locale),
      at: app.clock.now(),
      ...(nameChoice === undefined ? {} : { nameChoice }),
    }),
  );
}

/** Throws `consent-code-cannot-widen` for a session that sees and withdraws only. */
export function requireWidening(session: Session): void {
  if (!session.capabilities.includes("grant-once")) throw new AppError("consent-code-cannot-widen");
}

function nameOf(choice: NameChoice | undefined): NameChoice {
  const parsed = NameChoiceSchema.safeParse(choice);
  if (parsed.success) return parsed.data;
  throw new AppError("name-missing", { field: "name" });
}

/** The notice in force as a yes remembers it, in the language that was shown. */
function noticeShown(app: App, locale: string) {
  const { version, hash, words } = app.consent.notice(locale);
  return { version, locale: words.language, hash };
}

/** Keeps for how long the yeses are to hold. Errors: `not-entitled`. */
export async function saveDuration(app: App, session: Session, duration: Duration): Promise<Draft> {
  requireView(session);
  return changeDraft(app, session, (draft) => ({ ...draft, duration }));
}

/** Keeps an answer to a question that shows whether we were clear; tells what comes next. Errors: `not-entitled`. */
export async function answerUnderstanding(
  app: App,
  session: Session,
  answer: UnderstandingAnswer,
): Promise<Understanding> {
  requireView(session);
  const draft = await changeDraft(app, session, (former) => ({
    ...former,
    // The newest ones are enough: whoever taps a hundred times is not asked to remember them all.
    understanding: [...former.understanding, answer].slice(-50),
  }));
  return understandingOf(yesesOf(draft), draft.understanding);
}

/** "Oui." is a whole answer: what is too short for a story is not for a yes. In seconds. */
const spokenSecondsMin = 0.3;

function unlessShort(error: unknown): void {
  const isShort = error instanceof AppError && error.code === "media-too-short";
  if (isShort && Number(error.params["durationSeconds"]) >= spokenSecondsMin) return;
  throw error;
}

/** Half a minute in any phone's format. */
const spokenBytesMax = 2_000_000;

/**
 * Keeps a spoken yes as private evidence, in place of an earlier one. It is
 * checked by reading it (ports/transcoder) and opens nothing by itself. Errors:
 * `consent-code-cannot-widen`, `spoken-too-large` (bytes, maxBytes), those of
 * `Transcoder.probe` (`media-…`) and of `keepEvidence`; nothing is kept then.
 */
export async function keepSpokenYes(
  app: App,
  session: Session,
  recording: { readonly path: string },
): Promise<void> {
  requireWidening(session);
  const key = await keepEvidence(app, session.episodeId, recording, "recording");
  try {
    const bytes = (await app.privateStore.head(key))?.bytes ?? 0;
    if (bytes > spokenBytesMax)
      throw new AppError("spoken-too-large", {
        field: "recording",
        params: { bytes, maxBytes: spokenBytesMax },
      });
    await app.transcoder.probe(recording.path).catch(unlessShort);
  } catch (error) {
    await app.privateStore.delete(key);
    throw error;
  }
  let former: string | undefined;
  await changeDraft(app, session, (draft) => {
    former = draft.spokenEvidenceKey;
    return { ...draft, spokenEvidenceKey: key };
  });
  if (former !== undefined) await app.privateStore.delete(former);
}

/** Throws away a spoken yes that was not confirmed yet. */
export async function dropSpokenYes(app: App, session: Session): Promise<void> {
  let former: string | undefined;
  await changeDraft(app, session, ({ spokenEvidenceKey, ...draft }) => {
    former = spokenEvidenceKey;
    return draft;
  });
  if (former !== undefined) await app.privateStore.delete(former);
}
