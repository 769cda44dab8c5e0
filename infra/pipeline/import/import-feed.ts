import { namesIn } from "#core/names-in-words";
import { uploadBytesMax } from "#core/audio/policy";
import type { Episode, Problem } from "#core/episode";
import { AppError } from "#core/errors";
import {
  type ForeignDraft,
  type ForeignFeed,
  type ForeignItem,
  identityOf,
  judgeItem,
  speakersOf,
  turnsOf,
} from "#core/feed/foreign-feed";
import type { App } from "../app.ts";
import type { ImportMeans } from "./import-means.ts";
import { type ImportedWords, readTranscriptOf } from "./import-transcript.ts";
import { findImport, type ImportPlace, reserveImport } from "./import-records.ts";
import { receiveInto, requireShowNamed } from "../episode/receive-episode.ts";
import { withContent } from "../current-content.ts";

/** A feed by its address, or in a file that the person named. */
export type ImportSource = { readonly url: string } | { readonly path: string };

export type ImportedItem = {
  readonly title: string;
  /** `imported`: a private draft now; `known`: imported before; `skipped`: cannot be one; `failed`: try again. */
  readonly outcome: "imported" | "known" | "skipped" | "failed";
  readonly episodeId?: string;
  readonly reason?: Problem;
  readonly notes: readonly Problem[];
};

export type ImportReport = {
  readonly title: string;
  /** What the show must take over to stay the same show for podcast apps. */
  readonly podcastGuid?: string;
  readonly items: readonly ImportedItem[];
};

export type ImportOptions = {
  readonly showSlug: string;
  /** Told after each item; the next one waits for it. */
  readonly onItem?: (item: ImportedItem) => Promise<void>;
};

const feedLimits = { bytesMax: 20_000_000, secondsMax: 60 };
const audioLimits = { bytesMax: uploadBytesMax, secondsMax: 600 };
/** A feed in more documents than this is no podcast of one-minute stories, or leads in a circle. */
const documentsMax = 200;

/**
 * Takes a podcast's items in as private drafts, oldest first: sound, words where
 * the feed has them, title, description, date and identity. Nothing is published
 * and nobody's consent is supposed: each draft waits for its people's yes. One
 * item's trouble is told in the report and stops no other. Killed or repeated, it
 * goes on where it was: an item is known by its guid and comes in once. Errors:
 * `show-unknown`, `feed-unreadable`, `feed-locked`, and those of `RemoteFiles` for
 * the feed itself.
 */
export async function importFeed(
  anyApp: App,
  means: ImportMeans,
  source: ImportSource,
  { showSlug, onItem }: ImportOptions,
): Promise<ImportReport> {
  const app = await withContent(anyApp);
  await requireShowNamed(app, showSlug);
  const documents = await readDocuments(app, means, source);
  const [feed] = documents;
  if (feed === undefined) throw new RangeError("a feed has at least one document");
  const items: ImportedItem[] = [];
  const seen = new Set<string>();
  for (const item of itemsOf(documents).toReversed()) {
    const identity = identityOf(item) ?? "";
    const isRepeated = identity !== "" && seen.has(identity);
    seen.add(identity);
    const done = isRepeated
      ? unusable(item, { code: "import-guid-repeated", params: {} })
      : await importItem(app, means, item, { showSlug, language: languageOf(app, feed, showSlug) });
    items.push(done);
    await onItem?.(done);
  }
  const { guid } = feed;
  return { title: feed.title, items, ...(guid === undefined ? {} : { podcastGuid: guid }) };
}

/** Every item, newest first. One that stands in two documents of a feed, as it may, is taken from the newer. */
function itemsOf(documents: readonly ForeignFeed[]): readonly ForeignItem[] {
  const known = new Set<string>();
  return documents.flatMap(({ items }) => {
    const fresh = items.filter((item) => !known.has(identityOf(item) ?? ""));
    for (const item of fresh) known.add(identityOf(item) ?? "");
    known.delete("");
    return fresh;
  });
}

