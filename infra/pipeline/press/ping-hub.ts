import { type FeedName, feedPath } from "#core/feed/address";
import type { App } from "../app.ts";

/**
 * Leaves word that a feed has changed, where a hub is to be told. A queue that
 * fails now must not hinder a publication, and still less a withdrawal: apps
 * that are not pinged ask by themselves.
 */
export async function sendPing(app: App, feed: FeedName): Promise<void> {
  if (app.hub === undefined) return;
  try {
    await app.queue.send({ kind: "ping", feed: feedPath(feed) });
  } catch (error) {
    app.logger.error("ping-not-queued", error, { feed: feedPath(feed) });
  }
}

/** Tells the hub. What it throws (`hub-failed`, retryable) brings the job back. */
export async function pingHub(app: App, feed: string): Promise<void> {
  await app.hub?.publish(`${app.origin}${feed}`);
}
