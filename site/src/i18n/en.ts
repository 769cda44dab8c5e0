import type { Words } from "./words.ts";

export const en: Words = {
  tag: "en-GB",
  openGraphTag: "en_GB",

  tagline: "Sometimes a whole life fits into a minute of voice.",
  siteDescription:
    "Stories told aloud in one minute, to hear and to read. Each one is here because the person speaking said yes.",
  skipToContent: "Skip to content",
  mainNavigation: "Main navigation",
  footerNavigation: "Footer",
  homeLink: "home",
  stories: "Stories",
  projects: "Projects",
  myVoice: "It’s my voice",
  otherLanguage: "Lire cette page en français",
  otherLanguageShort: "Français",
  inFeeds: "Subscribe",
  allStoriesFeed: "RSS feed of every story",
  aboutSite: "This site",
  shows: "Series",

  promiseTitle: "A yes, and the right to take it back",
  promise: (voices) =>
    voices > 1
      ? "This minute is public because the people speaking said yes. Each of them can change their mind at any time."
      : "This minute is public because the person speaking said yes. They can change their mind at any time.",
  promiseMore:
    "Every voice is public because the person speaking said yes. They can change their mind at any time, with no account and no reason given: the page, the sound and the text close at once.",
  promiseLink: "Is it your voice? See or withdraw your consent",

  demonstrationTitle: "Demonstration",
  demonstrationStory:
    "This is a synthetic voice, reading a text written to show the site at work. It is nobody’s testimony.",
  demonstrationShort: "Demonstration: synthetic voice",
  demonstrationSite:
    "The stories on this site are examples: synthetic voices read texts written for the purpose.",

  listenNow: "Listen now",
  latestStories: "Latest stories",
  everyStory: "Every story, month by month",
  nothingYetTitle: "Voices are on their way",
  nothingYet:
    "No story is public at the moment. Come back soon, or subscribe so as not to miss the first one.",
  readAlong: "Read along",
  readWords: "Read the words",

  play: "Listen",
  playStory: (headline) => `Listen: ${headline}`,
  pause: "Pause",
  position: "Position in the story",
  positionOf: (now, whole) => `${now} of ${whole}`,
  back10: "Back 10 seconds",
  forward10: "Forward 10 seconds",
  speed: "Speed",
  shareMoment: "Copy a link to this moment",
  copied: "Link copied, it starts at {time}.",
  copyThis: "Link to this moment, for you to copy",
  soundFailed:
    "The sound is not coming. The network may be down, or this voice is no longer public. Reload the page to find out.",
  noSoundSupport: "Your browser cannot play sound. You can download the recording.",

  transcript: "The words",
  transcriptBy: {
    typed: "Typed by hand.",
    machine: "Written by a machine: there may be mistakes.",
    corrected: "Written by a machine, then checked by a person.",
    imported: "Supplied with the recording.",
  },
  hearFrom: (time) => `Listen from ${time}`,
  date: "Date",
  duration: "Length",
  trade: "Trade",
  place: "Place",
  role: "Role",
  recordedOn: "Recorded on",
  roleNames: {
    talent: "Talent",
    professional: "Professional",
    apprentice: "Apprentice",
    coach: "Coach",
  },
  downloads: "Take away",
  downloadNames: {
    audio: "The sound",
    vtt: "WebVTT captions",
    srt: "SubRip captions",
    text: "The words alone",
    data: "Words and times",
  },
  reusable: "The people speaking allow this minute to be reused:",
  notReusable: "For your own listening. Any other use needs the consent of the person speaking.",
  everyStoryOfShow: "The whole series",
  othersOfShow: (show) => `More voices from “${show}”`,

  subscribe: "Subscribe to the RSS feed",
  subscribeHow: "Paste this address into your podcast app.",
  feedAddress: "Feed address",
  episodesOfShow: "The stories",
  showKind: "Series",
  madeBy: "By",
  rhythm: "Rhythm",
  licence: "Licence",
  contact: "Contact",
  funding: "Support",
  olderStories: "Earlier",

  archives: "Every story",
  archivesIntro: "Kept by month of publication.",
  archivesEmpty: "No story is public at the moment.",
  storyCount: (count) => (count === 1 ? "1 story" : `${count} stories`),
  earlierMonth: "Earlier",
  laterMonth: "Later",
  allMonths: "All months",

  search: "Search",
  searchIntro:
    "A trade, a place, a first name, a word you heard. What you look for stays in your browser.",
  searchLabel: "What are you looking for?",
  searchHint: "Accents and plurals make no difference.",
  searchButton: "Search",
  searchScriptNeeded:
    "Searching happens in your browser and needs JavaScript. Without it, every story is still within reach:",
  searchResults: "Results",
  searchWaysTitle: "Or browse",
  searchProjects: "Every laureate project",
  searchSaid: {
    searching: "Searching…",
    one: "1 result for “{query}”.",
    many: "{count} results for “{query}”.",
    none: "Nothing found for “{query}”. Try another word, or the beginning of one.",
    partly: "Nothing has all of these words. Closest to them: {count}.",
    failed: "The search did not get through. Check your connection, then try again.",
    more: "More results",
    story: "Story",
    project: "Project",
    page: "Page",
    demonstration: "Demonstration",
  },

  table: "Table",
  notFoundTitle: "Nothing at this address",
  notFound: "The page may have moved, or there is a slip in the address.",
  goneTitle: "This story is not here",
  gone: "It may never have been public here, or it was taken back by the person it belongs to.",
  goneWhy:
    "On this site anyone can take their voice back whenever they like, and then we keep nothing of it online. Other stories are waiting for you.",
};
