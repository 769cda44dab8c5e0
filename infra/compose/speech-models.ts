import { rm } from "node:fs/promises";
import { join } from "node:path";
import { downloadModel } from "#adapters/whisper/download-model";
import { installedModels } from "#adapters/whisper/find-model";
import { defaultModel, modelHub, type SpeechModel, speechModels } from "#adapters/whisper/models";
import { AppError } from "#core/errors";
import type { LocalConfig } from "./config.ts";

/** Where models are installed; beside the stories, since they belong to the machine as these do. */
export const modelsFolder = ({ dataFolder }: Pick<LocalConfig, "dataFolder">): string =>
  join(dataFolder, "models");

/**
 * The speech models of this machine. `install` and `remove` throw `model-unknown`
 * (params model, known) for a name that is not on the list; `install` also what
 * `downloadModel` throws.
 */
export function createSpeechModels(config: Pick<LocalConfig, "dataFolder" | "programs">) {
  const folder = modelsFolder(config);
  const hub = config.programs["PAROLES_MODEL_HUB"] ?? modelHub;
  return {
    folder,
    list: () => installedModels(folder),
    install: (name: string = defaultModel, onProgress?: (percent: number) => void) =>
      downloadModel({
        model: named(name),
        folder,
        hub: hub.endsWith("/") ? hub : `${hub}/`,
        ...(onProgress === undefined ? {} : { onProgress }),
      }),
    async remove(name: string): Promise<void> {
      const path = join(folder, named(name).file);
      await rm(path, { force: true });
      await rm(`${path}.part`, { force: true });
    },
  };
}

function named(name: string): SpeechModel {
  const model = speechModels.find((one) => one.name === name);
  if (model !== undefined) return model;
  const known = speechModels.map((one) => one.name).join(", ");
  throw new AppError("model-unknown", { field: "model", params: { model: name, known } });
}
