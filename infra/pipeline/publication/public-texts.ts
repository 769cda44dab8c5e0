import { chaptersJson, chaptersOfTurns } from "#core/feed/chapters";
import type { PublicFile } from "#core/press/catalogue";
import type { PermittedWords, PublishableEpisode } from "#core/publication";
import { toPlainText } from "#core/transcript/plain-text";
import { toPodcastJson } from "#core/transcript/podcast-json";
import { toSrt } from "#core/transcript/srt";
import { toWebVtt } from "#core/transcript/webvtt";
import { utf8Of } from "#core/utf8";

/** A text of a publication, as its file will say it. */
export type PublicText = Pick<PublicFile, "name" | "mimeType" | "language"> & {
  readonly body: Uint8Array;
};

/**
 * Transcripts, and chapters where several voices take turns, with the names that
 * may be shown and no others. The same story always gives the same bytes.
 */
export function publicTexts(
  words: PermittedWords & Pick<PublishableEpisode, "title" | "speakers">,
  key: string,
): readonly PublicText[] {
  const { transcript, translations, title, speakers } = words;
  const names = new Map(
    speakers.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name]])),
  );
  const file = (ending: string, mimeType: string, text: string): PublicText => ({
    name: `${key}${ending}`,
    mimeType,
    body: utf8Of(text),
  });
  const chapters = chaptersOfTurns(transcript, speakers);
  return [
    file(".vtt", "text/vtt", toWebVtt(transcript, names)),
    file(".srt", "application/x-subrip", toSrt(transcript, names)),
    file(".json", "application/json", toPodcastJson(transcript, names)),
    file(".txt", "text/plain", toPlainText(transcript, names)),
    ...translations.flatMap((translation) => {
      const { language } = translation;
      return [
        { ...file(`.${language}.vtt`, "text/vtt", toWebVtt(translation, names)), language },
        {
          ...file(`.${language}.srt`, "application/x-subrip", toSrt(translation, names)),
          language,
        },
      ];
    }),
    ...(chapters.length === 0
      ? []
      : [file("-chapters.json", "application/json+chapters", chaptersJson(chapters, title))]),
  ];
}
