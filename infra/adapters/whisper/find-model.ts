import { access, constants, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { type SpeechModel, speechModels } from "./models.ts";

export type FoundModel = { readonly path: string; readonly name: string };

/**
 * The model to listen with: the file that somebody named; else the best of those
 * that are in the named folder, or in the one that models are installed into. A
 * named place without a model is no reason to look elsewhere.
 */
export async function findModel(
  named: string | undefined,
  modelsFolder: string,
): Promise<FoundModel | undefined> {
  const place = named ?? modelsFolder;
  const kind = await stat(place).catch(() => undefined);
  if (kind?.isFile() === true) return { path: place, name: nameOf(basename(place)) };
  for (const model of speechModels.toReversed()) {
    const path = join(place, model.file);
    if (await isReadable(path)) return { path, name: model.name };
  }
  return undefined;
}

const nameOf = (file: string): string => file.replace(/^ggml-|\.(?:bin|gguf)$/gu, "").slice(0, 40);

const isReadable = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

/** Which of the known models are in a folder. */
export async function installedModels(
  folder: string,
): Promise<readonly { readonly model: SpeechModel; readonly installed: boolean }[]> {
  return Promise.all(
    speechModels.map(async (model) => ({
      model,
      installed: await isReadable(join(folder, model.file)),
    })),
  );
}
