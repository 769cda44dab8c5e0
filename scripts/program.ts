import { Command, Option } from "commander";
import { studioRoles } from "#core/studio/person";
import { defaultScopes, grant, withdraw, type WithdrawOptions } from "./commands/consent.ts";
import { doctor } from "./commands/doctor.ts";
import { embargo, type EmbargoOptions } from "./commands/embargo.ts";
import { erase, type EraseOptions, erasures } from "./commands/erase.ts";
import { importPodcast } from "./commands/import.ts";
import { ingest, type IngestOptions } from "./commands/ingest.ts";
import { modelInstall, modelList, modelRemove } from "./commands/model.ts";
import { createOutput, localeOf } from "./commands/output.ts";
import { people, peopleAdd, type PeopleAddOptions, peopleRemove } from "./commands/people.ts";
import { request, type RequestOptions } from "./commands/request.ts";
import { type DueOptions, due, situation, type SituationOptions } from "./commands/signatories.ts";
import { press, type PressOptions, verify } from "./commands/site.ts";
import { addTranscriptCommands } from "./commands/transcript-menu.ts";
import { status } from "./commands/status.ts";
import { collect, command, fromHere, run, wholeNumber } from "./run-command.ts";
import { addStaffCommands } from "./staff-commands.ts";

/** Every command, its options and what it does. */
export const program = new Command("paroles").description(
  "Publishes one-minute stories, each only while the person whose voice it is says yes.",
);

command(program, "ingest <file>", "take a recording in and make it ready (it stays closed)")
  .requiredOption("--show <slug>", "the show that it belongs to")
  .requiredOption("--title <text>", "its title, without the speaker's name")
  .addOption(
    new Option("--speaker <first name>", "who speaks; once for each voice")
      .argParser(collect)
      .makeOptionMandatory(),
  )
  .addOption(
    new Option(
      "--situation <text>",
      "who must agree, once for each voice: adult; minor,born=2009-05-04,holders=2; …",
    ).argParser(collect),
  )
  .option("--text <file>", "what was said; lines may start with “Name:”", fromHere)
  .option("--summary <text>", "one or two sentences")
  .option("--language <tag>", "language of the voices", "fr")
  .option("--project <slug>", "the project that it belongs to")
  .option("--trade <text>", "the trade that it tells of")
  .option("--place <text>", "a town or district")
  .option("--theme <slugs...>", "what it is about (content/vocabulary/themes.yaml)")
  .option("--role <roles...>", "of each voice: talent, professional, apprentice, coach")
  .option("--follow-up-of <episode>", "the earlier story that it takes up again")
  .option("--paired-with <episode>", "the story that the other half of a pair told")
  .action((file: string, options: IngestOptions, self: Command) =>
    run(self, (installation, output) => ingest(installation, fromHere(file), options, output)),
  );

command(
  program,
  "import <feed>",
  "take another podcast's items in as private drafts, by address or file",
)
  .requiredOption("--show <slug>", "the show that they will belong to")
  .option("--private-network", "also fetch from this machine and its networks")
  .action((feed: string, options: { show: string; privateNetwork?: boolean }, self: Command) =>
    run(self, (installation, output) =>
      importPodcast(installation, feed, { ...options, fromHere }, output),
    ),
  );

const consent = program.command("consent").description("record a signed form, or take a yes back");
command(consent, "request <episode>", "ask for a yes: prints each person's link and codes, once")
  .option("--speaker <id>", "one voice only: s1, s2, …")
  .option("--signatory <id>", "one person only: self, or g1, g2, … who answers beside the speaker")
  .option(
    "--by-message",
    "the link will be sent: others may read it, so it only looks and withdraws",
  )
  .option("--new-card", "the former card is lost or used up; its codes then only withdraw")
  .option(
    "--card <file>",
    "write the card, ready to print on A5 (HTML; it holds the codes)",
    fromHere,
  )
  .addOption(
    new Option("--language <tag>", "of the card").choices(["fr", "en", "ar"]).default("fr"),
  )
  .option("--days <number>", "for how long the link can say yes (14)", wholeNumber(1, 90))
  .action((episode: string, options: RequestOptions, self: Command) =>
    run(self, (installation, output) => request(installation, episode, options, output)),
  );
command(consent, "grant <episode>", "record a signed paper form, with its scan")
  .option("--paper <scan>", "the scan of the signed form; refused without it", fromHere)
  .option("--scopes <list>", "what the form covers, with commas", defaultScopes)
  .action((episode: string, options: { paper?: string; scopes: string }, self: Command) =>
    run(self, (installation, output) => grant(installation, episode, options, output)),
  );
