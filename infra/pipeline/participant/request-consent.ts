import { AppError } from "#core/errors";
import { contentHash } from "#core/consent/content";
import { type Scope, scopes } from "#core/consent/consent";
import { dueEvent, grownUp } from "#core/consent/due";
import { cardLink } from "#core/consent/card";
import { isOpenState } from "#core/consent/states";
import { addDays } from "#core/consent/terms";
import type { Episode } from "#core/episode";
import { encodeId, publicationKeyLength } from "#core/ids";
import { newToken, tokenRandomBytes } from "#core/consent/participant-secret";
import type { Speaker } from "#core/speaker";
import { episodePartition, requestSort } from "#core/record-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { changeConsent } from "../consent/change-consent.ts";
import { type ConsentCommand, slotOf } from "../consent/consent-steps.ts";
import { requireReady } from "../episode/require-ready.ts";
import { type EpisodeFile, requireEpisode, retryOnConflict } from "../episode/episode-records.ts";
import { signatoriesOf } from "../consent/grant-on-paper.ts";
import { requireNoErasure } from "../consent/erasure-records.ts";
import { type CardCodes, hashedSecret, newCard } from "./new-card.ts";
import {
  newSecretWrites,
  secretsOf,
  type StoredSecret,
  secretWrite,
} from "../consent/secret-records.ts";

export type ConsentRequest = {
  readonly episodeId: string;
  /** All speakers unless named. */
  readonly speakerId?: string;
  /** Everyone who must agree for them unless named. */
  readonly signatoryId?: string;
  /** Opaque id of the member of staff who asks. */
  readonly by: string;
  /** Of the address the request came from (`app.consent.hashAddress`): the statistics compare it with the answer's. */
  readonly from?: string;
  /** How the link travels: shown in person it can say yes; in a message, which others may read, it cannot (T1). */
  readonly channel?: "in-person" | "message";
  /** Days until the link no longer says yes; it goes on seeing and withdrawing. */
  readonly linkDays?: number;
  /** A new card although there is one (lost, used up): the former one's codes then only withdraw. */
  readonly newCard?: boolean;
  /** No card now: the person makes one at the end, on the device that is handed to them. */
  readonly isCardLeftToThem?: boolean;
};

/** What one person is handed, once. Nobody can read any of it again (I11). */
export type Invitation = {
  readonly speakerId: string;
  readonly signatoryId: string;
  readonly link: { readonly token: string; readonly path: string; readonly url: string };
  /** Absent where this person has a card already. */
  readonly card?: CardCodes & {
    /** What the square on the card opens. */
    readonly url: string;
  };
};

/** A fortnight: long enough for a holiday, short enough for a link that was left lying about. */
const linkDaysUnlessTold = 14;

/** What the statistics and the studio know of a request; no answer is in it. */
export const RequestRecordSchema = z.object({
  by: z.string(),
  at: z.iso.datetime(),
  from: z.string().optional(),
  channel: z.enum(["in-person", "message"]),
});
export type RequestRecord = z.output<typeof RequestRecordSchema>;

/** The path of a link that opens the participant's pages. */
const invitationPath = (token: string) => `/voix/l/${token}`;

/**
 * Asks everyone named for their consent to every scope that has content, and
 * makes what they answer with: a link each, and a card for those who have none.
 * A former link of the same person opens nothing but a withdrawal any more
 * (T15). Staff can ask; nobody but the person can answer. Errors:
 * `episode-unknown`, `episode-not-ready`, `speaker-blocked` (no signature opens
 * it), `signatory-unknown`, `consent-erased`, `consent-revoked-by-authority`,
 * `erasure-waits`.
 */
export async function requestConsent(
  app: App,
  request: ConsentRequest,
): Promise<readonly Invitation[]> {
  const file = await requireEpisode(app.records, request.episodeId);
  const episode = grownUp(file.episode, app.clock.now());
  requireReady(episode);
  await requireNoErasure(app, request.episodeId);
  const asked = whoIsAsked(episode, request);
  await changeConsent(app, request.episodeId, {
    closes: false,
    episode: (former) => grownUp(former, app.clock.now()),
    decide: (now) =>
      asked.flatMap(({ speaker, signatoryId }) =>
        scopesToAsk(now.episode, speaker.id).flatMap((scope) =>
          askingFor(app, now, request, { speakerId: speaker.id, signatoryId, scope }),
        ),
      ),
  });
  const invitations: Invitation[] = [];
  for (const { speaker, signatoryId } of asked)
    invitations.push(await invite(app, request, speaker.id, signatoryId));
  app.logger.info("consent-requested", { episodeId: request.episodeId, people: asked.length });
  return invitations;
}

