/** The markup of a minute to play, once on every page of a story; what it does is in scripts/voice-player.ts. */
import { type EpisodeView, fileOf, filePath } from "#core/press/catalogue";
import { type Locale, locales } from "#core/press/page-data";
import { storyPath } from "#core/press/plan";
import { clockTime } from "../format/clock-time.ts";
import { formatDurationLong } from "../format/durations.ts";
import { languageName } from "../format/language-name.ts";
import { speeds } from "../format/speeds.ts";
import { typeset } from "../format/typeset.ts";
import { storyWordsFor } from "../i18n/story-words.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { iconHtml } from "../icon-html.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { downloadsOf, sourcesOf } from "./downloads.ts";
import { ringSvg } from "./ring-html.ts";
import { playerRing, ringPaths } from "./ring-path.ts";

export type PlayerPlace = {
  /** Title of its show, for the lock screen of a phone. */
  readonly showTitle: string;
  readonly locale: Locale;
  /** The list that the next story is taken from; without it there is no next one. */
  readonly listPath?: string | undefined;
};

/** The player of a story: the browser's own controls, and those that a script shows in their place. */
export function playerHtml(story: EpisodeView, place: PlayerPlace): string {
  const words = wordsFor(place.locale);
  const headline = typeset(story.headline, story.language);
  const play = attribute("aria-label", words.playStory(headline));
  const left = clockTime(Math.round(story.durationSeconds));
  return (
    `<voice-player class="player"${saidToScript(story, place, headline)}>` +
    `<div class="dial">${dialHtml(story, place.locale, play)}</div>` +
    '<p class="player-status" role="status" data-player="status"></p><div class="player-deck">' +
    audioHtml(story, headline, place.locale) +
    `<div class="player-controls" role="group"${attribute("aria-label", words.play)} hidden>` +
    `<button class="player-mini" type="button" data-player="toggle"${play}>${bothSigns}</button>` +
    `<span class="player-mini time" data-player="left" aria-hidden="true">${left}</span>` +
    `${controls[place.locale]}</div></div>${nextHtml(place)}` +
    `<label class="player-link" hidden><span>${escapedText(words.copyThis)}</span>` +
    '<input type="text" readonly data-player="link"></label></voice-player>'
  );
}

const bothSigns = iconHtml("play") + iconHtml("pause");

/** What the script reads: addresses, and words that it puts in place. */
function saidToScript(
  story: EpisodeView,
  { showTitle, locale, listPath }: PlayerPlace,
  headline: string,
): string {
  const words = wordsFor(locale);
  const artwork = ["-500.jpg", "-1400.jpg"].flatMap((suffix) => fileOf(story, suffix) ?? []);
  return (
    attribute("data-story", story.path) +
    attribute("data-page", storyPath(story, locale)) +
    attribute("data-list", listPath) +
    attribute("data-bar", storyWordsFor(locale).nowPlaying) +
    attribute("data-seconds", story.durationSeconds) +
    attribute("data-title", headline) +
    attribute("data-artist", showTitle) +
    attribute("data-artwork", artwork.map((file) => filePath(story, file)).join(" ")) +
    attribute("data-play", words.playStory(headline)) +
    attribute("data-pause", words.pause) +
    attribute("data-position", words.positionOf("{now}", "{whole}")) +
    attribute("data-copied", words.copied) +
    attribute("data-failed", words.soundFailed)
  );
}

/** The ring as a dial to start, seek and see how far it is. */
function dialHtml(story: EpisodeView, locale: Locale, play: string): string {
  const { id, waveform, transcript, durationSeconds } = story;
  const words = wordsFor(locale);
  const seconds = Math.round(durationSeconds);
  const time = clockTime(seconds);
  const said = escapedText(`${words.duration} ${formatDurationLong(durationSeconds, locale)}`);
  const paths = ringPaths(waveform, playerRing, { transcript, durationSeconds });
  return (
    ringSvg(paths, { strokeWidth: 13, heardMaskId: `heard-${id}` }) +
    `<p class="dial-length"><span aria-hidden="true">${time}</span><span class="visually-hidden">${said}</span></p>` +
    `<input class="seek" type="range" min="0"${attribute("max", seconds)} step="1" value="0"${attribute("aria-label", words.position)} hidden>` +
    `<button class="play" type="button" data-player="toggle"${play} aria-keyshortcuts="K Space" hidden>${bothSigns}</button>` +
    `<span class="time dial-left" data-player="left" aria-hidden="true" hidden>${time}</span>`
  );
}

/** The browser's own player, with the words in other languages for whom it shows them. */
function audioHtml(story: EpisodeView, headline: string, locale: Locale): string {
  const tracks = story.files
    .filter(({ language, mimeType }) => language !== undefined && mimeType === "text/vtt")
    .map((file) => {
      const language = file.language ?? "";
      const named = `${attribute("srclang", language)}${attribute("label", languageName(language, language))}`;
      return `<track kind="subtitles"${named}${attribute("src", filePath(story, file))}>`;
    })
    .join("");
  return soundHtml(story, headline, locale, tracks);
}

/** The browser's own player; in it, more than the sound itself where there is more. */
export function soundHtml(
  story: EpisodeView,
  headline: string,
  locale: Locale,
  tracks = "",
): string {
  const sources = sourcesOf(story)
    .map(({ path, mimeType }) => `<source${attribute("src", path)}${attribute("type", mimeType)}>`)
    .join("");
  return `<audio controls preload="none"${attribute("title", headline)}>${sources}${tracks}${instead(story, locale)}</audio>`;
}

/** For a browser that knows no sound. */
function instead(story: EpisodeView, locale: Locale): string {
  const download = downloadsOf(story).find(({ kind }) => kind === "audio");
  const said = escapedText(wordsFor(locale).noSoundSupport);
  return download === undefined ? said : `<a${attribute("href", download.path)}>${said}</a>`;
}

function nextHtml({ listPath, locale }: PlayerPlace): string {
  if (listPath === undefined) return "";
  const said = escapedText(storyWordsFor(locale).nextStory);
  return `<a class="player-next"${attribute("href", listPath)} data-player="next">${said}</a>`;
}

/** The controls that every player of a language has alike. */
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
const controls = Object.fromEntries(
  locales.map((locale) => [locale, controlsHtml(locale)]),
) as Readonly<Record<Locale, string>>;
