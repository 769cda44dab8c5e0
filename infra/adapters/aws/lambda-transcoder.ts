import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { AppError } from "#core/errors";
import {
  type MediaAnswer,
  MediaAnswerSchema,
  type MediaOrder,
  mediaFiles,
} from "#core/media-order";
import { mediaInKey, mediaOutKey, mediaWorkFolder } from "#core/storage-keys";
import type { ObjectStore } from "#ports/object-store";
import type { Transcoder } from "#ports/transcoder";
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

  /** All of an order's files or none; says after each which share of them is there. */
  const fetchAll = async (
    orderId: string,
    names: readonly string[],
    folder: string,
    report: (share: number) => void,
  ): Promise<(file: string) => string> => {
    const pathOf = (file: string) => join(folder, basename(file));
    try {
      for (const [index, name] of names.entries()) {
        await store.download(mediaOutKey(orderId, name), pathOf(name));
        report((index + 1) / names.length);
      }
    } catch (error) {
      await Promise.all(names.map((name) => rm(pathOf(name), { force: true })));
      throw error;
    }
    return pathOf;
  };

  return {
    name: "lambda-transcoder",
    probe: (path) =>
      withOrder({ [mediaFiles.source]: path }, async (orderId) =>
        taken(await invoke({ task: "probe", orderId }), "probe"),
      ),
    master: (path, workFolder, onProgress = () => undefined, removed) =>
      withOrder({ [mediaFiles.source]: path }, async (orderId) => {
        onProgress(percents.sent);
        const answer = await invoke({
          task: "master",
          orderId,
          ...(removed === undefined ? {} : { removed: [...removed] }),
        });
        onProgress(percents.made);
        const { renditions, speechFile, ...master } = taken(answer, "master");
        const names = [...renditions.map(({ file }) => file), speechFile].map((file) =>
          basename(file),
        );
        const paths = await fetchAll(orderId, names, workFolder, (share) =>
          onProgress(Math.floor(percents.made + (100 - percents.made) * share)),
        );
        const fetched = renditions.map(({ file, ...rendition }) => ({
          ...rendition,
          path: paths(file),
        }));
        return { ...master, renditions: fetched, speechPath: paths(speechFile) };
      }),
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
