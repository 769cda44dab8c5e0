/** Everything that is decided about an upload before it is decoded. */
import { mkdtemp, open, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import {
  checkMeasuredLength,
  checkUploadSize,
  chooseSoundStream,
  type SoundStream,
} from "#core/audio/verdict";
import { compareWavLength, readWavLayout } from "#core/audio/wav-claim";

import { runFfprobe } from "./run-ffprobe.ts";

export type OpenedUpload = {
  /** A nameless way to the file: its own name, extension included, plays no part in what it is taken for. */
  readonly path: string;
  readonly container: string;
  readonly stream: SoundStream;
  readonly claimedSeconds?: number;
  readonly hasVideo: boolean;
};

/**
 * Calls `use` with an upload that is worth decoding, and cleans up after it.
 * Errors: `media-empty`, `media-too-large`, `media-not-audio`, `media-no-audio`,
 * `media-many-streams`, `media-broken`, `media-timeout`.
 */
export async function withUpload<T>(
  path: string,
  config: { readonly ffprobePath: string; readonly timeoutSeconds: number },
  use: (upload: OpenedUpload) => Promise<T>,
): Promise<T> {
  checkUploadSize((await stat(path)).size);
  await checkWavClaim(path);
  const folder = await mkdtemp(join(tmpdir(), "paroles-upload-"));
  try {
    const nameless = join(folder, "upload");
    await symlink(resolve(path), nameless);
    const { container, streams, claimedSeconds } = await runFfprobe(nameless, config);
    const stream = chooseSoundStream(streams);
    const hasVideo = streams.some((other) => other.kind === "video" && !other.isPicture);
    // In a video the picture may outlast the sound: only the stream's own claim is about the sound.
    const claim = stream.claimedSeconds ?? (hasVideo ? undefined : claimedSeconds);
    return await use({
      path: nameless,
      container,
      stream,
      hasVideo,
      ...(claim === undefined ? {} : { claimedSeconds: claim }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Recorders put their notes in front of the sound; beyond this much of them the check is left to the decoder. */
const headBytes = 256 * 1024;

/** A WAV whose announced length is not what it holds, which ffmpeg would pass over in silence. */
async function checkWavClaim(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const read = async (position: number, length: number): Promise<Uint8Array> => {
      const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const layout = readWavLayout(await read(0, headBytes));
    if (layout === undefined) return;
    const afterData = await read(layout.dataStart + (layout.dataBytes ?? 0), 8);
    const lengths = compareWavLength(layout, size, afterData);
    if (lengths === undefined) return;
    const { claimedSeconds, presentSeconds } = lengths;
    checkMeasuredLength({ measuredSeconds: presentSeconds, claimedSeconds, decodeErrors: 0 });
  } finally {
    await file.close();
  }
}
