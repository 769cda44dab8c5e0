/** The summary in figures, worked out from the cards' structured data and nothing else. */
import type { Project } from "#core/content/project";
import { peopleTotals } from "#core/content/project-people";

const weeksInMonth = 52 / 12;

/** People that the national card of one project announces for the whole of it; none where it gives no number, or only a yearly one. */
export function peopleOf({ peopleTarget }: Project): number | undefined {
  const target = peopleTarget.find(
    ({ kind, document, perYear }) => kind === "accompanied" && document === "national" && !perYear,
  );
  return target?.count;
}

/** True when the national card gives a number of people for each year only. */
export const isYearly = ({ peopleTarget }: Project): boolean =>
  peopleTarget.some(
    ({ kind, document, perYear }) => kind === "accompanied" && document === "national" && perYear,
  );

/** Projects with their numbers, the largest first; equal ones in the order of the call. */
export function peopleByProject(
  projects: readonly Project[],
): readonly { readonly project: Project; readonly people: number }[] {
  return projects
    .flatMap((project) => {
      const people = peopleOf(project);
      return people === undefined ? [] : [{ project, people }];
    })
    .sort((a, b) => b.people - a.people);
}

export type WaveFigures = {
  readonly wave: number;
  readonly projects: number;
  readonly people: number;
};

export function figuresByWave(projects: readonly Project[]): readonly WaveFigures[] {
  const waves = [...new Set(projects.map(({ wave }) => wave))].sort((a, b) => a - b);
  return waves.map((wave) => {
    const ofWave = projects.filter((project) => project.wave === wave);
    return { wave, projects: ofWave.length, people: peopleTotals(ofWave).accompanied };
  });
}

export type RegionFigures = {
  readonly code: string;
  readonly projects: readonly Project[];
  /** Projects that name a place in the region, and not only "all of France". */
  readonly named: readonly Project[];
  /** People of projects that work in this region alone: no card shares its number out. */
  readonly peopleOfItsOwn: number;
};

/** Every region given with its projects. */
export function figuresByRegion(
  projects: readonly Project[],
  codes: readonly string[],
): readonly RegionFigures[] {
  const names = (project: Project, code: string) =>
    [...project.territories, ...(project.regionalNote?.territories ?? [])].some(({ regionCodes }) =>
      regionCodes.includes(code),
    );
  return codes.map((code) => {
    const here = projects.filter(({ regions }) => regions.includes(code));
    const alone = here.filter(({ regions }) => regions.length === 1);
    return {
      code,
      projects: here,
      named: here.filter((project) => names(project, code)),
      peopleOfItsOwn: peopleTotals(alone).accompanied,
    };
  });
}

export type SpanMonths = { readonly from: number; readonly to: number };

/** The typical length of a pathway in months; weeks are turned into months of 52/12 weeks. */
export function monthsOf({ pathwayLength: length }: Project): SpanMonths | undefined {
  const to =
    length.monthsMax ??
    (length.weeksMax === undefined ? undefined : length.weeksMax / weeksInMonth);
  if (to === undefined) return undefined;
  const from =
    length.monthsMin ?? (length.weeksMin === undefined ? 0 : length.weeksMin / weeksInMonth);
  return { from, to };
}

/** Organisations named by the cards beside their holders, each name once. */
export const organisationsOf = (projects: readonly Project[]): ReadonlySet<string> =>
  new Set(projects.flatMap(({ partners }) => partners.map(({ name }) => name)));
