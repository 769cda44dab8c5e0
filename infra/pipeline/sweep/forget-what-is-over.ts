import type { App } from "../app.ts";
import { sweepBuckets } from "../participant/open-secret.ts";
import { sweepSessions } from "../participant/session-records.ts";
import { sweepAnswered } from "../studio/closed-for-long.ts";
import { sweepPhotos } from "../studio/sweep-photos.ts";
import { sweepSignIns } from "../studio/sign-in.ts";
import { sweepStaffSessions } from "../studio/staff-sessions.ts";
import { sweepUploads } from "../studio/story-uploads.ts";
import { sweepIntakes } from "../episode/intake-records.ts";
import { sweepLostParts } from "./sweep-lost-parts.ts";
import { sweepMediaOrders } from "./sweep-media-orders.ts";

/**
 * Deletes what opens nothing any more: sessions, tries that were counted, codes
 * that ran out, recordings that nobody finished sending, of which no record knows
 * or that became no story, files on their way to a machine for sound that never
 * came back, photographs of projects that were taken off. All of it is over when
 * it is read, too; here it is not kept for nothing. Returns how much went.
 */
export async function forgetWhatIsOver(app: App): Promise<number> {
  let forgotten = 0;
  for (const forget of [
    sweepSessions,
    sweepBuckets,
    sweepSignIns,
    sweepStaffSessions,
    sweepUploads,
    sweepLostParts,
    sweepIntakes,
    sweepMediaOrders,
    sweepPhotos,
    sweepAnswered,
  ])
    forgotten += await forget(app);
  return forgotten;
}
