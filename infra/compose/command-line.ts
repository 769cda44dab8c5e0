import { readLocalConfig } from "./config.ts";
import type { Installation } from "./installation.ts";
import { createLocalInstallation } from "./local.ts";

export type Opening = { readonly siteFolder: string; readonly toRestore?: boolean };

/**
 * Opens the installation that a command is meant for: the one on this machine,
 * or, where `PAROLES_INSTALLATION` names what a deployment printed (SST's
 * `.sst/outputs.json`), the one on AWS, with the rights of whoever asks.
 */
export async function openInstallation(
  environment: NodeJS.ProcessEnv,
  opening: Opening,
): Promise<Installation> {
  const outputsFile = environment["PAROLES_INSTALLATION"] ?? "";
  if (outputsFile === "")
    return createLocalInstallation({ ...readLocalConfig(environment), ...opening });
  // Amazon's packages take a second to load, which nobody needs who works on this machine.
  const { createAwsCommandLine } = await import("./aws-command-line.ts");
  return createAwsCommandLine({ ...opening, outputsFile });
}
