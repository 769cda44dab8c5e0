import { v5 } from "uuid";

/** The namespace that the podcast namespace's documentation gives for `podcast:guid`. */
const podcastNamespace = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6";

/**
 * The identity of a podcast for life (podcast namespace, `guid`): a UUIDv5 of
 * its first feed address, without scheme and without slashes at the end.
 */
export function podcastGuid(feedUrl: string): string {
  const seed = feedUrl.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/\/+$/, "");
  return v5(seed, podcastNamespace);
}

/**
 * The identity of an item: made of the story's id and nothing else, so that it
 * outlives new titles, new recordings, other feeds, another show and another host.
 * A story imported from another podcast keeps the identity that apps know it by.
 */
export function itemGuid(episodeId: string): string {
  return `urn:paroles:${episodeId}`;
}
