/** What the studio has published over the cards of content/projects, and how both become one list. */
import type { Project } from "./project.ts";

/** A card that stands in place of the file's, or beside the files; `undefined` takes the file's card off the site. */
export type ProjectChanges = ReadonlyMap<string, Project | undefined>;

export const noProjectChanges: ProjectChanges = new Map();

/** The cards, or shows, that readers see: the studio's where it has one, the files' otherwise. Files keep their order, new cards follow by slug. */
export function mergedBySlug<Card extends { readonly slug: string }>(
  files: readonly Card[],
  changes: ReadonlyMap<string, Card | undefined>,
): readonly Card[] {
  const known = new Set(files.map(({ slug }) => slug));
  const added = [...changes.values()]
    .filter((card) => card !== undefined)
    .filter(({ slug }) => !known.has(slug))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const kept = files.flatMap((card) => {
    const changed = changes.has(card.slug) ? changes.get(card.slug) : card;
    return changed ?? [];
  });
  return [...kept, ...added];
}

/** Cards in the order in which the call names its laureates; any others follow by slug. */
export function inCallOrder<Card extends Pick<Project, "slug">>(
  cards: readonly Card[],
  order: readonly string[],
): readonly Card[] {
  const placeOf = ({ slug }: Card) => (order.includes(slug) ? order.indexOf(slug) : Infinity);
  return cards.toSorted((a, b) => {
    const [first, second] = [placeOf(a), placeOf(b)];
    return first === second ? a.slug.localeCompare(b.slug) : first - second;
  });
}
