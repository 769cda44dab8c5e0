import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { App } from "#pipeline/app";
import { keepSpokenYes } from "#pipeline/participant/save-answer";
import type { Session } from "#pipeline/participant/session-records";

/** Hands an uploaded recording to the use case as a file, which lives no longer than that. */
export function keepSpoken(app: App, session: Session, sound: File): Promise<void> {
  return app.workspace.withFolder(async (folder) => {
    const path = join(folder, "oui");
    await writeFile(path, new Uint8Array(await sound.arrayBuffer()));
    await keepSpokenYes(app, session, { path });
  });
}
