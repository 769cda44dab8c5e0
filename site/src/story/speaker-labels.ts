import type { EpisodeCard } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import type { Words } from "../i18n/words.ts";

export type SpeakerLabel = {
  readonly label: string;
  /** The role, where a name stands in its place. */
  readonly role?: string;
};

/**
 * What stands for each speaker, by id: the name that was agreed to, otherwise
 * the role; nameless speakers of one role are counted, so that they stay apart.
 */
export function speakerLabels(
  speakers: EpisodeCard["speakers"],
  roleNames: Words["roleNames"],
): ReadonlyMap<string, SpeakerLabel> {
  const nameless = speakers.filter((speaker) => speaker.name === undefined);
  return new Map(
    speakers.map((speaker) => {
      if (speaker.name !== undefined)
        return [speaker.id, { label: speaker.name, role: roleNames[speaker.role] }];
      const alike = nameless.filter(({ role }) => role === speaker.role);
      const role = roleNames[speaker.role];
      return [
        speaker.id,
        { label: alike.length > 1 ? `${role} ${alike.indexOf(speaker) + 1}` : role },
      ];
    }),
  );
}

/** `Bernard (personne de métier) et Inès (en apprentissage)`: who speaks, each with the role; roles alone where no name may be shown. */
export function rolesInWords(
  speakers: EpisodeCard["speakers"],
  roleNames: Words["roleNames"],
  locale: Locale,
): string {
  const labels = [...speakerLabels(speakers, roleNames).values()].map(({ label, role }) =>
    role === undefined ? label : `${label} (${role.toLocaleLowerCase(locale)})`,
  );
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(labels);
}
