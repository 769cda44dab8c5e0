import { contentHash } from "#core/consent/content";
import { type NameChoice, type Scope, scopes } from "#core/consent/consent";
import type { SlotState } from "#core/consent/states";
import { isOpenState } from "#core/consent/states";
import { addYears, renewalDueAt } from "#core/consent/terms";
import type { Episode } from "#core/episode";
import type { Capability } from "#core/consent/participant-secret";
import { requiredSignatories } from "#core/speaker";
import { erasureSort, episodePartition } from "#core/record-keys";
import { understandingOf, type Understanding } from "#core/consent/understanding";
import type { App } from "../app.ts";
import { slotOf } from "../consent/consent-steps.ts";
import { type EpisodeFile, requireEpisode } from "../episode/episode-records.ts";
import { type Draft, readDraft, yesesOf } from "./draft-records.ts";
import { recipientsOf } from "../takedown/recipients.ts";
import type { Session } from "./session-records.ts";
import { type Takedown, takedownsOf } from "../takedown/takedown.ts";

/** One question, and where this person's answer to it stands. */
export type Question = {
  readonly scope: Scope;
  readonly state: SlotState;
  /** Public as far as this person is concerned: open, and about what is there now. */
  readonly isOpen: boolean;
  /** The yes was about something else than what is there now. */
  readonly hasChanged: boolean;
  /** To be carried by the form, so that nobody answers about something they did not meet. Absent while there is nothing to ask about. */
  readonly shownHash?: string;
  readonly nameChoice?: NameChoice;
  readonly answeredAt?: string;
  readonly closedAt?: string;
  readonly validUntil?: string;
  /** From when a renewal is asked for, or the next yearly reminder. */
  readonly remindAt?: string;
  /** In `pending-cooling`: from when the yes can be confirmed. */
  readonly confirmableFrom?: string;
  /** Until when the withdrawal can be taken back. */
  readonly undoUntil?: string;
  /** Whether the button that takes it back works in this very session, without another code. */
  readonly canUndoHere: boolean;
};

/** Exactly what would be public, and the person's own name. */
export type PreviewedStory = {
  readonly title: string;
  readonly summary: string;
  readonly language: string;
  readonly trade?: string;
  readonly place?: string;
  readonly recordedOn?: string;
  readonly firstName: string;
  readonly speakers: readonly {
    readonly id: string;
    readonly role: string;
    readonly isYou: boolean;
  }[];
  readonly cues: readonly {
    readonly startSeconds: number;
    readonly endSeconds: number;
    readonly text: string;
    readonly speakerId?: string;
  }[];
  /** The same words in other languages: a yes to the words is a yes to these too. */
  readonly translations: readonly {
    readonly language: string;
    readonly cues: readonly { readonly text: string; readonly speakerId?: string }[];
  }[];
  readonly durationSeconds: number;
  readonly waveform: readonly number[];
  readonly demonstration: boolean;
  /** Encodings that `readPreviewMedia` gives. */
  readonly encodings: readonly ("mp3" | "m4a" | "opus")[];
};

export type ParticipantView = {
  readonly episodeId: string;
  readonly speakerId: string;
  readonly signatoryId: string;
  readonly audience: Session["audience"];
  readonly capabilities: readonly Capability[];
  /** The code's one answer was given. */
  readonly isUsed: boolean;
  readonly isAssisted: boolean;
  readonly status: "preparing" | "ready" | "failed" | "erased";
  /** No signature opens it: the reason of core/speaker. */
  readonly blockedBy?: string;
  /** What kind of situation the speaker is in decides which sentences are said to a guardian. */
  readonly situation: Episode["speakers"][number]["situation"]["kind"];
  /** Absent unless the session may see it and there is something to see. */
  readonly story?: PreviewedStory;
  readonly questions: readonly Question[];
  /** The others who must agree: how many there are, and how many still have to answer about voice and words. */
  readonly others: { readonly count: number; readonly waiting: number };
  readonly draft: Draft;
  /** Where this person stands with the questions that show whether we were clear. */
  readonly understanding: Understanding;
  readonly isPublic: boolean;
  /** Full addresses that answer now; the page first. Only with `view`. */
  readonly urls: readonly string[];
  /** Who may have copies. Only with `view`. */
  readonly recipients: readonly { readonly name: string; readonly kind: string }[];
  /** Only with `view`, or of an erased story; newest first. */
  readonly takedowns: readonly Takedown[];
  /** An erasure that waits for its confirmation. */
  readonly isErasureWaiting: boolean;
};

/**
 * Everything that a participant's pages show in a session. What may not be seen
 * in it (a replaced card, the slow lane) is left out; where the answers stand is
 * always told. Throws `episode-unknown`.
 */
