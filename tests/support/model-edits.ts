/** What the team changes in a story's content, said to the use cases and to the oracle's account alike. */
import { editStory } from "./edit-story.ts";
import type { ModelSite } from "./model-site.ts";
import type { Step } from "./model-steps.ts";
import type { OracleStory } from "./naive-oracle.ts";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { addTranslation, replaceWords, reviewWords } from "#pipeline/words/edit-words";

export async function edit(site: ModelSite, story: OracleStory, { pick }: Step): Promise<void> {
  const part = (["title", "words", "audio", "words", "translation"] as const)[pick % 5] ?? "title";
  const token = site.token(part);
  if (part === "words" || part === "translation")
    return editWords(site, story, { part, token, isCorrected: pick % 2 === 0 });
  story[part] = token;
  await editStory(site.app, story.id, part, token);
  await reconcileEpisode(site.app, story.id);
}

type WordsEdit = {
  readonly part: "words" | "translation";
  readonly token: string;
  readonly isCorrected: boolean;
};

/** Words from a file; those that nobody answers for have to be read by somebody here. */
async function editWords(
  { app }: ModelSite,
  story: OracleStory,
  { part, token, isCorrected }: WordsEdit,
): Promise<void> {
  story[part] = token;
  story[part === "words" ? "wordsRead" : "translationRead"] = isCorrected;
  const file = `WEBVTT\n\n00:00.000 --> 00:02.000\n<v s1>${token}\n`;
  const edited = { episodeId: story.id, staffId: "staff", file, corrected: isCorrected };
  if (part === "words") await replaceWords(app, edited);
  else await addTranslation(app, { ...edited, language: "en" });
}

export async function review(
  { app }: ModelSite,
  story: OracleStory,
  { pick }: Step,
): Promise<void> {
  const isTranslation = pick % 2 === 1;
  if (isTranslation && story.translation === "") return;
  story[isTranslation ? "translationRead" : "wordsRead"] = true;
  const language = isTranslation ? "en" : "fr";
  await reviewWords(app, { episodeId: story.id, staffId: "staff", language });
}
