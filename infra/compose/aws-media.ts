import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3ObjectStore } from "#adapters/aws/s3-object-store";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import type { MediaMachine } from "#pipeline/press/fill-media-order";
import { createLocalTranscoder } from "./programs.ts";

/** The function that opens what strangers upload: ffmpeg, scratch space and one folder of one bucket. */
export function createMediaMachine(config: {
  readonly bucket: string;
  readonly programs: Readonly<Record<string, string | undefined>>;
}): MediaMachine {
  return {
    store: createS3ObjectStore({ bucket: config.bucket }),
    transcoder: createLocalTranscoder(config.programs),
    workspace: createTemporaryWorkspace(join(tmpdir(), "paroles")),
  };
}
