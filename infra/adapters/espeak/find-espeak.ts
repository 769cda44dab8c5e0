import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

const programNames = process.platform === "win32" ? ["espeak-ng.exe"] : ["espeak-ng"];

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * Where eSpeak NG is: `ESPEAK_PATH` if set (and then nowhere else, so that a
 * wrong path shows), else `espeak-ng` on `PATH`, else undefined.
 */
export async function findEspeak(environment: Environment): Promise<string | undefined> {
  const named = environment["ESPEAK_PATH"];
  if (named !== undefined && named !== "") return (await isProgram(named)) ? named : undefined;
  const folders = (environment["PATH"] ?? environment["Path"] ?? "").split(delimiter);
  for (const folder of folders.filter((name) => name !== "")) {
    for (const name of programNames) {
      const path = join(folder, name);
      if (await isProgram(path)) return path;
    }
  }
  return undefined;
}
