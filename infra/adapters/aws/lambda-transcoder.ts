import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { checkUploadSize } from "#core/audio/verdict";
import { AppError } from "#core/errors";
import {
  type MediaAnswer,
  MediaAnswerSchema,
  type MediaOrder,
  mediaFiles,
} from "#core/media-order";
import { mediaInKey, mediaOutKey, mediaWorkFolder } from "#core/storage-keys";
import type { ObjectStore } from "#ports/object-store";
import type { MasterResult, TranscodeProgress, Transcoder } from "#ports/transcoder";
import { translating } from "./aws-errors.ts";

export type LambdaTranscoderConfig = {
  /** The function that has ffmpeg, no network and no rights but to these files. */
  readonly functionName: string;
  readonly store: ObjectStore;
};

/** What can be seen from here of a master: that the recording is there, that it is made, and each file that comes back. */
const percents = { sent: 0, made: 90 } as const;

/**
 * Sound through a function of its own: what strangers upload is opened where
 * there is nothing else to be had. Files go there and come back through the
 * private store, and nothing of them stays.
 */
export function createLambdaTranscoder(config: LambdaTranscoderConfig): Transcoder {
  const client = new LambdaClient({});
  const { store, functionName } = config;

  const invoke = (order: MediaOrder): Promise<MediaAnswer> =>
    translating("lambda", async () => {
      const answer = await client.send(
        new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(order) }),
      );
      const text = Buffer.from(answer.Payload ?? new Uint8Array()).toString();
      // Killed, out of memory or out of time: another try may do better, and the queue counts them.
      if (answer.FunctionError !== undefined)
        throw new AppError("media-interrupted", { field: "file", retryable: true });
      return MediaAnswerSchema.parse(JSON.parse(text));
    });

  const withOrder = async <T>(
    files: Readonly<Record<string, string>>,
    work: (orderId: string) => Promise<T>,
  ): Promise<T> => {
    const orderId = randomUUID();
    try {
      for (const [file, path] of Object.entries(files))
        await store.put(mediaInKey(orderId, file), { path });
      return await work(orderId);
    } finally {
      await store.deletePrefix(mediaWorkFolder(orderId));
    }
  };

  return {
    name: "lambda-transcoder",
    async probe(path) {
      await checkSize(path);
      return withOrder({ [mediaFiles.source]: path }, async (orderId) =>
        taken(await invoke({ task: "probe", orderId }), "probe"),
      );
    },
    async master(path, workFolder, onProgress = () => undefined, removed) {
      await checkSize(path);
      return withOrder({ [mediaFiles.source]: path }, async (orderId) => {
        onProgress(percents.sent);
        const answer = await invoke({
          task: "master",
          orderId,
          ...(removed === undefined ? {} : { removed: [...removed] }),
        });
        onProgress(percents.made);
        const keyOf = (name: string) => mediaOutKey(orderId, name);
        return bringMaster(taken(answer, "master"), { store, keyOf, workFolder }, onProgress);
      });
    },
    speech: (path, outputPath) =>
      withOrder({ [mediaFiles.source]: path }, async (orderId) => {
        taken(await invoke({ task: "speech", orderId }), "speech");
        await store.download(mediaOutKey(orderId, mediaFiles.speech), outputPath);
      }),
    tag: ({ path, ...rendition }, tags, coverPath, outputPath) =>
      withOrder({ [mediaFiles.source]: path, [mediaFiles.cover]: coverPath }, async (orderId) => {
        const details = { rendition: { ...rendition, file: mediaFiles.source }, tags };
        taken(await invoke({ task: "tag", orderId, ...details }), "tagged");
        await store.download(mediaOutKey(orderId, mediaFiles.tagged), outputPath);
      }),
  };
}

/** What would be refused there is not sent there first. */
const checkSize = async (path: string) => checkUploadSize((await stat(path)).size);

type Made = Extract<MediaAnswer, { readonly master: unknown }>["master"];

/** Fetches the files of a master, all of them or none, and says after each how far that is. */
async function bringMaster(
  { renditions, speechFile, ...master }: Made,
  from: {
    readonly store: ObjectStore;
    readonly keyOf: (name: string) => string;
    readonly workFolder: string;
  },
  onProgress: TranscodeProgress,
): Promise<MasterResult> {
  const pathOf = (file: string) => join(from.workFolder, basename(file));
  const files = [...renditions.map(({ file }) => file), speechFile];
  try {
    for (const [index, file] of files.entries()) {
      await from.store.download(from.keyOf(basename(file)), pathOf(file));
      const share = (index + 1) / files.length;
      onProgress(Math.floor(percents.made + (100 - percents.made) * share));
    }
  } catch (error) {
    await Promise.all(files.map((file) => rm(pathOf(file), { force: true })));
    throw error;
  }
  return {
    ...master,
    renditions: renditions.map(({ file, ...rendition }) => ({ ...rendition, path: pathOf(file) })),
    speechPath: pathOf(speechFile),
  };
}

/** What was asked for, or the refusal as the error that it was over there. */
function taken<Kind extends "probe" | "master" | "tagged" | "speech">(
  answer: MediaAnswer,
  kind: Kind,
): Extract<MediaAnswer, Record<Kind, unknown>>[Kind] {
  if ("refusal" in answer) {
    const { code, params, field, retryable } = answer.refusal;
    throw new AppError(code, { params, retryable, ...(field === undefined ? {} : { field }) });
  }
  if (!(kind in answer)) throw new TypeError("the function answered another question");
  return (answer as Extract<MediaAnswer, Record<Kind, unknown>>)[kind];
}
