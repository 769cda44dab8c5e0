import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { readDemonstration, readUsualRecipients } from "#adapters/content/content-folder";
import { createListenerProgress } from "#adapters/node/listener-progress";
import { AppError } from "#core/errors";
import { requireNoRestore } from "#pipeline/restore-mark";
import { createArchiveBackups } from "#pipeline/move/archive-backups";
import { createAwsInstallation } from "./aws.ts";
import { readAwsConfig } from "./aws-config.ts";
import { openCarriedFolder } from "./carried-folder.ts";
import type { Installation } from "./installation.ts";

const contentFolder = join(import.meta.dirname, "..", "..", "content");

/** The longest that a function may run (infra/stack/functions.ts; tests/stack holds them together). */
export const functionSecondsMax = 900;

const OutputsSchema = z.object({ environment: z.record(z.string(), z.string()) });

/**
 * The installation on AWS for a person at a keyboard: the very parts that its
 * functions have, with that person's credentials in place of theirs. Errors:
 * `bad-configuration` for a file that no deployment of this program has written.
 */
export async function createAwsCommandLine(given: {
  readonly outputsFile: string;
  readonly siteFolder: string;
  readonly toRestore?: boolean;
}): Promise<Installation> {
  const progress = createListenerProgress();
  const { app, archive, ring } = await createAwsInstallation(
    readAwsConfig({
      ...readOutputs(given.outputsFile),
      PAROLES_CONTENT: contentFolder,
      PAROLES_SITE: given.siteFolder,
      PAROLES_LOG: "warn",
    }),
    { progress, writeLog: (line) => process.stderr.write(line) },
  );
  if (given.toRestore !== true) await requireNoRestore(app.records);
  return {
    app,
    archive,
    ring,
    backups: createArchiveBackups({
      archive,
      records: app.records,
      openFolder: openCarriedFolder,
      quiet: () => quietSince(app.clock.now()),
    }),
    progress,
    contentFolder,
    demonstration: readDemonstration(contentFolder),
    usualRecipients: () => readUsualRecipients(contentFolder),
    // Functions run all the time; they look for the mark themselves, at each call.
    servedAt: async () => undefined,
    quietSince,
    close: async () => undefined,
  };
}

async function quietSince(at: string): Promise<void> {
  const endsMs = Date.parse(at) + functionSecondsMax * 1_000;
  await pause(Math.max(0, endsMs - Date.now()));
}

function readOutputs(path: string): Readonly<Record<string, string>> {
  try {
    return OutputsSchema.parse(JSON.parse(readFileSync(path, "utf8"))).environment;
  } catch (cause) {
    const problems = `PAROLES_INSTALLATION: ${path}`;
    throw new AppError("bad-configuration", { params: { problems }, cause });
  }
}