function askingFor(
  app: App,
  file: EpisodeFile,
  { by }: ConsentRequest,
  id: Pick<ConsentCommand, "speakerId" | "signatoryId" | "scope">,
): readonly ConsentCommand[] {
  const { slot } = slotOf(file, id);
  const speaker = file.episode.speakers.find((one) => one.id === id.speakerId);
  // What ended a moment ago and was not recorded yet is asked about like what ended long ago.
  const due = speaker && dueEvent(slot, speaker, app.clock.now());
  const ended = due === undefined || due.kind === "fall-due" ? [] : [{ ...id, event: due }];
  // Asking again for what stands would be asking whether they are sure.
  if (isOpenState(slot.state) && ended.length === 0) return [];
  return [...ended, { ...id, event: { kind: "request", by: { kind: "staff", staffId: by } } }];
}

function whoIsAsked(episode: Episode, { speakerId, signatoryId }: ConsentRequest) {
  const asked = episode.speakers
    .filter(({ id }) => speakerId === undefined || id === speakerId)
    .flatMap((speaker: Speaker) =>
      signatoriesOf(speaker)
        .filter((id) => signatoryId === undefined || id === signatoryId)
        .map((id) => ({ speaker, signatoryId: id })),
    );
  if (asked.length > 0) return asked;
  throw new AppError("signatory-unknown", {
    params: { speaker: speakerId ?? "", signatory: signatoryId ?? "" },
  });
}

/** The scopes that there is something to ask about. */
export function scopesToAsk(episode: Episode, speakerId: string): readonly Scope[] {
  return scopes.filter(
    (scope) => contentHash(episode, speakerId, scope, { kind: "real" }) !== undefined,
  );
}

async function invite(
  app: App,
  request: ConsentRequest,
  speakerId: string,
  signatoryId: string,
): Promise<Invitation> {
  // A selector that exists already (one chance in millions) makes the commit fail: then with other ones.
  return retryOnConflict(() => inviteOnce(app, request, speakerId, signatoryId));
}

async function inviteOnce(
  app: App,
  request: ConsentRequest,
  speakerId: string,
  signatoryId: string,
): Promise<Invitation> {
  const { episodeId, channel = "in-person", linkDays = linkDaysUnlessTold } = request;
  const at = app.clock.now();
  const former = await secretsOf(app, episodeId, { speakerId, signatoryId });
  const stands = ({ secret }: StoredSecret) => secret.revoked === undefined;
  const hasCard = former.some((one) => stands(one) && one.secret.kind === "card-lasting");
  const isLeft = request.isCardLeftToThem === true;
  const needsCard = !isLeft && (!hasCard || request.newCard === true);
  const isReplaced = (one: StoredSecret) =>
    stands(one) &&
    (needsCard || one.secret.kind === "invitation" || one.secret.kind === "message-link");
  const whose = { episodeId, speakerId, signatoryId, issuedAt: at };
  const token = newToken(app.randomness.bytes(tokenRandomBytes));
  const kind = channel === "message" ? ("message-link" as const) : ("invitation" as const);
  const expiresAt = addDays(at, linkDays);
  const batchId = encodeId(app.randomness.bytes(publicationKeyLength));
  const link = await hashedSecret(app, token, { ...whose, kind, batchId, expiresAt });
  const card = needsCard ? await newCard(app, whose) : undefined;
  const record: RequestRecord = {
    by: request.by,
    at,
    channel,
    ...(request.from === undefined ? {} : { from: request.from }),
  };
  // At most one live link and one card of five codes: a handful of writes.
  const revoked = former
    .filter(isReplaced)
    .map((one): RecordWrite =>
      secretWrite(one, { ...one.secret, revoked: { at, because: "replaced" } }),
    );
  await app.records.commit([
    ...revoked,
    ...[link, ...(card?.secrets ?? [])].flatMap(newSecretWrites),
    {
      kind: "put",
      partition: episodePartition(episodeId),
      sort: requestSort(speakerId, signatoryId),
      body: RequestRecordSchema.parse(record),
      expect: "any",
    },
  ]);
  const path = invitationPath(token.text);
  return {
    speakerId,
    signatoryId,
    link: { token: token.text, path, url: `${app.origin}${path}` },
    ...(card === undefined
      ? {}
      : { card: { ...card.codes, url: cardLink(app.origin, card.codes.lastingCode) } }),
  };
}
