/** The few sentences that feeds add to what people wrote, in the language of the feed. */
export type FeedWords = {
  readonly transcript: string;
  readonly cover: (title: string) => string;
  readonly demonstrationShow: string;
  readonly demonstrationStory: string;
  readonly everyStory: (site: string) => string;
};

const french: FeedWords = {
  transcript: "Lire la transcription",
  cover: (title) => `Couverture : ${title}`,
  demonstrationShow:
    "Démonstration : les voix sont des voix de synthèse et les paroles ont été inventées pour montrer le site. Personne n’a témoigné ici.",
  demonstrationStory: "Démonstration : voix de synthèse, paroles inventées.",
  everyStory: (site) => `Toutes les paroles publiées sur ${site}, une minute chacune.`,
};

const english: FeedWords = {
  transcript: "Read the transcript",
  cover: (title) => `Cover: ${title}`,
  demonstrationShow:
    "Demonstration: the voices are synthetic and the words were invented to show the site. Nobody has testified here.",
  demonstrationStory: "Demonstration: synthetic voice, invented words.",
  everyStory: (site) => `Every story published on ${site}, one minute each.`,
};

/** French for French feeds, English for all others. */
export function feedWords(language: string): FeedWords {
  return /^fr\b/i.test(language) ? french : english;
}
