import { type Asked, asked, everyYes, statusOf } from "./consent/agreement.ts";
import type { Consent, ConsentStatus, NameChoice, Scope } from "./consent/consent.ts";
import type { Cover, Episode, ProcessedAudio, Rendition } from "./episode.ts";
import { shareDrawing } from "./picture/share-picture.ts";
import { canonicalJson, sha256Hex } from "./hash.ts";
import { namesIn } from "./names-in-words.ts";
import { requiredSignatories, type Role } from "./speaker.ts";
import { toldOf } from "./told-of.ts";
import { everyWord } from "./transcript/every-word.ts";
import { unreadLanguages } from "./transcript/review.ts";
import type { Transcript } from "./transcript/transcript.ts";

/** Everything that the decision rests on, read in one go. */
export type Dossier = { readonly episode: Episode; readonly consents: readonly Consent[] };

export type PublicSpeaker = {
  readonly id: string;
  readonly role: Role;
  /** The name agreed to, or nothing: a role then stands in its place. */
  readonly name?: string | undefined;
  /** Where it is not the language of the story. */
  readonly language?: string | undefined;
};

declare const permitted: unique symbol;

/**
 * A story that may be public now, with nothing in it that may not. Only
 * `decidePublication` makes one, and only its seal gives its words again; feeds, pages and the copy to the public store
 * accept nothing else.
 */
export type PublishableEpisode = {
  readonly [permitted]: true;
  readonly id: string;
  readonly epoch: number;
  readonly showSlug: string;
  readonly projectSlug?: string;
  readonly followUpOf?: string;
  readonly pairedWith?: string;
  readonly title: string;
  readonly summary: string;
  readonly language: string;
  readonly speakers: readonly PublicSpeaker[];
  readonly themes: readonly string[];
  readonly trade?: string;
  readonly place?: string;
  readonly recordedOn?: string;
  readonly demonstration: boolean;
  /** Of a story imported from another podcast: its date there, and its guid unless it holds a name that may not be shown. */
  readonly imported?: { readonly guid?: string; readonly publishedAt?: string | undefined };
  readonly durationSeconds: number;
  readonly renditions: readonly Rendition[];
  readonly covers: readonly Cover[];
  /** The picture for previews, where the one that was drawn says what the story is called now. */
  readonly share?: NonNullable<ProcessedAudio["share"]>;
  readonly waveform: readonly number[];
  readonly transcript: Transcript;
  /** The same words in other languages, where someone provided them. */
  readonly translations: readonly Transcript[];
  /** Agreed to by everyone audible: podcast apps may carry it. */
  readonly onPlatforms: boolean;
  /** Agreed to by everyone audible: others may reuse it under the show's licence. */
  readonly reusable: boolean;
  /** The first moment at which a consent that this rests on ends. */
  readonly closesAt?: string;
  /** Hash of what decides the bytes of audio and transcript files: another one needs another publication key (I5). */
  readonly fingerprint: string;
};

/** As much of it as a page needs beside the story's card: what a decision let through, or the seal of one (core/publication-seal.ts). */
export type PermittedWords = Pick<
  PublishableEpisode,
  typeof permitted | "id" | "showSlug" | "transcript" | "translations"
>;

/** Why a story stays closed; codes for machines, ids for lookups, no names. */
export type WithholdReason =
  | { readonly code: "not-ready" | "embargo" | "unreadable" }
  /** Words that no person wrote and none has read yet; of the transcript, or of a translation. */
  | { readonly code: "transcript-unreviewed"; readonly language: string }
  | { readonly code: "blocked"; readonly speakerId: string; readonly by: string }
  | { readonly code: "name-in-words"; readonly speakerId: string }
  | {
      readonly code: "consent";
      readonly speakerId: string;
      readonly signatoryId: string;
      readonly scope: Scope;
      readonly status: Exclude<ConsentStatus, "given">;
    };

export type Decision =
  | { readonly status: "publishable"; readonly episode: PublishableEpisode }
  | { readonly status: "withheld"; readonly reasons: readonly WithholdReason[] };

/**
 * The gate: the only place where it is decided whether anything of a
 * testimony may be public at the moment `now` (ISO instant). Everyone audible
 * must have said yes to the voice and to the transcript (WCAG 1.2.1: no public
 * audio without its text); names and platforms narrow what is shown. Anything
 * missing, unknown or in doubt closes (consent note, I1–I3, I7).
 */
export function decidePublication(given: Dossier, now: string): Decision {
  const dossier = asked(given);
  const { episode } = dossier;
  const reasons: WithholdReason[] = [];
  if (Number.isNaN(Date.parse(now))) reasons.push({ code: "unreadable" });
  // An embargo that nobody lifted holds even after its date: the clock never opens (I15).
  if (episode.embargoUntil !== undefined) reasons.push({ code: "embargo" });
  reasons.push(...speakerReasons(dossier, now));
  const { audio, transcript } = episode;
  if (episode.stage.name !== "ready" || audio === undefined || transcript === undefined) {
    return { status: "withheld", reasons: [{ code: "not-ready" }, ...reasons] };
  }
  for (const language of unreadLanguages([transcript, ...(episode.translations ?? [])]))
    reasons.push({ code: "transcript-unreviewed", language });
  const speakers = episode.speakers.map((speaker) => publicSpeaker(dossier, speaker.id, now));
  reasons.push(...hiddenNames(episode, transcript, speakers));
  if (reasons.length > 0) return { status: "withheld", reasons };
  return { status: "publishable", episode: permit(dossier, audio, transcript, speakers, now) };
}

