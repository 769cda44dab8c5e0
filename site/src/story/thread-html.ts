/** Stories that belong together, in order of their days: how each goes on from another, and who makes a pair with whom. */
import type { EpisodeCard } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { storyPath } from "#core/press/task";
import { voicePaletteOf } from "#core/picture/voice-palette";
import { formatDay } from "../format/dates.ts";
import { typeset } from "../format/typeset.ts";
import { storyWordsFor } from "../i18n/story-words.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { headlineHtml } from "./headline-html.ts";
import { headlineParts } from "./headline-parts.ts";
import { rolesInWords } from "./speaker-labels.ts";
import { dayOf, placeInThread } from "./threads.ts";

type Thread = {
  readonly thread: readonly EpisodeCard[];
  readonly locale: Locale;
  /** The id of the story whose page this is. */
  readonly current?: string | undefined;
};

/** What was told before a story and after it, and by the other half of a pair; nothing around a story alone. */
export function threadHtml(of: Thread): string {
  if (of.thread.length === 0) return "";
  const said = storyWordsFor(of.locale);
  return (
    `<section aria-labelledby="fil"><h2 id="fil">${escapedText(said.threadTitle)}</h2>` +
    `<p class="small">${escapedText(said.threadLead)}</p>${threadListHtml(of)}</section>`
  );
}

/** Each leads to the others. */
export const threadListHtml = (of: Thread): string =>
  `<ol class="thread-list" role="list">${of.thread.map((card) => storyHtml(card, of)).join("")}</ol>`;

function storyHtml(card: EpisodeCard, of: Thread): string {
  const { current, locale } = of;
  const isHere = card.id === current;
  const day = dayOf(card);
  const notes = notesOf(card, of).map(
    (note) => `<span class="thread-note">${escapedText(note)}</span>`,
  );
  const here = `<strong class="thread-here">${escapedText(storyWordsFor(locale).threadHere)}</strong>`;
  const headline = headlineHtml(card);
  const roles = rolesInWords(card.speakers, wordsFor(locale).roleNames, locale);
  return (
    `<li class="voice-${voicePaletteOf(card.id).name}"${isHere ? ' aria-current="page"' : ""}><p class="small">` +
    `<time${attribute("datetime", day)}>${escapedText(formatDay(day, locale))}</time>` +
    `${notes.join("")}${isHere ? here : ""}</p>` +
    `<h3>${isHere ? headline : `<a${attribute("href", storyPath(card, locale))}>${headline}</a>`}</h3>` +
    `<p class="small">${escapedText(roles)}</p></li>`
  );
}

function notesOf(card: EpisodeCard, { thread, locale }: Thread): readonly string[] {
  const said = storyWordsFor(locale);
  const { otherHalf, monthsLater } = placeInThread(card, thread);
  const who = otherHalf && headlineParts(otherHalf);
  return [
    ...(monthsLater === undefined ? [] : [said.monthsLater(monthsLater)]),
    ...(who === undefined ? [] : [said.inPairWith(who.names || typeset(who.title, locale))]),
  ];
}
