import { readFile } from "node:fs/promises";
import { isReachableAddress } from "#adapters/http/public-address";
import { createRemoteDownloads } from "#adapters/http/remote-downloads";
import { createPodcastFeedReader } from "#adapters/xml/podcast-feed-reader";
import type { ImportMeans } from "#pipeline/import/import-means";

/**
 * What importing a feed needs. With `privateNetwork` it also goes to this machine
 * and its networks, which whoever writes a feed could otherwise make it read.
 */
export function createImportMeans(options: { readonly privateNetwork: boolean }): ImportMeans {
  return {
    feeds: createPodcastFeedReader(),
    remote: createRemoteDownloads(options.privateNetwork ? { isAllowed: isReachableAddress } : {}),
    readFile,
  };
}
