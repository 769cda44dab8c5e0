import type { ForeignFeed } from "#core/feed/foreign-feed";

/** Reads podcast feeds that were made elsewhere. */
export interface FeedReader {
  readonly name: string;
  /** Throws AppError `feed-unreadable` (param problem) for bytes that are no RSS feed. */
  read(bytes: Uint8Array): ForeignFeed;
}
