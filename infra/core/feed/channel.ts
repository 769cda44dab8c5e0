import { localeFolder, readLocale } from "../press/locale-paths.ts";
import { AppError } from "../errors.ts";
import { type FeedName, feedPath } from "./address.ts";
import { feedWords } from "./words.ts";
import type { SiteData } from "../press/page-data.ts";
import { podcastGuid } from "./podcast-guid.ts";
import type { Show } from "../content/show.ts";

/** Everything that a feed says of itself, whatever stands in it. */
export type FeedChannel = {
  readonly name: FeedName;
  readonly origin: string;
  /** Address path of the page that the feed belongs to. */
  readonly pagePath: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Plain text. */
  readonly description: string;
  readonly language: string;
  /** Who speaks for the feed: author, owner, category, licence, picture, … */
  readonly show: Show;
  readonly guid: string;
  readonly demonstration: boolean;
  readonly newFeedUrl?: string;
  /** Address of the WebSub hub that is told of changes. */
  readonly hubUrl?: string;
};

/** What feeds need to know of the site; `hubUrl` where a WebSub hub is told of changes. */
export type FeedSite = Pick<SiteData, "name" | "origin" | "shows"> & { readonly hubUrl?: string };

/** What a project's feed says; texts in the feed's language. */
export type FeedProject = {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Address path of the project's page. */
  readonly pagePath: string;
};

/** In the language of the voices, or else in English, which more listeners read. */
function seriesPath({ slug, language }: Show): string {
  const locale = readLocale(language.split("-")[0]) ?? "en";
  return `${localeFolder(locale)}/series/${slug}/`;
}

const hubOf = ({ hubUrl }: FeedSite) => (hubUrl === undefined ? {} : { hubUrl });

/** The feed of a show. After a move it names its new address, as Apple asks, and keeps its identity. */
export function showChannel(show: Show, site: FeedSite): FeedChannel {
  const name = { kind: "show", slug: show.slug } as const;
  const first = { kind: "show", slug: show.formerSlugs?.[0] ?? show.slug } as const;
  const hasMoved = show.movedTo !== undefined || (show.formerSlugs?.length ?? 0) > 0;
  return {
    name,
    origin: site.origin,
    pagePath: seriesPath(show),
    title: show.title,
    subtitle: show.subtitle,
    description: /^en\b/.test(show.language) ? show.descriptionEn : show.description,
    language: show.language,
    show,
    guid: show.podcastGuid ?? podcastGuid(`${site.origin}${feedPath(first)}`),
    demonstration: show.demonstration,
    ...(hasMoved
      ? { newFeedUrl: new URL(show.movedTo ?? `${site.origin}${feedPath(name)}`).href }
      : {}),
    ...hubOf(site),
  };
}

/** The feed of everything. Its owner, picture and language are those of the first show; throws `feed-without-show`. */
export function siteChannel(site: FeedSite): FeedChannel {
  const show = firstShow(site);
  const name = { kind: "site" } as const;
  return {
    name,
    origin: site.origin,
    pagePath: "/",
    title: site.name,
    description: feedWords(show.language).everyStory(site.name),
    language: show.language,
    show,
    guid: podcastGuid(`${site.origin}${feedPath(name)}`),
    demonstration: site.shows.some(({ demonstration }) => demonstration),
    ...hubOf(site),
  };
}

/** The feed of the stories linked to a project; as for the site, the first show speaks for it. */
export function projectChannel(project: FeedProject, site: FeedSite): FeedChannel {
  const name = { kind: "project", slug: project.slug } as const;
  return {
    ...siteChannel(site),
    name,
    pagePath: project.pagePath,
    title: `${project.title} – ${site.name}`,
    description: project.description,
    language: project.language,
    guid: podcastGuid(`${site.origin}${feedPath(name)}`),
  };
}

function firstShow({ shows }: FeedSite): Show {
  const [show] = shows;
  if (show === undefined) throw new AppError("feed-without-show", { field: "content/shows" });
  return show;
}
