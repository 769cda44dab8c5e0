/** What the players of all stories have alike, once for a language, with holes for what is a story's own (player-parts.ts). */
import { type Locale, locales } from "#core/press/page-data";
import { speeds } from "../format/speeds.ts";
import { hole } from "../hole.ts";
import { storyWordsFor } from "../i18n/story-words.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { iconHtml } from "../icon-html.ts";
import { attribute, escapedText } from "../ready-html.ts";
import type { PlayerPart } from "./player-parts.ts";

const own = (name: PlayerPart) => hole(name);
const bothSigns = iconHtml("play") + iconHtml("pause");

function playerFrameHtml(locale: Locale): string {
  const words = wordsFor(locale);
  return (
    `<voice-player class="player"${saidToScript(locale)}><div class="dial">${dialHtml(locale)}</div>` +
    '<p class="player-status" role="status" data-player="status"></p>' +
    `<div class="player-deck">${own("sound")}` +
    `<div class="player-controls" role="group"${attribute("aria-label", words.play)} hidden>` +
    `<button class="player-mini" type="button" data-player="toggle"${own("play")}>${bothSigns}</button>` +
    `<span class="player-mini time" data-player="left" aria-hidden="true">${own("time")}</span>` +
    `${controlsHtml(locale)}</div></div>${own("next")}` +
    `<label class="player-link" hidden><span>${escapedText(words.copyThis)}</span>` +
    '<input type="text" readonly data-player="link"></label></voice-player>'
  );
}

/** What the script reads: addresses, and words that it puts in place. */
function saidToScript(locale: Locale): string {
  const words = wordsFor(locale);
  return (
    own("playing") +
    attribute("data-bar", storyWordsFor(locale).nowPlaying) +
    own("shown") +
    attribute("data-pause", words.pause) +
    attribute("data-position", words.positionOf("{now}", "{whole}")) +
    attribute("data-copied", words.copied) +
    attribute("data-failed", words.soundFailed)
  );
}

/** The ring as a dial to start, seek and see how far it is. */
const dialHtml = (locale: Locale): string =>
  own("ring") +
  `<p class="dial-length"><span aria-hidden="true">${own("time")}</span>` +
  `<span class="visually-hidden">${own("duration")}</span></p>` +
  `<input class="seek" type="range" min="0" max="${own("seconds")}" step="1" value="0"` +
  `${attribute("aria-label", wordsFor(locale).position)} hidden>` +
  `<button class="play" type="button" data-player="toggle"${own("play")} aria-keyshortcuts="K Space" hidden>` +
  `${bothSigns}</button>` +
  `<span class="time dial-left" data-player="left" aria-hidden="true" hidden>${own("time")}</span>`;

function controlsHtml(locale: Locale): string {
  const words = wordsFor(locale);
  const label = (text: string) => attribute("aria-label", text);
  const option = ({ value, name }: (typeof speeds)[Locale][number]) =>
    `<option${attribute("value", value)}${value === 1 ? " selected" : ""}>${escapedText(name)}</option>`;
  const hidden = (text: string) => `<span class="visually-hidden">${escapedText(text)}</span>`;
  return (
    `<button type="button" data-player="back"${label(words.back10)} aria-keyshortcuts="J">−10</button>` +
    `<button type="button" data-player="forward"${label(words.forward10)} aria-keyshortcuts="L">+10</button>` +
    `<label>${hidden(words.speed)}<select data-player="speed">${speeds[locale].map(option).join("")}</select></label>` +
    `<label class="player-volume">${hidden(storyWordsFor(locale).volume)}` +
    '<input type="range" data-player="volume" min="0" max="100" step="5" value="100"></label>' +
    `<button type="button" data-player="share"${label(words.shareMoment)}${attribute("title", words.shareMoment)}>${iconHtml("link")}</button>`
  );
}

export const playerFrames = Object.fromEntries(
  locales.map((locale) => [locale, playerFrameHtml(locale)]),
) as Readonly<Record<Locale, string>>;
