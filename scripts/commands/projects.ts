import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explain } from "#core/error-messages";
import type { Installation } from "#compose/installation";
import { publicProjectFiles, takeInFiles } from "#pipeline/studio/project-exchange";
import { listStudioProjects } from "#pipeline/studio/project-records";
import type { Output } from "./output.ts";

/** Whoever sits at the machine: the history of a card tells that it came by command. */
const byCommand = "command";

/** `projects export`: the cards that readers see, as the files of content/projects. */
export async function projectsExport(
  { app }: Installation,
  folder: string,
  output: Output,
): Promise<void> {
  const files = await publicProjectFiles(app);
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) writeFileSync(join(folder, name), text);
  const others = (await listStudioProjects(app)).filter(({ other }) => other !== undefined);
  output.result(
    { folder, files: files.map(({ name }) => name), toChoose: others.map(({ slug }) => slug) },
    [
      `wrote ${files.length} cards to ${folder}`,
      ...others.map(
        ({ slug }) =>
          `  ${slug}: studio and file differ; choose at ${app.origin}/studio/projets/${slug}/choisir`,
      ),
    ],
  );
}

/** `projects import`: takes a folder of cards in; drafts, or choices where the studio has its own words. */
export async function projectsImport(
  { app }: Installation,
  folder: string,
  output: Output,
): Promise<void> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const done = await takeInFiles(app, byCommand, files);
  const told = done.map(({ file, outcome, error }) => ({
    file,
    outcome,
    ...(error === undefined ? {} : { problem: explain(error, output.locale) }),
  }));
  output.result(
    { projects: told },
    told.map(
      ({ file, outcome, problem }) =>
        `${outcome.padEnd(9)}  ${file}${problem === undefined ? "" : `: ${problem}`}`,
    ),
  );
}
