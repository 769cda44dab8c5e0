import { arePaired, type EpisodeCard, namedBy } from "#core/press/catalogue";
import { monthsBetween } from "../format/dates.ts";

/** The day that a story tells of: when it was recorded, else when it came out. */
export const dayOf = ({ recordedOn, publishedAt }: EpisodeCard): string =>
  recordedOn ?? publishedAt.slice(0, 10);

/**
 * The stories in the lines that they make among each other: what follows up what,
 * and the two halves of a pair. Each line is in order of its days, and stands where
 * the first of its stories stood; a story alone is a line of one.
 */
export function threadsOf(cards: readonly EpisodeCard[]): readonly (readonly EpisodeCard[])[] {
  const threads: EpisodeCard[][] = [];
  for (const card of cards) {
    const touches = (other: EpisodeCard) =>
      namedBy(card).includes(other.id) || namedBy(other).includes(card.id);
    const [first, ...more] = threads.filter((thread) => thread.some(touches));
    if (first === undefined) threads.push([card]);
    else first.push(card, ...more.flatMap((thread) => thread.splice(0)));
  }
  return threads
    .filter((thread) => thread.length > 0)
    .map((thread) => thread.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1)));
}

/** How a story belongs to the others of its line. */
export type PlaceInThread = {
  readonly otherHalf?: EpisodeCard;
  /** How long after the story that it follows up, in whole months. */
  readonly monthsLater?: number;
};

export function placeInThread(card: EpisodeCard, thread: readonly EpisodeCard[]): PlaceInThread {
  const otherHalf = thread.find((other) => arePaired(card, other));
  const earlier = thread.find(({ id }) => id === card.followUpOf);
  return {
    ...(otherHalf === undefined ? {} : { otherHalf }),
    ...(earlier === undefined ? {} : { monthsLater: monthsBetween(dayOf(earlier), dayOf(card)) }),
  };
}