command(consent, "withdraw <episode>", "close a story; answers once every address was seen closed")
  .option("--reason <text>", "never asked for, kept when given")
  .option("--speaker <id>", "of one voice only: s1, s2, …")
  .option("--signatory <id>", "of one person only: self, or g1, g2, …")
  .option("--scopes <list>", "only these, with commas; all unless told")
  .action((episode: string, options: WithdrawOptions, self: Command) =>
    run(self, (installation, output) => withdraw(installation, episode, options, output)),
  );

command(consent, "erase <episode>", "record that a person wants it all erased; closes at once")
  .option("--speaker <id>", "whose wish it is: s1, s2, …")
  .option("--second-contact <text>", "how they were reached again and said so again: erases now")
  .option("--call-off", "they changed their mind before it was confirmed")
  .action((episode: string, options: EraseOptions, self: Command) =>
    run(self, (installation, output) => erase(installation, episode, options, output)),
  );
command(consent, "erasures", "who waits for a second contact before their story is erased").action(
  (_options: object, self: Command) => run(self, erasures),
);
command(consent, "situation <episode> <voice> <text>", "record who must agree for a voice (s1, …)")
  .option("--written <scan>", "a detained person's written consent", fromHere)
  .action(
    (episode: string, voice: string, text: string, options: SituationOptions, self: Command) =>
      run(self, (installation, output) =>
        situation(installation, { episode, voice, text }, options, output),
      ),
  );
command(consent, "due", "whom to speak to: yeses that end soon, have ended, or are a year older")
  .option("--told <episode>", "note that these people were spoken to")
  .option("--speaker <id>", "with --told: one voice", "s1")
  .option("--signatory <id>", "with --told: one person", "self")
  .action((options: DueOptions, self: Command) =>
    run(self, (installation, output) => due(installation, options, output)),
  );

command(
  program,
  "embargo [episode]",
  "close a story until a day, or lift that; without a story, list them",
)
  .option("--until <day>", "a day to come (2027-01-31); it opens nothing by itself")
  .option("--lift", "a person has decided that it may open, if every yes stands")
  .action((episode: string | undefined, options: EmbargoOptions, self: Command) =>
    run(self, (installation, output) => embargo(installation, episode, options, output)),
  );

const team = program.command("people").description("who may come into the studio, and as what");
command(team, "list", "everybody of the team").action((_options: object, self: Command) =>
  run(self, people),
);
command(team, "add <email>", "invite somebody: prints a link that opens the studio once")
  .addOption(new Option("--role <role>", "what they do").choices(studioRoles).makeOptionMandatory())
  .option("--name <text>", "how the studio calls them; the beginning of the address unless told")
  .addOption(
    new Option("--language <tag>", "of their messages").choices(["fr", "en"]).default("fr"),
  )
  .action((email: string, options: PeopleAddOptions, self: Command) =>
    run(self, (installation, output) => peopleAdd(installation, email, options, output)),
  );
command(team, "remove <email>", "they leave: all their sessions end at once").action(
  (email: string, _options: object, self: Command) =>
    run(self, (installation, output) => peopleRemove(installation, email, output)),
);
const model = program.command("model").description("speech models for this machine (optional)");
const outputOf = (self: Command) =>
  createOutput(self.opts()["json"] === true, localeOf(process.env));
command(model, "list", "which there are, and which are installed").action(
  (_options: object, self: Command) => modelList(outputOf(self)),
);
command(model, "install [name]", "download one, go on after a cut, and check it").action(
  (name: string | undefined, _options: object, self: Command) => modelInstall(name, outputOf(self)),
);
command(model, "remove <name>", "delete one").action(
  (name: string, _options: object, self: Command) => modelRemove(name, outputOf(self)),
);
addTranscriptCommands(program, { command, run, fromHere });

command(program, "status <episode>", "where a story stands, and what keeps it closed").action(
  (episode: string, _options: object, self: Command) =>
    run(self, (installation, output) => status(installation, episode, output)),
);
command(
  program,
  "press [episode]",
  "settle what is due, or one story; with --all, every page again",
)
  .option("--all", "press every page")
  .option("--dry-run", "only say exactly which addresses would be written or deleted")
  .action((episode: string | undefined, options: PressOptions, self: Command) =>
    run(self, (installation, output) =>
      press(installation, episode === undefined ? options : { ...options, episode }, output),
    ),
  );
command(
  program,
  "verify",
  "compare what is reachable with what is permitted, and check the consent chains",
).action((_options: object, self: Command) => run(self, verify));
addStaffCommands(program, consent);
command(program, "doctor", "what was found on this machine, and what is missing").action(
  (_options: object, self: Command) =>
    doctor(createOutput(self.opts()["json"] === true, localeOf(process.env))),
);
