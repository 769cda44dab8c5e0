import type { EpisodeView } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import type { Cue, Transcript } from "#core/transcript/transcript";
import { clockTime } from "../format/clock-time.ts";
import { typeset } from "../format/typeset.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { onceFor } from "../once-for.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { passagesOf } from "./passages.ts";
import { type SpeakerLabel, speakerLabels } from "./speaker-labels.ts";

export type TranscriptPlace = {
  readonly locale: Locale;
  /** Names of the places in it; the home page has none, its address is not the story's. */
  readonly anchors?: boolean;
  /** Whether the player marks in it what is heard; a translation stands still beside the words. */
  readonly follows?: boolean;
};

/** The words of a story, to read; with the player beside it, every moment can be heard from here. */
export const transcriptHtml = (
  story: EpisodeView,
  { locale, anchors = true, follows = true }: TranscriptPlace,
): string =>
  `<div class="transcript"${attribute("data-transcript", follows ? story.path : undefined)}>` +
  `${passagesHtml(story, locale, anchors)}</div>`;

/** The passages of a transcript as HTML; with `anchors`, each is a place in the page and a moment to hear. */
export function passagesHtml(story: EpisodeView, locale: Locale, anchors: boolean): string {
  const { speakers } = story;
  const words = wordsFor(locale);
  const labels = speakerLabels(speakers, words.roleNames);
  const passages = setPassages(story.transcript, speakers);
  const opening = passages[0]?.speakerId;
  return passages
    .map(({ speakerId, startSeconds, changesVoice, wordsHtml }) => {
      const isSecond = speakerId !== undefined && speakerId !== opening;
      const anchor = `t=${Math.floor(startSeconds)}`;
      const speaker = speakerId === undefined ? undefined : labels.get(speakerId);
      return (
        `<div class="passage${isSecond ? " passage-second" : ""}"${anchors ? attribute("id", anchor) : ""}>` +
        (changesVoice && speaker !== undefined ? speakerHtml(speaker, labels.size > 1) : "") +
        timeHtml(startSeconds, anchors ? anchor : undefined, words.hearFrom) +
        wordsHtml +
        "</div>"
      );
    })
    .join("");
}

function speakerHtml({ label, role }: SpeakerLabel, hasOthers: boolean): string {
  const named =
    role !== undefined && hasOthers ? `<span class="passage-role">${escapedText(role)}</span>` : "";
  return `<p class="passage-speaker">${escapedText(label)}${named}</p>`;
}

function timeHtml(
  seconds: number,
  anchor: string | undefined,
  hearFrom: (time: string) => string,
): string {
  const time = clockTime(seconds);
  if (anchor === undefined) return `<span class="passage-time">${time}</span>`;
  const said = `<span class="visually-hidden">${escapedText(hearFrom(time))}</span>`;
  return `<a class="passage-time" href="#${anchor}" data-seek="${seconds}"><span aria-hidden="true">${time}</span>${said}</a>`;
}

/** The passages of a transcript with their words as HTML, which pages of every language have alike. */
const setPassages = onceFor((transcript: Transcript, speakers: EpisodeView["speakers"]) =>
  passagesOf(transcript).map(({ cues, ...passage }) => {
    const speaker = speakers.find(({ id }) => id === passage.speakerId);
    return { ...passage, wordsHtml: wordsHtml(cues, speaker?.language ?? transcript.language) };
  }),
);

function wordsHtml(cues: readonly Cue[], language: string): string {
  const spans = cues.map(
    ({ startSeconds, endSeconds, text }) =>
      `<span data-from="${startSeconds}" data-to="${endSeconds}">${escapedText(typeset(text, language))}</span> `,
  );
  return `<p class="passage-words"${attribute("lang", language)}>${spans.join("")}</p>`;
}
