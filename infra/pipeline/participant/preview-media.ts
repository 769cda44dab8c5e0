import { encodings } from "#core/audio/policy";
import { AppError } from "#core/errors";
import type { ByteRange } from "#ports/object-store";
import type { App } from "../app.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { shownHash } from "./participant-view.ts";
import { rememberInSession, type Session } from "./session-records.ts";

export type PreviewMedia = {
  readonly mimeType: string;
  /** Of the whole recording. */
  readonly totalBytes: number;
  readonly etag: string;
  /** The part that was asked for, or all of it. */
  readonly bytes: Uint8Array;
};

/**
 * The recording that would be public, byte for byte but for its tags, within a
 * session only; and the session remembers that it was played. Errors:
 * `not-entitled` (this code shows nothing), `episode-not-ready`,
 * `object-not-found` (no such encoding); RangeError for a range past the end.
 */
export async function readPreviewMedia(
  app: App,
  session: Session,
  encoding: string,
  range?: ByteRange,
): Promise<PreviewMedia> {
  requireView(session);
  const { episode } = await requireEpisode(app.records, session.episodeId);
  const hash = shownHash(episode, session.speakerId, "voice");
  if (episode.stage.name !== "ready" || hash === undefined)
    throw new AppError("episode-not-ready", {
      params: { id: episode.id, stage: episode.stage.name },
    });
  const rendition = episode.audio?.renditions.find((one) => one.encoding === encoding);
  const mimeType = encodings.find(({ name }) => name === encoding)?.mimeType;
  if (rendition === undefined || mimeType === undefined)
    throw new AppError("object-not-found", { params: { key: encoding.slice(0, 20) } });
  const bytes = await app.privateStore.get(rendition.key, range);
  if (session.heard !== hash)
    await rememberInSession(app, session, (one) => ({ ...one, heard: hash }));
  return { mimeType, totalBytes: rendition.bytes, etag: rendition.sha256, bytes };
}

/** Throws `not-entitled` where a code may close and nothing else. */
export function requireView(session: Session): void {
  if (!session.capabilities.includes("view")) throw new AppError("not-entitled");
}
