import { contentHash } from "../consent/content.ts";
import type { Consent, NameChoice } from "../consent/consent.ts";
import type { Dossier } from "../publication.ts";
import { requiredSignatories } from "../speaker.ts";

const shown = ["voice", "transcript", "name"] as const;

/**
 * A dossier as if everybody asked had said yes to voice, words and name, and
 * nothing else; who chose another name, or none, keeps that choice. For looking
 * at the page that would come of it, within the team: nothing of it is recorded,
 * and what blocks a story blocks it here too.
 */
export function asIfAgreed({ episode, consents }: Dossier, now: string): Dossier {
  const choiceOf = (speakerId: string): NameChoice =>
    consents.find((one) => one.speakerId === speakerId && one.scope === "name")?.nameChoice ?? {
      kind: "real",
    };
  const { embargoUntil: _held, ...open } = episode;
  const read = { at: now, by: "preview" };
  const words = { ...open };
  if (words.transcript !== undefined) words.transcript = { ...words.transcript, reviewed: read };
  if (words.translations !== undefined)
    words.translations = words.translations.map((one) => ({ ...one, reviewed: read }));
  const assumed = episode.speakers.flatMap(({ id, situation }): readonly Consent[] => {
    const required = requiredSignatories(situation);
    if ("blockedBy" in required) return [];
    return required.signatories.flatMap((signatoryId) =>
      shown.map((scope): Consent => {
        const choice = scope === "name" ? { nameChoice: choiceOf(id) } : {};
        const hash = contentHash(words, id, scope, choice.nameChoice);
        return {
          speakerId: id,
          signatoryId,
          scope,
          state: "given",
          recordId: "preview",
          ...choice,
          ...(hash === undefined ? {} : { contentHash: hash }),
        };
      }),
    );
  });
  return { episode: words, consents: assumed };
}
