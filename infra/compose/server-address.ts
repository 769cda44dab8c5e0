import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { translatingSystemErrors } from "#ports/system-errors";
import { z } from "zod";

/**
 * How commands find the server that runs on the same data: a small file that it
 * writes when it listens. `origin` outlives the server, so that pages pressed by
 * a command carry the same addresses.
 */
const AddressSchema = z.object({ origin: z.string(), baseUrl: z.string(), instance: z.string() });
export type ServerAddress = z.output<typeof AddressSchema>;

/** Where the server tells which one it is; not part of the public site. */
export const instancePath = "/.well-known/paroles-instance";
const askTimeoutMs = 1_000;

const fileOf = (dataFolder: string) => join(dataFolder, "server.json");

/** Throws `store-full` or `store-failed` where the disk refuses. */
export async function announceServer(dataFolder: string, address: ServerAddress): Promise<void> {
  const file = fileOf(dataFolder);
  await translatingSystemErrors(async () => {
    await writeFile(`${file}.new`, JSON.stringify(address));
    await rename(`${file}.new`, file);
  });
}

/** What the last server announced, whether it still runs or not. */
export async function lastAnnounced(dataFolder: string): Promise<ServerAddress | undefined> {
  try {
    return AddressSchema.parse(JSON.parse(await readFile(fileOf(dataFolder), "utf8")));
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    // A torn or foreign file is as good as none, and the next start writes it anew.
    if (!missing) await rm(fileOf(dataFolder), { force: true });
    return undefined;
  }
}

/** The server that runs on this data now, if one answers and says that it is the one that was announced. */
export async function runningServer(dataFolder: string): Promise<ServerAddress | undefined> {
  const address = await lastAnnounced(dataFolder);
  if (address === undefined) return undefined;
  try {
    const answer = await fetch(new URL(instancePath, address.baseUrl), {
      signal: AbortSignal.timeout(askTimeoutMs),
    });
    return (await answer.text()) === address.instance ? address : undefined;
  } catch {
    // Nothing answers there: no server runs.
    return undefined;
  }
}
