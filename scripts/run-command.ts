import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { openInstallation } from "#compose/command-line";
import type { Installation } from "#compose/installation";
import { ensureSiteBuilt } from "./build-site.ts";
import { createOutput, localeOf, type Output } from "./commands/output.ts";

/** Runs one command on an installation, tells its outcome, and lets go of everything. */
export async function run(
  command: Command,
  work: (installation: Installation, output: Output) => Promise<void>,
  options: { readonly toRestore?: boolean } = {},
) {
  const output = createOutput(command.opts()["json"] === true, localeOf(process.env));
  let installation: Installation | undefined;
  try {
    const { folder: siteFolder } = await ensureSiteBuilt({ onProgress: output.progress });
    installation = await openInstallation(process.env, { ...options, siteFolder });
    await work(installation, output);
  } catch (error) {
    output.failure(error);
  } finally {
    await installation?.close();
  }
}

/** A path as the person typed it: npm runs commands in the project's folder, whatever folder they stand in. */
export const fromHere = (path: string) => resolve(process.env["INIT_CWD"] ?? process.cwd(), path);

/** Gathers an option that is given more than once. */
export const collect = (value: string, former: readonly string[] = []) => [...former, value];

/** A command of the program, which programs can call as well as people. */
export function command(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option("--json", "one JSON object on standard output");
}

/** Reads an option that is a whole number within limits. */
export const wholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new InvalidArgumentError(`a whole number from ${min} to ${max}`);
};
