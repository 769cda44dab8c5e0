/** What the player of a story has of its own, for the holes of player-frame.ts. */
import { publishedFile } from "#core/feed/address";
import { type EpisodeView, filePath } from "#core/press/catalogue";
import type { Locale } from "#core/press/page-data";
import { storyPath } from "#core/press/task";
import { clockTime } from "../format/clock-time.ts";
import { formatDurationLong } from "../format/durations.ts";
import { storyWordsFor } from "../i18n/story-words.ts";
import { wordsFor } from "../i18n/words-for.ts";
import { attribute, escapedText } from "../ready-html.ts";
import { captionedSoundHtml } from "./sound-html.ts";
import { alikeOf } from "./story-alike.ts";

export type PlayerPlace = {
  /** Title of its show, for the lock screen of a phone. */
  readonly showTitle: string;
  readonly locale: Locale;
  /** The list that the next story is taken from; without it there is no next one. */
  readonly listPath?: string | undefined;
};
export type PlayerPart = keyof ReturnType<typeof playerParts>;

/** Each part as HTML that is ready for its place. */
export function playerParts(story: EpisodeView, place: PlayerPlace) {
  const { durationSeconds } = story;
  const { locale, listPath } = place;
  const words = wordsFor(locale);
  const { headline, ring } = alikeOf(story);
  const seconds = Math.round(durationSeconds);
  return {
    playing: playingHtml(story, place),
    shown: shownHtml(story, place, headline),
    ring,
    time: clockTime(seconds),
    duration: escapedText(`${words.duration} ${formatDurationLong(durationSeconds, locale)}`),
    seconds: String(seconds),
    play: attribute("aria-label", words.playStory(headline)),
    sound: captionedSoundHtml(story, locale),
    next: listPath === undefined ? "" : nextHtml(listPath, locale),
  };
}

/** Where the script finds what it plays. */
const playingHtml = (story: EpisodeView, { locale, listPath }: PlayerPlace): string =>
  attribute("data-story", story.path) +
  attribute("data-page", storyPath(story, locale)) +
  attribute("data-list", listPath);

/** What the script shows of it, in the page and on a locked phone. */
function shownHtml(
  story: EpisodeView,
  { showTitle, locale }: PlayerPlace,
  headline: string,
): string {
  const artwork = ["-500.jpg", "-1400.jpg"].flatMap((suffix) => publishedFile(story, suffix) ?? []);
  return (
    attribute("data-seconds", story.durationSeconds) +
    attribute("data-title", headline) +
    attribute("data-artist", showTitle) +
    attribute("data-artwork", artwork.map((file) => filePath(story, file)).join(" ")) +
    attribute("data-play", wordsFor(locale).playStory(headline))
  );
}

function nextHtml(listPath: string, locale: Locale): string {
  const said = escapedText(storyWordsFor(locale).nextStory);
  return `<a class="player-next"${attribute("href", listPath)} data-player="next">${said}</a>`;
}