function speakerReasons(dossier: Asked, now: string): WithholdReason[] {
  return dossier.episode.speakers.flatMap((speaker): WithholdReason[] => {
    const required = requiredSignatories(speaker.situation);
    if ("blockedBy" in required) {
      return [{ code: "blocked", speakerId: speaker.id, by: required.blockedBy }];
    }
    return (["voice", "transcript"] as const).flatMap((scope) =>
      required.signatories.flatMap((signatoryId): WithholdReason[] => {
        const status = statusOf(dossier, speaker.id, signatoryId, scope, now);
        return status === "given"
          ? []
          : [{ code: "consent", speakerId: speaker.id, signatoryId, scope, status }];
      }),
    );
  });
}

/** A name is shown only when all who must agree chose the very same one (I7: the most restrictive wins). */
function publicSpeaker(dossier: Asked, speakerId: string, now: string): PublicSpeaker {
  const speaker = dossier.episode.speakers.find((candidate) => candidate.id === speakerId);
  if (speaker === undefined) throw new RangeError(`no speaker ${speakerId} in this episode`);
  const choices = everyYes(dossier, speakerId, "name", now)?.map((consent) => consent.nameChoice);
  const [choice] = choices ?? [];
  const agreed =
    choice !== undefined &&
    choices?.every((other) => canonicalJson(other) === canonicalJson(choice));
  const name = agreed === true ? nameOf(choice, speaker.firstName) : undefined;
  const { id, role, language } = speaker;
  return { id, role, ...(name && { name }), ...(language && { language }) };
}

function nameOf(choice: NameChoice, firstName: string): string | undefined {
  if (choice.kind === "real") return firstName;
  return choice.kind === "other" ? choice.name : undefined;
}

/** Whose real name may not be shown now. */
const unshown = ({ speakers }: Episode, shown: readonly PublicSpeaker[]) =>
  speakers.filter(({ id, firstName }) => shown.find((one) => one.id === id)?.name !== firstName);

/** A guid from elsewhere is often an address with a name in it. */
function importedIdentity(
  episode: Episode,
  speakers: readonly PublicSpeaker[],
): PublishableEpisode["imported"] {
  if (episode.imported === undefined) return undefined;
  const { guid, ...rest } = episode.imported;
  const isNaming = unshown(episode, speakers).some(({ firstName }) => namesIn(guid, firstName));
  return isNaming ? rest : { guid, ...rest };
}

/** A real name that may not be shown must not be in the words either. */
function hiddenNames(
  episode: Episode,
  transcript: Transcript,
  speakers: readonly PublicSpeaker[],
): WithholdReason[] {
  const words = everyWord(episode, transcript);
  return unshown(episode, speakers)
    .filter((speaker) => namesIn(words, speaker.firstName))
    .map((speaker) => ({ code: "name-in-words", speakerId: speaker.id }));
}

function permit(
  dossier: Asked,
  audio: ProcessedAudio,
  transcript: Transcript,
  speakers: readonly PublicSpeaker[],
  now: string,
): PublishableEpisode {
  const { episode } = dossier;
  const everyone = (scope: Scope) =>
    episode.speakers.map((speaker) => everyYes(dossier, speaker.id, scope, now));
  const restsOn = (["voice", "transcript", "name", "platforms", "reuse"] as const)
    .flatMap(everyone)
    .flatMap((consents) => consents ?? [])
    .flatMap((consent) => consent.validUntil ?? [])
    .sort();
  const { title, summary, language } = episode;
  const { before: _before, share, ...sound } = audio;
  const imported = importedIdentity(episode, speakers);
  const translations = episode.translations ?? [];
  const fingerprint = sha256Hex(
    canonicalJson({
      audio: audio.renditions.map(({ encoding, sha256 }) => [encoding, sha256]),
      covers: audio.covers.map(({ sizePx, sha256 }) => [sizePx, sha256]),
      words: [title, language, transcript.cues, transcript.provenance],
      ...(translations.length === 0
        ? {}
        : { translations: translations.map((words) => [words.language, words.cues]) }),
      speakers,
      show: episode.showSlug,
    }),
  );
  const content = {
    id: episode.id,
    epoch: episode.epoch,
    showSlug: episode.showSlug,
    title,
    summary,
    language,
    speakers,
    themes: episode.themes,
    demonstration: episode.demonstration,
    ...sound,
    // One that says what the story was called before may say what may not be shown.
    ...(share?.drawing === shareDrawing(title) ? { share } : {}),
    transcript,
    translations,
    onPlatforms: everyone("platforms").every((consents) => consents !== undefined),
    reusable: everyone("reuse").every((consents) => consents !== undefined),
    fingerprint,
    ...(imported === undefined ? {} : { imported }),
    ...toldOf(episode),
    ...(restsOn[0] === undefined ? {} : { closesAt: restsOn[0] }),
  };
  return content as typeof content & { [permitted]: true };
}
