import type { Episode } from "../episode.ts";
import { requiredSignatories } from "../speaker.ts";
import { contentHash } from "./content.ts";
import {
  type Consent,
  type ConsentStatus,
  consentStatus,
  type NameChoice,
  type Scope,
} from "./consent.ts";

/** A dossier while it is decided on: each scope's content is hashed once, however often it is asked about. */
export type Asked = {
  readonly episode: Episode;
  readonly consents: readonly Consent[];
  readonly hashes: Map<string, string | undefined>;
};

/** A dossier that nothing was asked about yet. */
export const asked = (dossier: Pick<Asked, "episode" | "consents">): Asked => ({
  ...dossier,
  hashes: new Map(),
});

function find(
  { consents }: Asked,
  speakerId: string,
  signatoryId: string,
  scope: Scope,
): Consent | undefined {
  return consents.find(
    (consent) =>
      consent.speakerId === speakerId &&
      consent.signatoryId === signatoryId &&
      consent.scope === scope,
  );
}

/**
 * What one signatory has said of one scope of one voice, at the moment `now`: a yes
 * counts for the very content that it was said to, and as long as it was given for.
 */
export function statusOf(
  dossier: Asked,
  speakerId: string,
  signatoryId: string,
  scope: Scope,
  now: string,
): ConsentStatus {
  const consent = find(dossier, speakerId, signatoryId, scope);
  const hash = hashFor(dossier, speakerId, scope, consent?.nameChoice);
  // Without content there is nothing that a yes could be about.
  if (hash === undefined) return consent === undefined ? "missing" : "invalidated";
  return consentStatus(consent, hash, now);
}

function hashFor(
  { episode, hashes }: Asked,
  speakerId: string,
  scope: Scope,
  choice: NameChoice | undefined,
): string | undefined {
  const asked = `${speakerId} ${scope} ${choice === undefined ? "" : JSON.stringify(choice)}`;
  if (!hashes.has(asked)) hashes.set(asked, contentHash(episode, speakerId, scope, choice));
  return hashes.get(asked);
}

/** The consents of everyone who must agree for one speaker, or undefined if one of them has not. */
export function everyYes(
  dossier: Asked,
  speakerId: string,
  scope: Scope,
  now: string,
): readonly Consent[] | undefined {
  const speaker = dossier.episode.speakers.find((candidate) => candidate.id === speakerId);
  const required = speaker && requiredSignatories(speaker.situation);
  if (required === undefined || "blockedBy" in required) return undefined;
  const consents: Consent[] = [];
  for (const signatoryId of required.signatories) {
    const consent = find(dossier, speakerId, signatoryId, scope);
    if (consent === undefined) return undefined;
    if (statusOf(dossier, speakerId, signatoryId, scope, now) !== "given") return undefined;
    consents.push(consent);
  }
  return consents;
}