export async function participantView(app: App, session: Session): Promise<ParticipantView> {
  const file = await requireEpisode(app.records, session.episodeId);
  const { episode } = file;
  const { speakerId, signatoryId, audience, capabilities, isUsed } = session;
  const speaker = episode.speakers.find(({ id }) => id === speakerId);
  const required = speaker && requiredSignatories(speaker.situation);
  const { draft } = await readDraft(app, session);
  const canView = capabilities.includes("view");
  const isErased = episode.stage.name === "erased";
  const entry = await app.allowList.get(episode.id);
  const live = entry?.state === "allowed" ? file.publication.live : undefined;
  const waiting = await app.records.get({
    partition: episodePartition(episode.id),
    sort: erasureSort(speakerId, signatoryId),
  });
  const paths =
    live === undefined
      ? []
      : [live.card.path, ...live.publication.files.map(({ name }) => `${live.card.path}${name}`)];
  return {
    episodeId: episode.id,
    speakerId,
    signatoryId,
    audience,
    capabilities,
    isUsed,
    isAssisted: session.assistedBy !== undefined,
    status: episode.stage.name === "received" ? "preparing" : episode.stage.name,
    situation: speaker?.situation.kind ?? "adult",
    questions: scopes.map((scope) => questionOf(file, session, scope)),
    others: othersOf(file, session),
    draft: canView ? draft : { answers: [], understanding: [] },
    understanding: understandingOf(yesesOf(draft), draft.understanding),
    isPublic: live !== undefined,
    urls: canView ? paths.map((path) => `${app.origin}${path}`) : [],
    recipients: canView
      ? (await recipientsOf(app, file)).map(({ name, kind }) => ({ name, kind }))
      : [],
    // Of an erased story they name nothing, and are all that is left to tell.
    takedowns: canView || isErased ? await takedownsOf(app, episode.id) : [],
    isErasureWaiting: waiting !== undefined && !isErased,
    ...(required !== undefined && "blockedBy" in required ? { blockedBy: required.blockedBy } : {}),
    ...(canView ? storyOf(episode, speakerId) : {}),
  };
}

/** The hash that a form carries to say what its page showed; for the name, that of the real one, since the choice is part of the answer. */
export function shownHash(episode: Episode, speakerId: string, scope: Scope): string | undefined {
  return contentHash(episode, speakerId, scope, scope === "name" ? { kind: "real" } : undefined);
}

function storyOf(episode: Episode, speakerId: string): { readonly story?: PreviewedStory } {
  const { audio, transcript, stage, title, summary, language, trade, place, recordedOn } = episode;
  const speaker = episode.speakers.find(({ id }) => id === speakerId);
  if (stage.name !== "ready" || audio === undefined || speaker === undefined) return {};
  return {
    story: {
      title,
      summary,
      language,
      firstName: speaker.firstName,
      speakers: episode.speakers.map(({ id, role }) => ({ id, role, isYou: id === speakerId })),
      cues: (transcript?.cues ?? []).map(({ startSeconds, endSeconds, text, speakerId: by }) => ({
        startSeconds,
        endSeconds,
        text,
        ...(by === undefined ? {} : { speakerId: by }),
      })),
      translations: (episode.translations ?? []).map((words) => ({
        language: words.language,
        cues: words.cues.map(({ text, speakerId: by }) => ({
          text,
          ...(by === undefined ? {} : { speakerId: by }),
        })),
      })),
      durationSeconds: audio.durationSeconds,
      waveform: audio.waveform,
      demonstration: episode.demonstration,
      encodings: audio.renditions.map(({ encoding }) => encoding),
      ...(trade === undefined ? {} : { trade }),
      ...(place === undefined ? {} : { place }),
      ...(recordedOn === undefined ? {} : { recordedOn }),
    },
  };
}

function questionOf(file: EpisodeFile, session: Session, scope: Scope): Question {
  const { speakerId, signatoryId } = session;
  const { slot } = slotOf(file, { speakerId, signatoryId, scope });
  const shown = shownHash(file.episode, speakerId, scope);
  const bound = contentHash(file.episode, speakerId, scope, slot.nameChoice);
  const isSame = bound !== undefined && bound === slot.contentHash;
  const open = isOpenState(slot.state);
  const { state, nameChoice, indicatedAt, closedAt, validUntil, confirmableFrom, undoUntil } = slot;
  const remindAt =
    validUntil === undefined ? indicatedAt && addYears(indicatedAt, 1) : renewalDueAt(validUntil);
  return {
    scope,
    state,
    isOpen: open && isSame,
    hasChanged: open && !isSame,
    canUndoHere:
      undoUntil !== undefined &&
      session.withdrew.some((one) => one.scope === scope && one.closedAt === closedAt),
    ...(shown === undefined ? {} : { shownHash: shown }),
    ...(nameChoice === undefined ? {} : { nameChoice }),
    ...(indicatedAt === undefined ? {} : { answeredAt: indicatedAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(open && remindAt !== undefined ? { remindAt } : {}),
    ...(confirmableFrom === undefined ? {} : { confirmableFrom }),
    ...(undoUntil === undefined ? {} : { undoUntil }),
  };
}

/** Counts only: what another person answered is theirs. */
function othersOf(file: EpisodeFile, session: Session): ParticipantView["others"] {
  const people = file.episode.speakers.flatMap(({ id: speakerId, situation }) => {
    const required = requiredSignatories(situation);
    const signatories = "signatories" in required ? required.signatories : [];
    return signatories.map((signatoryId) => ({ speakerId, signatoryId }));
  });
  const others = people.filter(
    ({ speakerId, signatoryId }) =>
      speakerId !== session.speakerId || signatoryId !== session.signatoryId,
  );
  const waits = (who: (typeof people)[number]) =>
    (["voice", "transcript"] as const).some((scope) =>
      ["unknown", "requested", "previewed", "deferred"].includes(
        slotOf(file, { ...who, scope }).slot.state,
      ),
    );
  return { count: others.length, waiting: others.filter(waits).length };
}
