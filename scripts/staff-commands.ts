import type { Command } from "commander";
import { backup, restoreBackup } from "./commands/backup.ts";
import { checkpoint } from "./commands/checkpoint.ts";
import { command, fromHere, run } from "./run-command.ts";

/** Commands for those who run the site and answer for it. */
export function addStaffCommands(program: Command): void {
  command(program, "checkpoint", "sign and publish the ledger's log as it stands").action(
    (_options: object, self: Command) => run(self, checkpoint),
  );
  command(
    program,
    "backup <folder>",
    "copy the records, and list the private files they need",
  ).action((folder: string, _options: object, self: Command) =>
    run(self, (installation, output) => backup(installation, fromHere(folder), output)),
  );
  command(
    program,
    "restore <folder>",
    "bring a backup back; what was closed since stays closed",
  ).action((folder: string, _options: object, self: Command) =>
    run(self, (installation, output) => restoreBackup(installation, fromHere(folder), output), {
      toRestore: true,
    }),
  );
}
