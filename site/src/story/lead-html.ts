import type { EpisodeCard } from "#core/press/catalogue";
import { typeset } from "../format/typeset.ts";
import { attribute, escapedText } from "../ready-html.ts";

/** The summary of a story; nothing where it has none. */
export const leadHtml = ({ summary, language }: EpisodeCard): string =>
  summary === ""
    ? ""
    : `<p class="lead"${attribute("lang", language)}>${escapedText(typeset(summary, language))}</p>`;
