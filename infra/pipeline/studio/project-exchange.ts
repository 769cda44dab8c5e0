import { AppError } from "#core/errors";
import type { App } from "../app.ts";
import { readProjectChanges } from "../current-content.ts";
import { listStudioProjects, readRevision, requireStudioProject } from "./project-records.ts";
import { takeInCard } from "./save-project.ts";

export type CardFile = { readonly name: string; readonly text: string };

/** The file of a project's newest revision; fields that are as in the repository keep its writing. Throws `project-gone`. */
export async function projectFile(app: App, slug: string): Promise<CardFile> {
  const { card } = await requireStudioProject(app, slug);
  return { name: `${slug}.md`, text: writtenAs(app, slug, card) };
}

/** Files of all projects as readers see them: the content/projects of this installation. */
export async function publicProjectFiles(app: App): Promise<readonly CardFile[]> {
  const changes = await readProjectChanges(app);
  const files: CardFile[] = [];
  for (const { slug, head, file } of await listStudioProjects(app)) {
    const published = head?.publishedRevision;
    const card = published === undefined ? file : (await readRevision(app, slug, published))?.card;
    const isOff = changes.has(slug) && changes.get(slug) === undefined;
    if (card === undefined || isOff) continue;
    files.push({ name: `${slug}.md`, text: writtenAs(app, slug, card) });
  }
  return files;
}

const writtenAs = (app: App, slug: string, card: Readonly<Record<string, unknown>>) => {
  const { projectFiles } = app.content;
  return projectFiles.write(card, projectFiles.all().find((one) => one.slug === slug)?.text);
};

export type TakenIn = {
  readonly file: string;
  readonly outcome: "unchanged" | "draft" | "to-choose" | "refused";
  readonly error?: AppError;
};

/** Takes files of cards in, each by itself: one that is no card, or calls itself otherwise than its name, stops none of the others. */
export async function takeInFiles(
  app: App,
  by: string,
  files: readonly CardFile[],
): Promise<readonly TakenIn[]> {
  const done: TakenIn[] = [];
  for (const { name, text } of files) {
    try {
      const card = app.content.projectFiles.read(text, name);
      if (`${String(card["slug"])}.md` !== name.replace(/^.*[/\\]/, ""))
        throw new AppError("content-invalid", {
          params: { file: name, field: "slug", problem: String(card["slug"] ?? "–") },
        });
      done.push({ file: name, outcome: await takeInCard(app, by, card) });
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      done.push({ file: name, outcome: "refused", error });
    }
  }
  return done;
}
