/**
 * The fact card of a laureate project ("carte d'identité du projet"): one file
 * in content/projects, front matter plus the presentation as Markdown body.
 * Field names are English; what readers see is French, with English where the
 * English pages show it.
 */
import { z } from "zod";
import {
  checkContent,
  ContentSlugSchema,
  localizedLine,
  markdownText,
  MonthSchema,
  plainLine,
  refusal,
  withoutDuplicates,
  type ContentResult,
} from "./check.ts";
import { EpisodeIdSchema } from "../ids.ts";
import {
  ClaimSchema,
  FigureSchema,
  LineSchema,
  NameSchema,
  PartnerSchema,
  PathwayLengthSchema,
  PeopleTargetSchema,
  TerritorySchema,
  type Territory,
} from "./project-parts.ts";
import { RegionCodeSchema, regionCodesOf } from "./region.ts";

/** Who the project is for. */
const PublicsSchema = z
  .strictObject({
    /** As the card says it, in words. */
    text: LineSchema,
    /** Keys of content/vocabulary/publics.yaml, for filters. */
    keys: z.array(ContentSlugSchema).min(1).superRefine(withoutDuplicates(String)),
    /** Ages in years, where the source gives them; both ends included. */
    ageMin: z.int().min(10).max(99).optional(),
    ageMax: z.int().min(10).max(99).optional(),
  })
  .refine((publics) => (publics.ageMin ?? 0) <= (publics.ageMax ?? Infinity), refusal("range"));

/** What a regional page of the call says differently about the project. */
const RegionalNoteSchema = z.strictObject({
  /** Slug of the regional call. */
  call: ContentSlugSchema,
  /** Holder and title as that page writes them. */
  holder: NameSchema,
  title: NameSchema,
  territories: z.array(TerritorySchema).min(1),
  publics: LineSchema,
  /** Each difference in one sentence. */
  differences: z.array(ClaimSchema).min(1),
});

/** A photograph of the project. The file lies beside the site's pictures; the credit is shown with it, always. */
const PhotoSchema = z
  .strictObject({
    credit: NameSchema,
    caption: LineSchema.optional(),
    file: plainLine(200).optional(),
    /** Text alternative: required as soon as there is a file to show. */
    alt: plainLine(300).optional(),
  })
  .refine((photo) => photo.file === undefined || photo.alt !== undefined, {
    path: ["alt"],
    ...refusal("alt"),
  });

const unionOf = (territories: readonly Territory[]) =>
  [
    ...new Set(
      territories.flatMap((place) => [
        ...place.regionCodes,
        ...(place.coverage === undefined ? [] : regionCodesOf(place.coverage)),
      ]),
    ),
  ].sort();

export const ProjectSchema = z
  .strictObject({
    /** Name in addresses; equals the file's name. */
    slug: ContentSlugSchema,
    title: localizedLine(160),
    /** The organisation that answers for the project ("porteur"). */
    holder: NameSchema,
    /** What the source adds about the holder, or another spelling of its name. */
    holderNote: LineSchema.optional(),
    /** Slug of the national call that chose the project. */
    call: ContentSlugSchema,
    wave: z.int().min(1).max(20),
    /** When the wave was announced. */
    waveDate: MonthSchema,
    /** At most 200 characters: shown in lists and to search engines. */
    summary: localizedLine(200),
    /** Keys of content/vocabulary/themes.yaml. */
    themes: z.array(ContentSlugSchema).min(1).superRefine(withoutDuplicates(String)),
    /** Numbers that only the presentation gives. */
    figures: z.array(FigureSchema).default([]),
    /** "Principaux objectifs", one entry for each of the source. */
    objectives: z.array(ClaimSchema).min(1),
    /** "Plus-values", one entry for each of the source. */
    addedValues: z.array(ClaimSchema).min(1),
    partners: z.array(PartnerSchema).superRefine(withoutDuplicates((partner) => partner.name)),
    /** Said where the source's list is open ("etc.") or odd. */
    partnersNote: LineSchema.optional(),
    territories: z.array(TerritorySchema).min(1),
    territoriesNote: LineSchema.optional(),
    /** Every region of the territories, the regional note's included; checked against them. */
    regions: z.array(RegionCodeSchema).superRefine(withoutDuplicates(String)),
    publics: PublicsSchema,
    pathwayLength: PathwayLengthSchema,
    peopleTarget: z.array(PeopleTargetSchema).default([]),
    photo: PhotoSchema.optional(),
    /** Stories that belong to the project. */
    stories: z.array(EpisodeIdSchema).default([]),
    /** Where the facts were read, and what was odd there. */
    source: z.strictObject({
      document: NameSchema,
      where: LineSchema,
      note: plainLine(1_000).optional(),
    }),
    regionalNote: RegionalNoteSchema.optional(),
    /** The Markdown body of the file. */
    presentation: markdownText(20_000),
  })
  .superRefine((project, context) => {
    const expected = unionOf([
      ...project.territories,
      ...(project.regionalNote?.territories ?? []),
    ]);
    if (expected.join() !== [...project.regions].sort().join()) {
      const words = expected.length === 0 ? "[]" : expected.map((code) => `"${code}"`).join(", ");
      context.addIssue({
        code: "custom",
        path: ["regions"],
        ...refusal("regionsDiffer", { expected: words }),
      });
    }
  });
export type Project = z.output<typeof ProjectSchema>;

/** Checks a card (front matter plus `presentation`, the Markdown body); problems name the file and the field. */
export function checkProject(data: unknown, file: string): ContentResult<Project> {
  return checkContent(ProjectSchema, data, file);
}
