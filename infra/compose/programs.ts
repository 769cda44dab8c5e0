import { createEspeakTranscriber } from "#adapters/espeak/espeak-transcriber";
import { findEspeak } from "#adapters/espeak/find-espeak";
import { createFfmpegTranscoder } from "#adapters/ffmpeg/ffmpeg-transcoder";
import { findFfmpeg } from "#adapters/ffmpeg/find-ffmpeg";
import { createKnownTextTranscriber } from "#adapters/known-text/known-text-transcriber";
import { createPauseTranscriber } from "#adapters/pauses/pause-transcriber";
import { createSoundTranscriber } from "#adapters/sounds/sound-transcriber";
import { AppError } from "#core/errors";
import type { Transcoder } from "#ports/transcoder";
import type { Transcriber } from "#ports/transcriber";

type Environment = Readonly<Record<string, string | undefined>>;

/** One run of ffmpeg on a minute takes two or three seconds; this is for a slow machine under load. */
const ffmpegTimeoutSeconds = 120;

/** The outside programs that were found on this machine; undefined where there is none. */
export async function findPrograms(environment: Environment) {
  const [ffmpeg, espeak] = await Promise.all([findFfmpeg(environment), findEspeak(environment)]);
  return { ffmpeg, espeak };
}

/** Looks for ffmpeg when sound is first worked on: most commands never need it. */
export function createLocalTranscoder(environment: Environment): Transcoder {
  let found: Promise<Transcoder> | undefined;
  const transcoder = () => {
    found ??= findFfmpeg(environment).then((ffmpeg) => {
      if (ffmpeg === undefined) throw new AppError("ffmpeg-missing");
      return createFfmpegTranscoder({ ...ffmpeg, timeoutSeconds: ffmpegTimeoutSeconds });
    });
    return found;
  };
  return {
    name: "ffmpeg",
    probe: async (path) => (await transcoder()).probe(path),
    master: async (path, folder, onProgress) =>
      (await transcoder()).master(path, folder, onProgress),
    tag: async (rendition, tags, cover, output) =>
      (await transcoder()).tag(rendition, tags, cover, output),
  };
}

/**
 * Times known words, with the finest engine that this machine has: eSpeak NG
 * where it is installed, else the sounds of the language's letters, else pauses
 * alone. The order is by accuracy (npm run bench -- timing).
 */
export function createLocalTranscriber(environment: Environment): Transcriber {
  let found: Promise<Transcriber> | undefined;
  const transcriber = async () => {
    found ??= findEspeak(environment).then((espeakPath) =>
      createKnownTextTranscriber([
        ...(espeakPath === undefined ? [] : [createEspeakTranscriber({ espeakPath })]),
        createSoundTranscriber(),
        createPauseTranscriber(),
      ]),
    );
    return found;
  };
  return {
    name: "known-text",
    transcribe: async (request) => (await transcriber()).transcribe(request),
  };
}
