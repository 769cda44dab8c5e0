import { type Command, Option } from "commander";
import { backup, type BackupOptions, restoreBackup } from "./commands/backup.ts";
import { checkpoint } from "./commands/checkpoint.ts";
import { lost, type LostOptions } from "./commands/lost.ts";
import { moveCancel, moveInFrom, moveInSettle, moveOutTo } from "./commands/move.ts";
import {
  type RecipientOptions,
  recipients,
  recipientsAdd,
  recipientsAddDefaults,
  recipientsGive,
  recipientsRetire,
} from "./commands/recipients.ts";
import { projectsExport, projectsImport } from "./commands/projects.ts";
import { statistics } from "./commands/statistics.ts";
import { type DoneOptions, takedown, tasks, tasksAssign, tasksDone } from "./commands/tasks.ts";
import { command, fromHere, run, wholeNumber } from "./run-command.ts";

/** Commands for those who run the site and answer for it. */
export function addStaffCommands(program: Command, consent: Command): void {
  addRecipientCommands(program);
  addTaskCommands(program);
  addProjectCommands(program);
  addMoveCommands(program);
  command(
    consent,
    "statistics",
    "how answers came about, by who asked; no names, no stories",
  ).action((_options: object, self: Command) => run(self, statistics));
  command(program, "checkpoint", "sign and publish the ledger's log as it stands").action(
    (_options: object, self: Command) => run(self, checkpoint),
  );
  command(program, "backup <folder>", "copy the records, and list the private files they need")
    .option("--with-files", "copy these files too; run again, it goes on where it was cut short")
    .action((folder: string, options: BackupOptions, self: Command) =>
      run(self, (installation, output) => backup(installation, fromHere(folder), options, output)),
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
  command(
    program,
    "lost [story]",
    "list private files of stories without a record, as a restore leaves them; erases nothing",
  )
    .option("--erase", "erase this story's files, or with --all those of each, for good")
    .option("--all", "with --erase: every story that a restore has left without a record")
    .action((story: string | undefined, options: LostOptions, self: Command) =>
      run(self, (installation, output) => lost(installation, story, options, output)),
    );
}

function addProjectCommands(program: Command): void {
  const projects = program
    .command("projects")
    .description("cards of projects between the studio and files like those of content/projects");
  command(projects, "export <folder>", "write the cards that readers see as files").action(
    (folder: string, _options: object, self: Command) =>
      run(self, (installation, output) => projectsExport(installation, fromHere(folder), output)),
  );
  command(projects, "import <folder>", "take cards in as drafts; nothing is overwritten").action(
    (folder: string, _options: object, self: Command) =>
      run(self, (installation, output) => projectsImport(installation, fromHere(folder), output)),
  );
}

function addMoveCommands(program: Command): void {
  const move = program.command("move").description("carry all of it to another machine or to AWS");
  const opening = { toRestore: true };
  command(move, "out <folder>", "close this site and write everything to a folder")
    .addOption(
      new Option("--keys <how>", "with: into the folder; apart: you bring them yourself")
        .choices(["with", "apart"])
        .makeOptionMandatory(),
    )
    .action((folder: string, options: { keys: "with" | "apart" }, self: Command) =>
      run(self, (from, output) => moveOutTo(from, fromHere(folder), options, output), opening),
    );
  command(
    move,
    "in <folder>",
    "take it in, on a new installation; nothing opens that was closed",
  ).action(async (folder: string, _options: object, self: Command) => {
    await run(self, (to, output) => moveInFrom(to, fromHere(folder), output), opening);
    if (process.exitCode === undefined) await run(self, moveInSettle, opening);
  });
  command(move, "cancel", "stay after all: open again what was closed to be carried").action(
    (_options: object, self: Command) => run(self, moveCancel, opening),
  );
}

function addRecipientCommands(program: Command): void {
  const register = program
    .command("recipients")
    .description("who has copies of stories: podcast apps, directories, search engines, partners");
  command(register, "list", "all of them").action((_options: object, self: Command) =>
    run(self, recipients),
  );
  command(register, "add <name>", "register one")
    .addOption(
      new Option("--kind <kind>", "what it is")
        .choices(["app", "directory", "search", "partner"])
        .makeOptionMandatory(),
    )
    .requiredOption("--owner <who>", "who asks it to take something down")
    .requiredOption("--how <text>", "what to do there, in one sentence")
    .option("--days <number>", "within how many days", wholeNumber(1, 30), 7)
    .option("--feeds", "it takes all that is in the feeds; otherwise only what it is given by hand")
    .action((name: string, options: RecipientOptions, self: Command) =>
      run(self, (installation, output) => recipientsAdd(installation, name, options, output)),
    );
  command(register, "add-defaults", "register the usual ones (content/recipients.yaml)")
    .requiredOption("--owner <who>", "who asks them to take something down")
    .action((options: { owner: string }, self: Command) =>
      run(self, (installation, output) => recipientsAddDefaults(installation, options, output)),
    );
  command(register, "give <recipient> <episode>", "a partner was given a story by hand").action(
    (recipient: string, episode: string, _options: object, self: Command) =>
      run(self, (installation, output) => recipientsGive(installation, recipient, episode, output)),
  );
  command(
    register,
    "retire <recipient>",
    "it gets nothing new; what it has is still asked back",
  ).action((recipient: string, _options: object, self: Command) =>
    run(self, (installation, output) => recipientsRetire(installation, recipient, output)),
  );
}

function addTaskCommands(program: Command): void {
  const list = program.command("tasks").description("asking recipients to take something down");
  command(list, "list", "what is to be done, the most urgent first")
    .option("--owner <who>", "of one person only")
    .action((options: { owner?: string }, self: Command) =>
      run(self, (installation, output) => tasks(installation, options, output)),
    );
  command(list, "assign <task> <owner>", "hand a task to somebody else").action(
    (task: string, owner: string, _options: object, self: Command) =>
      run(self, (installation, output) => tasksAssign(installation, task, owner, output)),
  );
  command(list, "done <task>", "it is gone there")
    .option("--evidence <file>", "a picture of what is seen there now that it is gone", fromHere)
    .option("--note <text>", "what was done or answered")
    .option("--by <who>", "who did it", "command-line")
    .action((task: string, options: DoneOptions, self: Command) =>
      run(self, (installation, output) => tasksDone(installation, task, options, output)),
    );
  command(
    program,
    "takedown <episode>",
    "what was seen at every address, and who was asked",
  ).action((episode: string, _options: object, self: Command) =>
    run(self, (installation, output) => takedown(installation, episode, output)),
  );
}
