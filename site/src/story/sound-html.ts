/** The browser's own player of a story. */
import { type EpisodeView, filePath } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { languageName } from "../format/language-name.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { alikeOf } from "./story-alike.ts";

/** With the words in other languages, for whom it shows them. */
export function captionedSoundHtml(story: EpisodeView, locale: Locale): string {
  const tracks = story.files
    .filter(({ language, mimeType }) => language !== undefined && mimeType === "text/vtt")
    .map((file) => {
      const language = file.language ?? "";
      const named = `${attribute("srclang", language)}${attribute("label", languageName(language, language))}`;
      return `<track kind="subtitles"${named}${attribute("src", filePath(story, file))}>`;
    })
    .join("");
  return soundHtml(story, locale, tracks);
}

/** With more in it than the sound itself where there is more. */
export function soundHtml(story: EpisodeView, locale: Locale, tracks = ""): string {
  const { headline, sources } = alikeOf(story);
  const sourcesHtml = sources
    .map(({ path, mimeType }) => `<source${attribute("src", path)}${attribute("type", mimeType)}>`)
    .join("");
  return `<audio controls preload="none"${attribute("title", headline)}>${sourcesHtml}${tracks}${instead(story, locale)}</audio>`;
}

/** For a browser that knows no sound. */
function instead(story: EpisodeView, locale: Locale): string {
  const download = alikeOf(story).downloads.find(({ kind }) => kind === "audio");
  const said = escapedText(wordsFor(locale).noSoundSupport);
  return download === undefined ? said : `<a${attribute("href", download.path)}>${said}</a>`;
}
