/** What authors wrote about projects, checked: a card that does not hold is left out, with reasons for its author. */
import { type Call, CallSchema } from "#core/content/call";
import { type ContentProblem, requireContent } from "#core/content/check";
import { reasonInWords } from "#core/content/reasons";
import { checkProject, type Project } from "#core/content/project";
import { inCallOrder } from "#core/content/project-changes";
import { unknownReferences } from "#core/content/project-references";
import { RegionsWordsSchema, type Term, VocabularySchema } from "#core/content/vocabulary";
import type { z } from "zod";

export type RegionWords = z.output<typeof RegionsWordsSchema>[number];

/** Data as it was read, by file name from the folder `content` on. */
export type RawContent = {
  /** Front matter plus `presentation`, the Markdown body. */
  readonly cards: Readonly<Record<string, unknown>>;
  readonly calls: Readonly<Record<string, unknown>>;
  readonly themes: unknown;
  readonly publics: unknown;
  readonly regions: unknown;
};

export type ProjectContent = {
  /** In the order of the national call's waves. */
  readonly projects: readonly Project[];
  readonly calls: readonly Call[];
  readonly themes: readonly Term[];
  readonly publics: readonly Term[];
  readonly regions: readonly RegionWords[];
  /** Why cards are missing, each with its file and field. */
  readonly problems: readonly ContentProblem[];
};

/**
 * Promise: every card that holds, and for each that does not, every reason. What
 * all cards share (calls and vocabulary) must hold: otherwise `content-invalid`.
 */
export function loadContent(raw: RawContent): ProjectContent {
  const calls = Object.entries(raw.calls).map(([file, data]) =>
    requireContent(CallSchema, data, file),
  );
  const themes = requireContent(VocabularySchema, raw.themes, "content/vocabulary/themes.yaml");
  const publics = requireContent(VocabularySchema, raw.publics, "content/vocabulary/publics.yaml");
  const regions = requireContent(
    RegionsWordsSchema,
    raw.regions,
    "content/vocabulary/regions.yaml",
  );
  const known = {
    calls: new Set(calls.map(({ slug }) => slug)),
    themes: new Set(themes.map(({ key }) => key)),
    publics: new Set(publics.map(({ key }) => key)),
  };
  const cards = Object.entries(raw.cards).map(([file, data]) => checkCard(file, data, known));
  const order = calls.flatMap(({ waves }) => waves.flatMap(({ laureates }) => laureates));
  const held = cards.flatMap((card) => (card.ok ? [card.value] : []));
  const projects = inCallOrder(held, order);
  const problems = cards.flatMap((card) => (card.ok ? [] : card.problems));
  return { projects, calls, themes, publics, regions, problems };
}

type Known = Readonly<Record<"calls" | "themes" | "publics", ReadonlySet<string>>>;

function checkCard(file: string, data: unknown, known: Known): ReturnType<typeof checkProject> {
  const checked = checkProject(data, file);
  if (!checked.ok) return checked;
  const project = checked.value;
  // Which stories exist is known where they are kept; a page can only leave out what is not there.
  const stories = new Set(project.stories);
  const problems = unknownReferences(project, { ...known, stories }, file);
  const isMisnamed = !file.endsWith(`/${project.slug}.md`);
  const misnamed = { file, field: "slug", reason: reasonInWords("unknown", { value: file }) };
  return problems.length === 0 && !isMisnamed
    ? checked
    : { ok: false, problems: [...problems, ...(isMisnamed ? [misnamed] : [])] };
}

/** One line for each problem, in both languages, as a terminal shows it. */
export function problemsInWords(problems: readonly ContentProblem[]): readonly string[] {
  return problems.map(
    ({ file, field, reason }) => `${file}, ${field || "–"}: ${reason.fr} / ${reason.en}`,
  );
}
