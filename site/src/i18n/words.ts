import type { Role } from "#core/speaker";

/** Everything that the interface says, once for each language. The voices keep their own words. */
export type Words = {
  /** BCP 47 tag for `Intl` and for `og:locale`. */
  readonly tag: string;
  readonly openGraphTag: string;

  readonly tagline: string;
  readonly siteDescription: string;
  readonly skipToContent: string;
  readonly mainNavigation: string;
  readonly footerNavigation: string;
  readonly homeLink: string;
  readonly stories: string;
  readonly projects: string;
  readonly myVoice: string;
  readonly otherLanguage: string;
  readonly otherLanguageShort: string;
  readonly inFeeds: string;
  readonly allStoriesFeed: string;
  readonly aboutSite: string;
  readonly shows: string;

  readonly promiseTitle: string;
  readonly promise: (voices: number) => string;
  readonly promiseMore: string;
  readonly promiseLink: string;

  readonly demonstrationTitle: string;
  readonly demonstrationStory: string;
  readonly demonstrationShort: string;
  readonly demonstrationSite: string;

  readonly listenNow: string;
  readonly latestStories: string;
  readonly everyStory: string;
  readonly nothingYetTitle: string;
  readonly nothingYet: string;
  readonly readAlong: string;
  readonly readWords: string;

  readonly play: string;
  readonly playStory: (headline: string) => string;
  readonly pause: string;
  readonly position: string;
  readonly positionOf: (now: string, whole: string) => string;
  readonly back10: string;
  readonly forward10: string;
  readonly speed: string;
  readonly shareMoment: string;
  readonly copied: string;
  readonly copyThis: string;
  readonly soundFailed: string;
  readonly noSoundSupport: string;

  readonly transcript: string;
  readonly transcriptBy: Readonly<Record<"typed" | "machine" | "corrected" | "imported", string>>;
  readonly wordsIn: (language: string) => string;
  readonly hearFrom: (time: string) => string;
  readonly date: string;
  readonly duration: string;
  readonly trade: string;
  readonly place: string;
  readonly role: string;
  readonly recordedOn: string;
  readonly roleNames: Readonly<Record<Role, string>>;
  readonly downloads: string;
  readonly downloadNames: Readonly<Record<"audio" | "vtt" | "srt" | "text" | "data", string>>;
  readonly reusable: string;
  readonly notReusable: string;
  readonly everyStoryOfShow: string;
  readonly othersOfShow: (show: string) => string;

  readonly subscribe: string;
  readonly subscribeTitle: string;
  readonly subscribeIntro: string;
  readonly subscribeSteps: readonly string[];
  readonly subscribeFree: string;
  readonly subscribeCopies: string;
  readonly subscribeWithApp: string;
  readonly subscribeNothingHappens: string;
  readonly subscribeElsewhere: string;
  readonly subscribeScan: string;
  readonly subscribeCode: (title: string) => string;
  readonly everyStoryHere: string;
  readonly machines: Readonly<Record<"android" | "ios" | "computer", string>>;
  readonly copyAddress: string;
  readonly addressCopied: string;
  readonly feedAddress: string;
  readonly episodesOfShow: string;
  readonly showKind: string;
  readonly madeBy: string;
  readonly rhythm: string;
  readonly licence: string;
  /** What shows say where they grant nothing. */
  readonly allRightsReserved: string;
  readonly contact: string;
  readonly funding: string;
  readonly olderStories: string;

  readonly archives: string;
  readonly archivesIntro: string;
  readonly archivesEmpty: string;
  readonly storyCount: (count: number) => string;
  readonly earlierMonth: string;
  readonly laterMonth: string;
  readonly allMonths: string;

  readonly search: string;
  readonly searchIntro: string;
  readonly searchLabel: string;
  readonly searchHint: string;
  readonly searchButton: string;
  readonly searchScriptNeeded: string;
  readonly searchResults: string;
  readonly searchWaysTitle: string;
  readonly searchProjects: string;
  /** Read by the script of the page: `{count}` and `{query}` are filled in there. */
  readonly searchSaid: {
    readonly searching: string;
    readonly one: string;
    readonly many: string;
    readonly none: string;
    readonly partly: string;
    readonly failed: string;
    readonly more: string;
    readonly story: string;
    readonly project: string;
    readonly page: string;
    readonly demonstration: string;
  };

  readonly table: string;
  readonly notFoundTitle: string;
  readonly notFound: string;
  readonly goneTitle: string;
  readonly gone: string;
  readonly goneWhy: string;
};
