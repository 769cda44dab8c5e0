import { requireContent } from "#core/content/check";
import { checkProject, type Project, ProjectSchema } from "#core/content/project";
import type { CardAsWritten, ProjectFiles } from "#ports/content";

/** Files of cards in memory, written as JSON; what cards point to is not looked up. */
export function projectFilesOf(...cards: readonly CardAsWritten[]): ProjectFiles {
  return {
    all: () =>
      cards.map((card) => ({ slug: String(card["slug"]), card, text: JSON.stringify(card) })),
    read: (text) => JSON.parse(text) as CardAsWritten,
    write: (card) => JSON.stringify(card),
    check: (card) => checkProject(card, `content/projects/${String(card["slug"])}.md`),
    order: [],
    choices: {
      themes: [{ key: "sport", fr: "Sport", en: "Sport" }],
      publics: [{ key: "jeunes", fr: "Jeunes", en: "Young people" }],
      calls: [{ key: "un-appel", fr: "Un appel", en: "A call" }],
    },
  };
}

/** As `checkProject`, but throws `content-invalid`. */
export function requireProject(data: unknown, file: string): Project {
  return requireContent(ProjectSchema, data, file);
}
