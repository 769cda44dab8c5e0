import { AppError } from "#core/errors";
import { type MediaAnswer, type MediaOrder, mediaFiles } from "#core/media-order";
import { mediaInKey, mediaOutKey } from "#core/storage-keys";
import type { ObjectStore } from "#ports/object-store";
import type { Transcoder } from "#ports/transcoder";
import type { Workspace } from "#ports/workspace";

/** All that the machine has which opens what strangers upload. */
export type MediaMachine = {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  readonly workspace: Workspace;
};

/**
 * Does one order: fetches its files, works on them, puts back what was made.
 * What is wrong with the file is answered (`refusal`); anything else is thrown,
 * and whoever ordered tries again.
 */
export async function fillMediaOrder(
  machine: MediaMachine,
  order: MediaOrder,
): Promise<MediaAnswer> {
  try {
    return await machine.workspace.withFolder((folder) => fill(machine, order, folder));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params, field, retryable } = error;
    const about = field === undefined ? {} : { field };
    return { refusal: { code, params: { ...params }, retryable, ...about } };
  }
}

async function fill(
  { store, transcoder }: MediaMachine,
  order: MediaOrder,
  folder: string,
): Promise<MediaAnswer> {
  const { orderId } = order;
  const source = `${folder}/${mediaFiles.source}`;
  await store.download(mediaInKey(orderId, mediaFiles.source), source);
  const giveBack = async (file: string, path: string) => {
    await store.put(mediaOutKey(orderId, file), { path });
    return file;
  };
  if (order.task === "probe") return { probe: await transcoder.probe(source) };
  if (order.task === "speech") {
    const speech = `${folder}/${mediaFiles.speech}`;
    await transcoder.speech(source, speech);
    await giveBack(mediaFiles.speech, speech);
    return { speech: true };
  }
  if (order.task === "tag") {
    const cover = `${folder}/${mediaFiles.cover}`;
    const tagged = `${folder}/${mediaFiles.tagged}`;
    await store.download(mediaInKey(orderId, mediaFiles.cover), cover);
    const { file: _file, ...rendition } = order.rendition;
    // ffmpeg goes by the ending of what it writes.
    const output = `${tagged}.${rendition.encoding}`;
    await transcoder.tag({ ...rendition, path: source }, tagsOf(order.tags), cover, output);
    await giveBack(mediaFiles.tagged, output);
    return { tagged: true };
  }
  const { renditions, speechPath, waveform, ...master } = await transcoder.master(
    source,
    folder,
    undefined,
    order.removed,
  );
  const files = [];
  for (const { path, ...rendition } of renditions)
    files.push({ ...rendition, file: await giveBack(`rendition.${rendition.encoding}`, path) });
  const speechFile = await giveBack(mediaFiles.speech, speechPath);
  return { master: { ...master, renditions: files, waveform: [...waveform], speechFile } };
}

/** Without the members that were not there: absent names stay absent. */
const tagsOf = ({ artist, comment, ...tags }: Extract<MediaOrder, { task: "tag" }>["tags"]) => ({
  ...tags,
  ...(artist === undefined ? {} : { artist }),
  ...(comment === undefined ? {} : { comment }),
});
