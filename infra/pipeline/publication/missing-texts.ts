import type { Publication } from "#core/press/catalogue";
import type { PermittedWords, PublishableEpisode } from "#core/publication";
import { publicFileKey } from "#core/storage-keys";
import type { App } from "../app.ts";
import type { PressedStory } from "../press/press-story.ts";
import { missingFiles } from "./prepare-publication.ts";
import { publicTexts } from "./public-texts.ts";

/**
 * Texts of a publication that got lost, made again from the words that the gate
 * let through; undefined where sound or pictures are missing, or a text would not
 * be the one that was there: then it takes a new publication.
 */
export async function missingTexts(
  app: App,
  words: PermittedWords & Pick<PublishableEpisode, "title" | "speakers">,
  publication: Publication,
): Promise<PressedStory["files"] | undefined> {
  const missing = await missingFiles(app, words.id, publication);
  if (missing.length === 0) return [];
  const texts = publicTexts(words, publication.key);
  const files = missing.map(({ name, bytes }) => {
    const text = texts.find(
      (candidate) => candidate.name === name && candidate.body.length === bytes,
    );
    return text && { key: publicFileKey(words.id, name), body: text.body };
  });
  return files.every((file) => file !== undefined) ? files : undefined;
}
