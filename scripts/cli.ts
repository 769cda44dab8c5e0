import { type Command, CommanderError } from "commander";
import { exitStatus } from "./commands/output.ts";
import { program } from "./program.ts";

/** commander ends the process itself with status 1 for wrong usage; here that is 2, and 0 for help. */
function exitAsUsage(target: Command): void {
  target.exitOverride();
  target.commands.forEach(exitAsUsage);
}
exitAsUsage(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitStatus.done : exitStatus.usage;
}
