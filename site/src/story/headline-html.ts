import type { EpisodeCard } from "#core/press/catalogue";
import { typeset } from "../format/typeset.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { headlineParts } from "./headline-parts.ts";

/** Who and what, in two sizes; the text of a heading. */
export function headlineHtml(card: EpisodeCard): string {
  const { names, title } = headlineParts(card);
  const language = attribute("lang", card.language);
  const set = escapedText(typeset(title, card.language));
  if (names === "") return `<span class="headline-alone"${language}>${set}</span>`;
  return (
    `<span class="headline"${language}><span class="headline-names">${escapedText(names)}</span>` +
    `<span class="visually-hidden"> – </span><span class="headline-title">${set}</span></span>`
  );
}
