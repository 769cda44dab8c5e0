import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CallSchema } from "#core/content/call";
import { checkProject } from "#core/content/project";
import { unknownReferences } from "#core/content/project-references";
import { VocabularySchema } from "#core/content/vocabulary";
import { AppError } from "#core/errors";
import type { Choice, ProjectFile, ProjectFiles } from "#ports/content";
import { parseCard, readYaml, writeCard } from "./read-yaml.ts";

/** The cards of content/projects as files; read once, when first asked for. */
export function createProjectFiles(folder: string): ProjectFiles {
  let files: readonly ProjectFile[] | undefined;
  let known: Choices | undefined;
  const choices = () => (known ??= readChoices(folder));
  return {
    all: () => (files ??= readFiles(folder)),
    read: parseCard,
    write: writeCard,
    get choices() {
      return choices();
    },
    get order() {
      return choices().order;
    },
    check(card) {
      const file = `content/projects/${typeof card["slug"] === "string" ? card["slug"] : "?"}.md`;
      const checked = checkProject(card, file);
      if (!checked.ok) return checked;
      const keys = (of: keyof ProjectFiles["choices"]) =>
        new Set(choices()[of].map(({ key }) => key));
      const references = {
        calls: keys("calls"),
        themes: keys("themes"),
        publics: keys("publics"),
        stories: new Set(checked.value.stories),
      };
      const problems = unknownReferences(checked.value, references, file);
      return problems.length === 0 ? checked : { ok: false, problems };
    },
  };
}

/** A file that cannot be read, or that has another name than its card, is left out; the build of the site tells its author. */
function readFiles(folder: string): readonly ProjectFile[] {
  return readdirSync(join(folder, "projects"))
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) => {
      const text = readFileSync(join(folder, "projects", name), "utf8");
      const slug = name.slice(0, -".md".length);
      try {
        const card = parseCard(text, `content/projects/${name}`);
        return card["slug"] === slug ? [{ slug, card, text }] : [];
      } catch (error) {
        if (error instanceof AppError && error.code === "content-invalid") return [];
        throw error;
      }
    });
}

type Choices = ProjectFiles["choices"] & Pick<ProjectFiles, "order">;

function readChoices(folder: string): Choices {
  const calls = readdirSync(join(folder, "calls"))
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => readYaml(folder, `calls/${name}`, CallSchema));
  const terms = (name: string) => readYaml(folder, `vocabulary/${name}.yaml`, VocabularySchema);
  return {
    calls: calls.map(({ slug, title }): Choice => ({ key: slug, ...title })),
    themes: terms("themes"),
    publics: terms("publics"),
    order: calls.flatMap(({ waves }) => waves.flatMap(({ laureates }) => laureates)),
  };
}
