import { readLocalConfig } from "#compose/config";
import { createSpeechModels } from "#compose/speech-models";
import type { Output } from "./output.ts";

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** `model list`: the speech models that can be installed, and which are. */
export async function modelList(output: Output): Promise<void> {
  await attempt(output, async () => {
    const { folder, list } = createSpeechModels(readLocalConfig(process.env));
    const models = (await list()).map(({ model, installed }) => ({ ...model, installed }));
    output.result({ folder, models }, [
      ...models.map(
        ({ name, bytes, installed }) =>
          `${installed ? "installed" : "-        "}  ${name.padEnd(20)} ${megabytes(bytes).padStart(7)}`,
      ),
      folder,
    ]);
  });
}

/** `model install`: downloads one, goes on where an earlier try stopped, and checks it. */
export async function modelInstall(name: string | undefined, output: Output): Promise<void> {
  await attempt(output, async () => {
    const models = createSpeechModels(readLocalConfig(process.env));
    let told = -5;
    const path = await models.install(name, (percent) => {
      if (percent < told + 5) return;
      told = percent;
      output.progress(`${percent} %`);
    });
    output.result({ path }, [path]);
  });
}

/** `model remove`. */
export async function modelRemove(name: string, output: Output): Promise<void> {
  await attempt(output, async () => {
    const models = createSpeechModels(readLocalConfig(process.env));
    await models.remove(name);
    output.result({ removed: name }, [`${name} removed`]);
  });
}

async function attempt(output: Output, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    output.failure(error);
  }
}
