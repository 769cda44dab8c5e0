import { type Consent, type NameChoice, type Scope, scopes } from "#core/consent/consent";
import { contentHash } from "#core/consent/content";
import { type Episode, EpisodeSchema } from "#core/episode";
import { sha256Hex } from "#core/hash";
import type { Dossier } from "#core/publication";
import { requiredSignatories, type Speaker } from "#core/speaker";

export const noon = "2026-11-23T12:00:00.000Z";

export function aSpeaker(changes: Partial<Speaker> = {}): Speaker {
  return { id: "s1", role: "talent", firstName: "Awa", situation: { kind: "adult" }, ...changes };
}

/** A story that is ready in every respect but consent. */
export function anEpisode(changes: Partial<Episode> = {}): Episode {
  const file = (name: string) => ({
    key: `renditions/x/${name}`,
    bytes: 700_000,
    sha256: sha256Hex(name),
  });
  return EpisodeSchema.parse({
    id: "abcdefghjkmnpqrstvwx",
    showSlug: "paroles-de-talents",
    title: "Un pas après l'autre",
    summary: "Une minute sur le retour de la confiance.",
    language: "fr",
    speakers: [aSpeaker()],
    createdAt: "2026-11-01T09:00:00.000Z",
    source: file("source"),
    stage: { name: "ready" },
    audio: {
      durationSeconds: 58.2,
      before: { integratedLufs: -24, truePeakDbtp: -4 },
      renditions: (["mp3", "m4a", "opus"] as const).map((encoding) => ({
        ...file(`audio.${encoding}`),
        encoding,
        durationSeconds: 58.2,
        loudness: { integratedLufs: -16, truePeakDbtp: -1.4 },
      })),
      covers: [3000, 1400, 500, 160].map((sizePx) => ({ ...file(`cover-${sizePx}`), sizePx })),
      waveform: [0.2, 0.8, 0.4],
    },
    transcript: {
      language: "fr",
      provenance: "typed",
      engine: "aligned-pauses",
      cues: [
        { startSeconds: 0.5, endSeconds: 3, speakerId: "s1", text: "J'avance à mon rythme." },
        { startSeconds: 3.2, endSeconds: 6, speakerId: "s1", text: "Et je tiens bon." },
      ],
    },
    epoch: 3,
    ...changes,
  });
}

/** One yes, to what the episode holds at this moment. */
export function aConsent(
  episode: Episode,
  changes: Partial<Consent> & { readonly scope: Scope },
): Consent {
  const { speakerId = "s1", scope } = changes;
  const nameChoice: NameChoice | undefined = scope === "name" ? { kind: "real" } : undefined;
  return {
    speakerId,
    signatoryId: "self",
    state: "given",
    recordId: `record-${scope}`,
    contentHash: contentHash(episode, speakerId, scope, changes.nameChoice ?? nameChoice) ?? "none",
    notice: { version: "2026-11", locale: "fr", hash: "n" },
    channel: "page",
    indicatedAt: "2026-11-02T09:00:00.000Z",
    ...(nameChoice === undefined ? {} : { nameChoice }),
    ...changes,
  };
}

/** Everyone who must agree has said yes to every scope but the portrait, which there is none of. */
export function everyYes(episode: Episode): Consent[] {
  return episode.speakers.flatMap((speaker) => {
    const required = requiredSignatories(speaker.situation);
    const signatories = "signatories" in required ? required.signatories : ["self"];
    return signatories.flatMap((signatoryId) =>
      scopes
        .filter((scope) => scope !== "portrait")
        .map((scope) => aConsent(episode, { speakerId: speaker.id, signatoryId, scope })),
    );
  });
}

export function aDossier(changes: Partial<Episode> = {}): Dossier {
  const episode = anEpisode(changes);
  return { episode, consents: everyYes(episode) };
}
