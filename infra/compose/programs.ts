import { findEspeak } from "#adapters/espeak/find-espeak";
import { createFfmpegTranscoder } from "#adapters/ffmpeg/ffmpeg-transcoder";
import { findFfmpeg } from "#adapters/ffmpeg/find-ffmpeg";
import { createTranscriberChain, promptly } from "#adapters/chain/transcriber-chain";
import { createThreadedTranscriber } from "#adapters/node/threaded-transcriber";
import { findModel } from "#adapters/whisper/find-model";
import { createWhisperTranscriber } from "#adapters/whisper/whisper-transcriber";
import { AppError } from "#core/errors";
import type { Transcoder } from "#ports/transcoder";
import type { PromptTranscriber, Transcriber } from "#ports/transcriber";
import type { TranscriberSettings } from "./transcriber-thread.ts";

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
    master: async (...order) => (await transcoder()).master(...order),
    speech: async (path, output) => (await transcoder()).speech(path, output),
    tag: async (rendition, tags, cover, output) =>
      (await transcoder()).tag(rendition, tags, cover, output),
  };
}

/** Times known words in a thread of its own (compose/transcriber-thread chooses the engine). */
export function createKnownTextEngine(environment: Environment): PromptTranscriber {
  let settings: Promise<TranscriberSettings> | undefined;
  return createThreadedTranscriber(
    "known-text",
    new URL("./transcriber-thread.ts", import.meta.url),
    () => (settings ??= findEspeak(environment).then((espeakPath) => ({ espeakPath }))),
  );
}

/** What can find words on this machine, in the order in which it is asked unless `PAROLES_TRANSCRIBERS` says otherwise. */
export const localTranscribers = ["known-text", "whisper"] as const;

/** The engines of this machine, in the order of `PAROLES_TRANSCRIBERS`; `modelsFolder` is where speech models are installed. */
export function createLocalTranscriber(
  environment: Environment,
  modelsFolder: string,
  order: readonly (typeof localTranscribers)[number][] = localTranscribers,
): Transcriber {
  const engines = {
    "known-text": () => createKnownTextEngine(environment),
    whisper: () => createWhisperEngine(environment, modelsFolder),
  };
  return createTranscriberChain(order.map((name) => promptly(engines[name]())));
}

/** Whisper, where a model of it is found; alone, for measuring it. */
export function createWhisperEngine(
  environment: Environment,
  modelsFolder: string,
): PromptTranscriber {
  const findOne = () => findModel(environment["PAROLES_WHISPER_MODEL"], modelsFolder);
  return createWhisperTranscriber({ findModel: findOne });
}
