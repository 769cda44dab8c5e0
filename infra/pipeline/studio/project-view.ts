import { regions } from "#core/content/region";
import type { Locale } from "#core/press/page-data";
import { differencesOf, type LooseCard } from "#core/studio/card-merge";
import { fieldLines } from "#core/studio/field-lines";
import type {
  DifferenceRow,
  FieldProblem,
  ProjectPage,
  ProjectStanding,
} from "#core/studio/page-projects";
import type { App } from "../app.ts";
import { readPerson } from "./person-records.ts";
import { listStudioProjects, revisionsOf, type StudioProject } from "./project-records.ts";
import { recentStories } from "./story-board.ts";

/** Stories to choose from; those that a card names already are among them in any case. */
const storiesMax = 100;

/** Where a project stands. */
export function standingOfProject({ head, file, other }: StudioProject): ProjectStanding {
  const isPublic =
    head === undefined || (!head.isOff && head.publishedRevision === undefined)
      ? file !== undefined
      : !head.isOff;
  return {
    isPublic,
    hasDraft: head !== undefined && head.publishedRevision !== head.revision,
    ...(other === undefined ? {} : { waitsFor: other.from }),
  };
}

/** A card's title in that language, else in French, else its name in addresses: a draft need not have one. */
export const titleOfCard = (card: LooseCard, locale: Locale): string => {
  const { title } = card as { readonly title?: Partial<Record<Locale, unknown>> };
  const words = title?.[locale] ?? title?.fr;
  return typeof words === "string" ? words : String(card["slug"] ?? "");
};

/** Every project, as rows. */
export async function projectRows(app: App, locale: Locale) {
  return (await listStudioProjects(app)).map((project) => ({
    slug: project.slug,
    title: titleOfCard(project.card, locale),
    holder: typeof project.card["holder"] === "string" ? project.card["holder"] : "",
    ...standingOfProject(project),
  }));
}

/** What keeps a card from being published, by field, in the reader's words. */
function problemsOfCard(app: App, card: LooseCard, locale: Locale): readonly FieldProblem[] {
  const checked = app.content.projectFiles.check(card);
  if (checked.ok) return [];
  return checked.problems.map(({ field, reason }) => ({ field, text: reason[locale] }));
}

/** What the form of a project needs beside its words. */
export async function projectPage(
  app: App,
  project: StudioProject | undefined,
  card: LooseCard,
  locale: Locale,
): Promise<Omit<ProjectPage, "isRefused">> {
  const { choices } = app.content.projectFiles;
  const inWords = (list: readonly { key: string; fr: string; en: string }[]) =>
    list.map((one) => ({ key: one.key, label: one[locale] }));
  return {
    slug: project?.slug ?? "",
    title: titleOfCard(card, locale),
    revision: project?.head?.revision ?? 0,
    card,
    problems: problemsOfCard(app, card, locale),
    choices: {
      calls: inWords(choices.calls),
      themes: inWords(choices.themes),
      publics: inWords(choices.publics),
      regions: regions.map((region) => ({ key: region.code, label: region[locale] })),
      stories: await storyChoices(app, card),
    },
    history: project === undefined ? [] : await historyOf(app, project),
    hasFile: project?.file !== undefined,
  };
}

async function storyChoices(app: App, { stories }: LooseCard) {
  const recent = await recentStories(app, storiesMax);
  const named = Array.isArray(stories) ? stories.map(String) : [];
  const others = named.filter((id) => !recent.some((story) => story.id === id));
  return [
    ...others.map((id) => ({ key: id, label: id })),
    ...recent.map(({ id, title }) => ({ key: id, label: title })),
  ];
}

async function historyOf(app: App, { slug, head }: StudioProject): Promise<ProjectPage["history"]> {
  const names = new Map<string, string>();
  const nameOf = async (id: string) => {
    const name = names.get(id) ?? (await readPerson(app, id))?.person.name ?? "";
    names.set(id, name);
    return name;
  };
  const rows: ProjectPage["history"][number][] = [];
  for (const { revision, at, by, why } of await revisionsOf(app, slug)) {
    const isPublic = head?.publishedRevision === revision && !head.isOff;
    rows.push({ revision, at, why, by: await nameOf(by), isPublic });
  }
  return rows;
}

/** The fields in which two versions of a card differ, in lines. */
export function differenceRows(
  mine: LooseCard,
  theirs: LooseCard,
  base?: LooseCard,
): readonly DifferenceRow[] {
  return differencesOf(mine, theirs, base).map(({ field, suggested, ...sides }) => ({
    field,
    mine: fieldLines(sides.mine),
    theirs: fieldLines(sides.theirs),
    ...(suggested === undefined ? {} : { suggested }),
  }));
}
