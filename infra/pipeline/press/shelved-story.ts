import { cardOf, type EpisodeCard, type Publication } from "#core/press/catalogue";
import { AppError } from "#core/errors";
import { type FeedEntry, feedEntry, feedRefusal } from "#core/feed/item";
import { hashOf } from "#core/hash";
import type { PermittedWords, PublishableEpisode } from "#core/publication";
import { type Seal, sealOf, wordsStillPermitted } from "#core/publication-seal";
import { type Show, showOfSlug } from "#core/content/show";
import { shardsOf } from "#core/search/shard";
import { searchFormat, storyTerms } from "#core/search/story";
import { tradeKeyOf } from "#core/trade-key";
import type { App } from "../app.ts";
import type { Live } from "../episode/episode-records.ts";
import type { IndexEntry } from "./index-entries.ts";

/** An item as it stands on a feed's shelf, with what it was made from beside its card: see `feedSource`. */
export type ShelvedEntry = FeedEntry & { readonly source: string };

/** What stands on the shelves for a published story: its card, its terms for the index, and its item where it may be in feeds. */
export type ShelvedStory = {
  readonly card: EpisodeCard;
  readonly entry?: ShelvedEntry;
  readonly terms: IndexEntry;
};

/** Grows when items are written differently from the same card: then all are made again. */
const itemFormat = 1;

/** Names everything that an item is made of beside its card: an edited show makes its items anew. */
export function feedSource(app: App, show: Show): string {
  const known = sources.get(show);
  if (known?.origin === app.origin) return known.source;
  const source = hashOf({ itemFormat, origin: app.origin, show });
  sources.set(show, { origin: app.origin, source });
  return source;
}
const sources = new WeakMap<Show, { readonly origin: string; readonly source: string }>();

/**
 * The show that a story belongs to; one that was renamed since is found under
 * its new name. Throws `show-unknown`.
 */
export function requireShow(app: App, showSlug: string): Show {
  const { shows } = app.content;
  const show = showOfSlug(showSlug, shows);
  if (show !== undefined) return show;
  const known = shows.map(({ slug }) => slug).join(", ");
  throw new AppError("show-unknown", { params: { show: showSlug, known } });
}

/** The project that a story was recorded for, or whose card names it. */
const projectOf = (
  app: App,
  { id, projectSlug }: { readonly id: string; readonly projectSlug?: string | undefined },
): string | undefined =>
  projectSlug ?? app.content.projects.find(({ stories }) => stories.includes(id))?.slug;

const tradeKeyIn = (app: App, { trade }: Pick<EpisodeCard, "trade">): string | undefined =>
  trade === undefined ? undefined : tradeKeyOf(trade, app.content.vocabulary.trades);

/** The card of a story that the gate let through, under the present name of its show, with its project and the key of its trade. */
export function shelvedCard(
  app: App,
  episode: PublishableEpisode,
  publication: Publication,
): EpisodeCard {
  const projectSlug = projectOf(app, episode);
  const tradeKey = tradeKeyIn(app, episode);
  return {
    ...cardOf(episode, publication),
    showSlug: requireShow(app, episode.showSlug).slug,
    ...(projectSlug === undefined ? {} : { projectSlug }),
    ...(tradeKey === undefined ? {} : { tradeKey }),
  };
}

/** Card, terms and feed item of a story that the gate let through. */
export function shelvedStory(
  app: App,
  episode: PublishableEpisode,
  publication: Publication,
): ShelvedStory {
  const card = shelvedCard(app, episode, publication);
  const show = requireShow(app, card.showSlug);
  const entry = feedEntry(card, show, app);
  const terms = indexEntry(app, episode, card);
  return entry === undefined
    ? { card, terms }
    : { card, terms, entry: { ...entry, source: feedSource(app, show) } };
}

function indexEntry(
  { content }: App,
  { transcript, translations }: PublishableEpisode,
  card: EpisodeCard,
): IndexEntry {
  const { id, closesAt } = card;
  const { marked, said } = storyTerms({ ...card, transcript, translations }, content.vocabulary);
  return {
    id,
    marked: [...marked],
    said: [...said],
    ...(closesAt === undefined ? {} : { closesAt }),
  };
}

/** A story as its record has it while it is live, with the seal of the decision on this version of the episode's record. */
export function liveStory(
  { card, terms, entry }: ShelvedStory,
  publication: Publication,
  episode: PublishableEpisode,
  version: number,
): Live {
  const index = { format: searchFormat, shards: [...shardsOf(terms)] };
  // The files of a publication that fits another story are no one's to go by.
  const fits = publication.fingerprint === episode.fingerprint;
  const seal = fits ? sealOf(episode, version, entry?.source) : undefined;
  return { publication, card, index, ...(seal === undefined ? {} : { seal }) };
}

/**
 * The words of a live story without asking the gate again, where its seal still
 * holds and its card, its item in the feeds and its terms are what they would be
 * made into today; undefined for any other. See `wordsStillPermitted` for what is
 * left to check.
 */
export function sealedWords(
  app: App,
  { card, index, seal }: Live,
): (PermittedWords & Pick<Seal, "version" | "epoch">) | undefined {
  const words = seal && wordsStillPermitted(seal, card, app.clock.now());
  if (seal === undefined || words === undefined) return undefined;
  const show = requireShow(app, card.showSlug);
  const isAsToday =
    index?.format === searchFormat &&
    show.slug === card.showSlug &&
    projectOf(app, { id: card.id, projectSlug: seal.projectSlug }) === card.projectSlug &&
    tradeKeyIn(app, card) === card.tradeKey &&
    seal.feedSource === (feedRefusal(card) === undefined ? feedSource(app, show) : undefined);
  return isAsToday ? { ...words, version: seal.version, epoch: seal.epoch } : undefined;
}
