import { mediaOrders } from "#core/storage-keys";
import type { App } from "../app.ts";
import { everyKey } from "../every-page.ts";

/** An order takes minutes: whatever the machine that fills it is, a function ends after a quarter of an hour. */
const orderMs = 3_600_000;

/**
 * Deletes what an order for sound has left behind: whoever gave it was killed, or
 * could not delete its files. They hold a voice, and nothing else knows of them: a
 * second try is another order, and no erasure finds them. Returns how many files
 * went. Part of the thorough sweep.
 */
export async function sweepMediaOrders(app: App): Promise<number> {
  const before = Date.parse(app.clock.now()) - orderMs;
  let swept = 0;
  for await (const key of everyKey(app.privateStore, mediaOrders)) {
    const head = await app.privateStore.head(key);
    if (head === undefined || head.lastModified.getTime() > before) continue;
    await app.privateStore.delete(key);
    swept += 1;
  }
  return swept;
}
