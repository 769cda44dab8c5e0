import type { FeedReader } from "#ports/feed-reader";
import type { RemoteFiles } from "#ports/remote-files";

/** What an import needs of the world beside the installation itself. */
export type ImportMeans = {
  readonly feeds: FeedReader;
  readonly remote: RemoteFiles;
  /** The bytes of a feed that the person named as a file of their own. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
};
