import type { MessageLocale } from "../message.ts";

type DueKind = "renewal" | "end" | "follow-up" | "release";
type CalendarWords = {
  readonly title: (site: string) => string;
  /** Of something to do; `story` is the beginning of an opaque id. */
  readonly event: (
    kind: DueKind,
    story: string,
    months?: number,
  ) => { readonly title: string; readonly description: string };
};

/** What stands in a calendar that others keep: no name, no title, no word of a story. */
export const calendarWords: Readonly<Record<MessageLocale, CalendarWords>> = {
  fr: {
    title: (site) => `${site} : renouvellements et suivis`,
    event: (kind, story, months) => ({
      title: {
        renewal: `Renouvellement à proposer (récit ${story}…)`,
        end: `Fin d’un accord (récit ${story}…)`,
        release: `Date de publication atteinte, à ouvrir (récit ${story}…)`,
        "follow-up": `Nouvelles à prendre, ${months ?? ""} mois après (récit ${story}…)`,
      }[kind],
      description: "Ouvrez le lien pour voir de qui il s’agit : ce calendrier ne nomme personne.",
    }),
  },
  en: {
    title: (site) => `${site}: renewals and follow-ups`,
    event: (kind, story, months) => ({
      title: {
        renewal: `Renewal to offer (story ${story}…)`,
        end: `A consent ends (story ${story}…)`,
        release: `Day of publication, to be opened (story ${story}…)`,
        "follow-up": `Ask how they are, ${months ?? ""} months on (story ${story}…)`,
      }[kind],
      description: "Open the link to see who it is: this calendar names nobody.",
    }),
  },
};
