import type { EpisodeCard, EpisodeView } from "./catalogue.ts";
import type { FacetCount } from "./facets.ts";
import type { ProjectChanges } from "../content/project-changes.ts";
import type { Show } from "../content/show.ts";
import type { VoixContent } from "../consent/voix-page.ts";
import type { StudioContent } from "../studio/page.ts";

/** Languages of the interface; the voices keep their own. */
export const locales = ["fr", "en"] as const;
export type Locale = (typeof locales)[number];

/** What every page knows about the site. */
export type SiteData = {
  readonly name: string;
  /** Scheme and host, without a slash at the end. */
  readonly origin: string;
  readonly shows: readonly Show[];
  /** True when any show on it is a demonstration. */
  readonly demonstration: boolean;
  /** What the studio published over the cards of the files. */
  readonly projects?: ProjectChanges;
};

/** What the press hands to the site for one page, in `Astro.locals.page`. */
export type PageData = {
  readonly site: SiteData;
  readonly locale: Locale;
  /** The canonical path of this page. */
  readonly path: string;
  /** The same page in each language, for the switch and `hreflang`. */
  readonly alternates: Readonly<Record<Locale, string>>;
} & PageContent;

/** The stories that a page of prose asks for; one that may not be shown is simply not among them. */
export type AskedStories = {
  /** By id. */
  readonly named: Readonly<Record<string, EpisodeCard>>;
  /** The newest of each shelf, by its name. */
  readonly shelves: Readonly<Record<string, readonly EpisodeCard[]>>;
};

/** The stories that a page asks for: whenever one of them comes or goes, the page is pressed again. */
export type PageNeeds = {
  readonly path: string;
  /** Ids of stories. */
  readonly stories: readonly string[];
  readonly shelves: readonly string[];
  /** It shows cards or figures of projects: pressed again whenever one of them changes. */
  readonly projects?: true;
};

export type PageContent =
  | {
      readonly kind: "home";
      /** The newest story, to be played at once. */
      readonly featured?: EpisodeView;
      readonly latest: readonly EpisodeCard[];
    }
  | {
      readonly kind: "episode";
      readonly episode: EpisodeView;
      readonly show: Show;
      /** What this story follows up and what follows it up, oldest first, itself among them; empty for one alone. */
      readonly thread: readonly EpisodeCard[];
    }
  /** The player alone, for the frames of other sites; in the language of the story where the interface has it. */
  | { readonly kind: "embed"; readonly episode: EpisodeView; readonly show: Show }
  | {
      readonly kind: "show";
      readonly show: Show;
      /** The newest ones; older ones are in the month archives. */
      readonly episodes: readonly EpisodeCard[];
      readonly months: readonly string[];
    }
  | {
      readonly kind: "months";
      readonly months: readonly { readonly month: string; readonly count: number }[];
    }
  | {
      readonly kind: "month";
      readonly month: string;
      readonly episodes: readonly EpisodeCard[];
      readonly earlier?: string;
      readonly later?: string;
    }
  | {
      /** All ways into the stories. */
      readonly kind: "stories";
      readonly latest: readonly EpisodeCard[];
      readonly facets: readonly FacetCount[];
    }
  | {
      /** The stories of one theme, trade, place or role. */
      readonly kind: "facet";
      readonly facet: FacetCount;
      /** The newest ones; older ones are in the month archives. */
      readonly episodes: readonly EpisodeCard[];
    }
  /** How to follow each feed: the whole site's (`all`), then the shows', each with a code that leads a phone to its part of this page. */
  | {
      readonly kind: "subscribe";
      readonly feeds: readonly {
        readonly slug: string;
        readonly qr: readonly (readonly boolean[])[];
      }[];
    }
  /** The page to search from; the years, newest first, that have an index. */
  | { readonly kind: "search"; readonly years: readonly string[] }
  /** A page that the site itself names: prose with the stories it asks for, 404, 410, a project with its newest stories. */
  | {
      readonly kind: "plain";
      readonly stories?: readonly EpisodeCard[];
      readonly asked?: AskedStories;
    }
  /** A participant's page: never pressed, and in the language of its own frame. */
  | VoixContent
  /** A page of the studio: never pressed either. */
  | StudioContent;
