import type { App } from "#pipeline/app";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import type { Scope } from "#core/consent/consent";

/** Words that stand nowhere else: if one of them is found, it leaked. */
export const canary = {
  firstName: "Zéphyrine",
  title: "Kaléidoscope tourbillonnant",
  summary: "Hirondelle cobalt.",
  words: "Je chuchote marsouin devant tout le monde.",
  theme: "ornithorynque",
  place: "Valbrumeuse",
};
/** As far as they stand in every form of them: folded and cut to their stems too, as the search index has them. */
export const canaryWords = ["phyrin", "kal", "hirondel", "marsouin", "ornithoryn", "valbrum"];

/** What a coach says of a recording whose words nobody has typed. */
export const untyped = {
  showSlug: "paroles-de-talents",
  title: "Le pain du matin",
  summary: "Elle raconte.",
  language: "fr",
  speakers: [{ id: "s1", role: "talent", firstName: "Marie", situation: { kind: "adult" } }],
} satisfies Parameters<typeof receiveEpisode>[1];

/** A story taken in and made ready through the real use cases. */
export async function aReadyStory(app: App): Promise<string> {
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: canary.title,
      summary: canary.summary,
      language: "fr",
      place: canary.place,
      themes: [canary.theme],
      speakers: [
        { id: "s1", role: "talent", firstName: canary.firstName, situation: { kind: "adult" } },
      ],
      knownText: [{ speakerId: "s1", text: canary.words }],
    },
    { path: "/upload" },
  );
  await processEpisode(app, id);
  return id;
}

/** Everyone's yes on paper, to these scopes. */
export async function grantAll(
  app: App,
  episodeId: string,
  scopes: readonly Scope[] = ["voice", "transcript", "name", "platforms"],
): Promise<void> {
  await grantOnPaper(app, { episodeId, scan: { path: "/scan" }, scopes });
}
