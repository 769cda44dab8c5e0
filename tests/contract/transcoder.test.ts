import { createFfmpegTranscoder } from "#adapters/ffmpeg/ffmpeg-transcoder";

import { audioTools } from "../support/audio-tools.ts";
import { transcoderContract } from "./transcoder.contract.ts";

transcoderContract(async ({ timeoutSeconds = 100 } = {}) =>
  createFfmpegTranscoder({ ...(await audioTools()), timeoutSeconds }),
);
