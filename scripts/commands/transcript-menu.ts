import { type Command, Option } from "commander";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";
import {
  exportWords,
  formatNames,
  importWords,
  review,
  show,
  translate,
  untranslate,
  type WordsOptions,
} from "./transcript.ts";

/** What every command of the command line is made with. */
export type Menu = {
  readonly command: (parent: Command, usage: string, description: string) => Command;
  readonly run: (
    command: Command,
    work: (installation: Installation, output: Output) => Promise<void>,
  ) => Promise<void>;
  /** A path as the person typed it. */
  readonly fromHere: (path: string) => string;
};

/** `paroles transcript …`: the words of a story, by hand. */
export function addTranscriptCommands(program: Command, { command, run, fromHere }: Menu): void {
  const transcript = program
    .command("transcript")
    .description("see, correct, review and translate");
  const inLanguage = "the words in this language; the story's own unless told";
  const corrected = "a person has read and corrected them";
  command(transcript, "show <episode>", "the words with their times, and what deserves an ear")
    .option("--language <tag>", inLanguage)
    .action((episode: string, options: WordsOptions, self: Command) =>
      run(self, (installation, output) => show(installation, episode, options, output)),
    );
  command(transcript, "export <episode>", "the words in a file to correct elsewhere (with names)")
    .addOption(new Option("--format <name>", "file format").choices(formatNames).default("vtt"))
    .option("--language <tag>", inLanguage)
    .option("--output <file>", "where to; standard output unless told", fromHere)
    .action((episode: string, options: WordsOptions, self: Command) =>
      run(self, (installation, output) => exportWords(installation, episode, options, output)),
    );
  command(
    transcript,
    "import <episode> <file>",
    "WebVTT, SubRip, podcast JSON, or plain text to time",
  )
    .option("--corrected", corrected)
    .action((episode: string, file: string, options: WordsOptions, self: Command) =>
      run(self, (installation, output) =>
        importWords(installation, episode, fromHere(file), options, output),
      ),
    );
  command(transcript, "review <episode>", "say that you have read what no person wrote")
    .option("--language <tag>", inLanguage)
    .action((episode: string, options: WordsOptions, self: Command) =>
      run(self, (installation, output) => review(installation, episode, options, output)),
    );
  command(
    transcript,
    "add-translation <episode> <file>",
    "the words in another language, with times",
  )
    .requiredOption("--language <tag>", "the language of the file, such as en")
    .option("--corrected", corrected)
    .action(
      (
        episode: string,
        file: string,
        options: WordsOptions & { language: string },
        self: Command,
      ) =>
        run(self, (installation, output) =>
          translate(installation, episode, fromHere(file), options, output),
        ),
    );
  command(transcript, "remove-translation <episode>", "take the words in one language away")
    .requiredOption("--language <tag>", "which one")
    .action((episode: string, options: { language: string }, self: Command) =>
      run(self, (installation, output) => untranslate(installation, episode, options, output)),
    );
}
