import type { PeopleTarget } from "./project-parts.ts";
import type { Project } from "./project.ts";

export type PeopleTotals = {
  /** People to be accompanied through the whole of the projects. */
  readonly accompanied: number;
  /** People to be accompanied each year, by projects that give only a yearly number. */
  readonly accompaniedPerYear: number;
  /** People to be reached before a pathway. They are not added to the accompanied: some become them. */
  readonly spotted: number;
  /** Professionals to be trained to support others. */
  readonly professionals: number;
  /** Slugs of projects whose national card gives no number of people accompanied. */
  readonly without: readonly string[];
};

/**
 * How many people the projects are for, from the national cards' own numbers.
 * Ranges and words such as "about" are counted at the number given, and yearly
 * numbers stand apart, because the source does not say for how many years.
 */
export function peopleTotals(
  projects: readonly Pick<Project, "slug" | "peopleTarget">[],
): PeopleTotals {
  const targets = projects.flatMap((project) => project.peopleTarget).filter(isNational);
  const sum = (kind: PeopleTarget["kind"], perYear: boolean) =>
    targets
      .filter((target) => target.kind === kind && target.perYear === perYear)
      .reduce((total, target) => total + target.count, 0);
  return {
    accompanied: sum("accompanied", false),
    accompaniedPerYear: sum("accompanied", true),
    spotted: sum("spotted", false),
    professionals: sum("professionals", false),
    without: projects
      .filter(
        ({ peopleTarget }) => !peopleTarget.some((t) => isNational(t) && t.kind === "accompanied"),
      )
      .map(({ slug }) => slug),
  };
}

function isNational(target: PeopleTarget): boolean {
  return target.document === "national";
}
