/**
 * The parts that fact cards are made of: figures, sentences with figures,
 * organisations, places, numbers of people, lengths.
 */
import { z } from "zod";
import { localizedLine, plainLine, refusal } from "./check.ts";
import { RegionCodeSchema } from "./region.ts";

/** A sentence of a card. */
export const LineSchema = plainLine(600);
/** A name or a label of a card. */
export const NameSchema = plainLine(200);
const AmountSchema = z.number().nonnegative();
const MonthsSchema = z.number().positive().max(120);

/** How exactly the source states a number: "près de 50" is `about`, "plus de 1 000" is `more-than`. */
const QualifierSchema = z.enum(["about", "at-least", "more-than", "at-most", "less-than"]);

/** One number of the source, for summaries and charts. */
export const FigureSchema = z
  .strictObject({
    /** The number itself; the lower one where the source gives a range. */
    value: AmountSchema,
    /** The upper number of a range, such as 300 in "200 to 300". */
    valueMax: AmountSchema.optional(),
    /** Absent when the source states the number as exact. */
    qualifier: QualifierSchema.optional(),
    /** What is counted. Shares are percent; `places` are sites or territories; the four durations are their own units. */
    kind: z.enum(["people", "percent", "places", "hours", "weeks", "months", "years", "other"]),
    /** What the number says, as words that can follow it. */
    label: localizedLine(160),
  })
  .refine((figure) => figure.valueMax === undefined || figure.valueMax >= figure.value, {
    path: ["valueMax"],
    ...refusal("range"),
  });
export type Figure = z.output<typeof FigureSchema>;

/** A sentence of the card, with every number in it once more as data. */
export const ClaimSchema = z.strictObject({
  text: LineSchema,
  figures: z.array(FigureSchema).default([]),
});
export type Claim = z.output<typeof ClaimSchema>;

/** An organisation that carries the project with its holder. */
export const PartnerSchema = z.strictObject({
  name: NameSchema,
  /** `member` of the consortium, or `partner` beside it. */
  kind: z.enum(["member", "partner"]),
  /** Listed on the identity card, or only named in the project's text. */
  where: z.enum(["card", "text"]).default("card"),
  /** What the source says about it, in a few words. */
  about: plainLine(300).optional(),
});
export type Partner = z.output<typeof PartnerSchema>;

/** A place where the project is tried out, as the source names it. */
export const TerritorySchema = z.strictObject({
  label: NameSchema,
  /** Regions that the place lies in; empty where the source names no place. */
  regionCodes: z.array(RegionCodeSchema).default([]),
  /** For "the whole of metropolitan (or overseas) France": stands for all its regions. */
  coverage: z.enum(["metropolitan", "overseas"]).optional(),
  /** The place is, or contains, priority neighbourhoods (quartiers prioritaires de la politique de la ville). */
  qpv: z.boolean().default(false),
  /** The place is, or contains, rural areas. */
  rural: z.boolean().default(false),
  /** When the project works there, where it moves from one place to another. */
  period: localizedLine(120).optional(),
  /** The source leaves the place open ("à définir"). */
  toBeDefined: z.boolean().default(false),
});
export type Territory = z.output<typeof TerritorySchema>;

/** How many people the project is for: the number that sums are made of, never a part of another one. */
export const PeopleTargetSchema = z.strictObject({
  count: z.int().positive(),
  qualifier: QualifierSchema.optional(),
  /** `accompanied` through a pathway, `spotted` before it, or `professionals` trained to support others. */
  kind: z.enum(["accompanied", "spotted", "professionals"]),
  /** Years that the count covers, where the source says so. */
  overYears: z.number().positive().max(20).optional(),
  /** The last year by which the count is to be reached ("d'ici 2021"). */
  byYear: z.int().min(2000).max(2100).optional(),
  /** The count is for each year: never added to totals of whole projects. */
  perYear: z.boolean().default(false),
  /** Which document gives the number. */
  document: z.enum(["national", "regional"]).default("national"),
});
export type PeopleTarget = z.output<typeof PeopleTargetSchema>;

/** A lower and an upper bound in the source's own unit; an upper bound alone means "at most". */
const spanFields = {
  monthsMin: MonthsSchema.optional(),
  monthsMax: MonthsSchema.optional(),
  weeksMin: z.number().positive().max(520).optional(),
  weeksMax: z.number().positive().max(520).optional(),
};
type Span = { readonly [field in keyof typeof spanFields]?: number | undefined };
const inOrder = (span: Span) =>
  (span.monthsMin ?? 0) <= (span.monthsMax ?? Infinity) &&
  (span.weeksMin ?? 0) <= (span.weeksMax ?? Infinity);

/** The typical length of one person's way through the project. */
export const PathwayLengthSchema = z
  .strictObject({
    /** As the card says it, in words. */
    text: localizedLine(300),
    ...spanFields,
    /** The bounds are those of an average, and each pathway is made to measure. */
    average: z.boolean().default(false),
    /** Lengths of the parts, where the source gives them one by one. */
    parts: z
      .array(
        z
          .strictObject({ label: localizedLine(120), ...spanFields })
          .refine(inOrder, refusal("range")),
      )
      .default([]),
    /** Support that may go on after the pathway itself. */
    followUpMonthsMax: MonthsSchema.optional(),
  })
  .refine(inOrder, refusal("range"));
export type PathwayLength = z.output<typeof PathwayLengthSchema>;
