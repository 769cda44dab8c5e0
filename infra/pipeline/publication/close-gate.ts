import { StaleListError } from "#ports/allow-list";
import type { App } from "../app.ts";

/**
 * Puts `denied` for a story on the allow-list, whatever stood there, and tries
 * again until it holds. The marker is written even where nothing was allowed: it
 * changes the list's ETag, so that a publication computed before this withdrawal
 * cannot land after it (consent note, §5, races).
 */
export async function closeGate(app: App, episodeId: string, epoch: number): Promise<void> {
  for (let round = 1; ; round += 1) {
    try {
      await app.allowList.put(episodeId, { state: "denied", epoch }, await app.allowList.etag());
      return;
    } catch (error) {
      if (!(error instanceof StaleListError) || round >= 100) throw error;
    }
  }
}