/** The feed and its older documents, newest first. */
async function readDocuments(
  app: App,
  means: ImportMeans,
  source: ImportSource,
): Promise<readonly ForeignFeed[]> {
  const read = (url: string) =>
    app.workspace.withFolder(async (folder) => {
      const file = await means.remote.download(url, `${folder}/feed`, feedLimits);
      return { feed: means.feeds.read(await means.readFile(`${folder}/feed`)), at: file.url };
    });
  const first =
    "path" in source
      ? { feed: means.feeds.read(await means.readFile(source.path)), at: undefined }
      : await read(source.url);
  if (first.feed.isLocked)
    throw new AppError("feed-locked", { field: "feed", params: { title: first.feed.title } });
  const documents = [first.feed];
  const visited = new Set(first.at === undefined ? [] : [first.at]);
  let next = olderOf(first.feed, first.at);
  while (next !== undefined && !visited.has(next) && documents.length < documentsMax) {
    visited.add(next);
    const { feed, at } = await read(next);
    documents.push(feed);
    next = olderOf(feed, at);
  }
  return documents;
}

/** Where a document says that older items are; an address that is none leads nowhere. */
function olderOf({ olderPage }: ForeignFeed, at: string | undefined): string | undefined {
  if (olderPage === undefined) return undefined;
  return (at === undefined ? URL.parse(olderPage) : URL.parse(olderPage, at))?.href;
}

/** As BCP 47 has it; the show's own where the feed says none that is plain. */
function languageOf(app: App, { language = "" }: ForeignFeed, showSlug: string): string {
  const plain = language.trim().toLowerCase();
  if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(plain) && plain.length <= 35) return plain;
  return app.content.shows.find(({ slug }) => slug === showSlug)?.language ?? "fr";
}

const unusable = ({ title }: ForeignItem, reason: Problem): ImportedItem => ({
  title: title.slice(0, 120),
  outcome: "skipped",
  reason,
  notes: [],
});

async function importItem(
  app: App,
  means: ImportMeans,
  item: ForeignItem,
  target: { readonly showSlug: string; readonly language: string },
): Promise<ImportedItem> {
  const judged = judgeItem(item, app.clock.now());
  if ("refusal" in judged) return unusable(item, judged.refusal);
  const { draft } = judged;
  const { title } = draft;
  const known = await findImport(app, draft.guid);
  if (known !== undefined) {
    const { episodeId } = known;
    const reason = { code: "import-already-here", params: { episode: episodeId } };
    return { title, outcome: "known", episodeId, reason, notes: [] };
  }
  try {
    const words = await readTranscriptOf(app, means, item);
    const place = await reserveImport(app, draft.guid);
    const notes = await takeIn(app, means, { item, draft, words, place, ...target });
    return { title, outcome: "imported", episodeId: place.episodeId, notes };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const reason = { code: error.code, params: { ...error.params } };
    return { title, outcome: error.retryable ? "failed" : "skipped", reason, notes: [] };
  }
}

type Intake = {
  readonly item: ForeignItem;
  readonly draft: ForeignDraft;
  readonly words: ImportedWords;
  readonly place: ImportPlace;
  readonly showSlug: string;
  readonly language: string;
};

/** Fetches the sound and records the draft; returns what a person should know of it. */
async function takeIn(app: App, { remote }: ImportMeans, intake: Intake): Promise<Problem[]> {
  const { item, draft, words, place, showSlug, language } = intake;
  const { speakers, isNamed } = speakersOf(item.people, words.voices);
  const { guid, title, summary, publishedAt } = draft;
  const knownText = words.transcript && turnsOf(words.transcript, speakers);
  const details = {
    showSlug,
    title,
    summary,
    language,
    speakers: [...speakers],
    ...(knownText === undefined ? {} : { knownText }),
  };
  const imported: Episode["imported"] = {
    guid,
    ...(publishedAt === undefined ? {} : { publishedAt }),
  };
  await app.workspace.withFolder(async (folder) => {
    const path = `${folder}/sound`;
    await remote.download(draft.audioUrl, path, audioLimits);
    await receiveInto(app, details, { path }, { ...place, imported });
  });
  const naming = speakers.some(({ firstName }) => namesIn(guid, firstName));
  const note = (code: string): Problem => ({ code, params: {} });
  return [
    ...draft.notes,
    ...(isNamed ? [] : [note("import-speaker-unknown")]),
    ...(naming ? [note("import-guid-names-voice")] : []),
    ...words.notes,
  ];
}
