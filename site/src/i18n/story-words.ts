import type { FacetName } from "#core/press/facets";
import type { Locale } from "#core/press/page-data";

/** What the interface says on pages that browse stories and lead from one to the next. */
export type StoryWords = {
  readonly storiesLead: string;
  readonly browse: string;
  readonly facets: Readonly<Record<FacetName, string>>;
  /** Heading of the page of one theme, trade, place or role. */
  readonly facetHeading: (facet: FacetName, label: string) => string;
  readonly rome: (code: string, heading: string) => string;
  readonly byMonth: string;
  readonly olderByMonth: string;
  readonly newest: string;
  readonly randomMinute: string;
  readonly atLeast: (stories: string) => string;
  readonly speaks: string;
  readonly threadTitle: string;
  readonly threadLead: string;
  readonly threadHere: string;
  /** How long after the story that it goes on from; 0 for less than a month. */
  readonly monthsLater: (months: number) => string;
  readonly inPairWith: (whom: string) => string;
  readonly nextStory: string;
  readonly nowPlaying: string;
  readonly volume: string;
  readonly seeCard: string;
  readonly figuresTitle: string;
  readonly offlineTitle: string;
  readonly offline: string;
  readonly offlineKept: string;
  readonly keptHere: string;
  readonly forgetKept: string;
  readonly tryAgain: string;
};

const fr: StoryWords = {
  storiesLead: "À écouter par thème, par métier, par lieu, ou selon qui parle.",
  browse: "Choisir ce que l’on écoute",
  facets: { theme: "Thèmes", trade: "Métiers", place: "Lieux", role: "Qui parle" },
  facetHeading: (facet, label) => {
    const names = { theme: "Thème", trade: "Métier", place: "Lieu", role: "Qui parle" };
    return `${names[facet]}\u00a0: ${label}`;
  },
  rome: (code, heading) => `Code ROME ${code}, ${heading}`,
  byMonth: "Mois par mois",
  olderByMonth: "Les histoires plus anciennes sont rangées mois par mois.",
  newest: "Les plus récentes",
  randomMinute: "Une minute au hasard",
  atLeast: (stories) => `${stories} et plus`,
  speaks: "Qui parle",
  threadTitle: "Le fil de cette histoire",
  threadLead: "Ce qui a été raconté avant, après, ou par l’autre moitié du duo.",
  threadHere: "Vous êtes ici",
  monthsLater: (months) => (months === 0 ? "La suite" : `${months}\u00a0mois plus tard`),
  inPairWith: (whom) => `En duo avec ${whom}`,
  nextStory: "Histoire suivante",
  nowPlaying: "En cours d’écoute",
  volume: "Volume",
  seeCard: "Lire la fiche du projet",
  figuresTitle: "L’appel à projets en chiffres",
  offlineTitle: "Pas de réseau",
  offline: "Cette page n’est pas sur cet appareil. Elle s’ouvrira quand le réseau reviendra.",
  offlineKept:
    "Les histoires que vous avez ouvertes peuvent se relire ici pendant trois jours, sans le son. Celles qui sont reprises par leur auteur s’effacent dès que le réseau revient.",
  keptHere: "Gardé sur cet appareil",
  forgetKept: "Effacer ce qui est gardé",
  tryAgain: "Réessayer",
};

const en: StoryWords = {
  storiesLead: "Listen by theme, by trade, by place, or by who is speaking.",
  browse: "Choose what to hear",
  facets: { theme: "Themes", trade: "Trades", place: "Places", role: "Who is speaking" },
  facetHeading: (facet, label) => {
    const names = { theme: "Theme", trade: "Trade", place: "Place", role: "Who is speaking" };
    return `${names[facet]}: ${label}`;
  },
  rome: (code, heading) => `ROME code ${code}, ${heading}`,
  byMonth: "Month by month",
  olderByMonth: "Older stories are kept month by month.",
  newest: "The newest",
  randomMinute: "A minute at random",
  atLeast: (stories) => `${stories} or more`,
  speaks: "Who is speaking",
  threadTitle: "How this story goes on",
  threadLead: "What was told before, afterwards, or by the other half of the pair.",
  threadHere: "You are here",
  monthsLater: (months) =>
    months === 0 ? "What came next" : `${months} ${months === 1 ? "month" : "months"} later`,
  inPairWith: (whom) => `In a pair with ${whom}`,
  nextStory: "Next story",
  nowPlaying: "Now playing",
  volume: "Volume",
  seeCard: "Read the fact card",
  figuresTitle: "The call in figures",
  offlineTitle: "No network",
  offline: "This page is not on this device. It will open when the network is back.",
  offlineKept:
    "Stories that you opened can be read again here for three days, without their sound. Those that are taken back are erased as soon as the network returns.",
  keptHere: "Kept on this device",
  forgetKept: "Erase what is kept",
  tryAgain: "Try again",
};

const storyWords = { fr, en } satisfies Readonly<Record<Locale, StoryWords>>;

export const storyWordsFor = (locale: Locale): StoryWords => storyWords[locale];
