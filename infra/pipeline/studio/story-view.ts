import { type Scope, scopes } from "#core/consent/consent";
import type { Episode } from "#core/episode";
import { requiredSignatories, type Role, type Situation } from "#core/speaker";
import { episodePartition, requestPrefix } from "#core/record-keys";
import { soundHints, type SoundHint } from "#core/studio/sound-hints";
import { standingOf, type StoryStanding } from "#core/studio/standing";
import type { SlotState } from "#core/consent/states";
import { type ProcessingStep, processingSteps } from "#ports/progress";
import type { App } from "../app.ts";
import { type EpisodeFile, queryAll, requireEpisode } from "../episode/episode-records.ts";
import { RequestRecordSchema, scopesToAsk } from "../participant/request-consent.ts";
import { readStep } from "../episode/processing-steps.ts";
import { type FollowUp, followUpsOf } from "../episode/follow-up-records.ts";
import { readPerson } from "./person-records.ts";

/** One person who must agree for a voice, and where their answers are. What was said yes to is theirs; that is told, no more. */
export type Signatory = {
  readonly id: string;
  readonly askedAt?: string;
  readonly answers: readonly { readonly scope: Scope; readonly state: SlotState }[];
};

export type StoryVoice = {
  readonly id: string;
  readonly firstName: string;
  readonly language?: string;
  readonly role: Role;
  readonly situation: Situation["kind"];
  readonly signatories: readonly Signatory[];
  /** No signature opens it, and why. */
  readonly blockedBy?: string;
};

/** Everything that the studio shows of one story. */
export type StoryView = StoryStanding & {
  readonly episode: Episode;
  readonly voices: readonly StoryVoice[];
  /** Of a recording that is being worked on: the steps that are done. */
  readonly stepsDone: readonly ProcessingStep[];
  /** Since when nothing has moved. */
  readonly movedAt: string;
  readonly hints: readonly SoundHint[];
  readonly followUps: readonly FollowUp[];
  /** The public page, while it answers. */
  readonly url?: string;
  readonly recordedByName?: string;
};

/** Throws `episode-unknown`. */
export async function storyView(app: App, episodeId: string): Promise<StoryView> {
  const file = await requireEpisode(app.records, episodeId);
  const { episode } = file;
  const [entry, asked, step, followUps, person] = await Promise.all([
    app.allowList.get(episodeId),
    requestsOf(app, episodeId),
    readStep(app, episodeId),
    followUpsOf(app, episodeId),
    episode.recordedBy === undefined ? undefined : readPerson(app, episode.recordedBy),
  ]);
  const live = entry?.state === "allowed" ? file.publication.live : undefined;
  const at = step === undefined ? 0 : processingSteps.indexOf(step.step);
  return {
    ...standingOf(file, app.clock.now()),
    episode,
    voices: episode.stage.name === "erased" ? [] : voicesOf(file, asked),
    stepsDone: episode.stage.name === "ready" ? processingSteps : processingSteps.slice(0, at),
    movedAt: step?.at ?? episode.createdAt,
    hints: episode.audio === undefined ? [] : soundHints(episode.audio.before),
    followUps,
    ...(live === undefined ? {} : { url: `${app.origin}${live.card.path}` }),
    ...(person === undefined ? {} : { recordedByName: person.person.name }),
  };
}

/** When each person was asked last, by the end of the record's name: voice and signatory. */
async function requestsOf(app: App, episodeId: string): Promise<ReadonlyMap<string, string>> {
  const stored = await queryAll(app.records, episodePartition(episodeId), requestPrefix);
  return new Map(
    stored.map(({ sort, body }) => [
      sort.slice(requestPrefix.length),
      RequestRecordSchema.parse(body).at,
    ]),
  );
}

function voicesOf(
  { episode, consents }: EpisodeFile,
  asked: ReadonlyMap<string, string>,
): readonly StoryVoice[] {
  return episode.speakers.map(({ id, firstName, role, situation, language }): StoryVoice => {
    const required = requiredSignatories(situation);
    const voice = {
      id,
      firstName,
      role,
      situation: situation.kind,
      ...(language === undefined ? {} : { language }),
    };
    if ("blockedBy" in required)
      return { ...voice, signatories: [], blockedBy: required.blockedBy };
    const stateOf = (signatoryId: string, scope: Scope): SlotState =>
      consents.find(
        (one) => one.speakerId === id && one.signatoryId === signatoryId && one.scope === scope,
      )?.state ?? "unknown";
    const shown = scopesToAsk(episode, id);
    const signatories = required.signatories.map((signatoryId): Signatory => {
      const askedAt = asked.get(`${id}#${signatoryId}`);
      return {
        id: signatoryId,
        ...(askedAt === undefined ? {} : { askedAt }),
        answers: scopes
          .filter((scope) => shown.includes(scope) || stateOf(signatoryId, scope) !== "unknown")
          .map((scope) => ({ scope, state: stateOf(signatoryId, scope) })),
      };
    });
    return { ...voice, signatories };
  });
}
