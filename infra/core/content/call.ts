/** A call for projects: one file in content/calls. A regional call points to the national one. */
import { z } from "zod";
import {
  ContentSlugSchema,
  localizedLine,
  MonthSchema,
  plainLine,
  refusal,
  withoutDuplicates,
} from "./check.ts";
import { RegionCodeSchema } from "./region.ts";

const WordsSchema = localizedLine(600);

/** People who answered for the call, with what they said told in our own words. */
const CallPersonSchema = z.strictObject({
  name: plainLine(120),
  role: localizedLine(200),
  /** Reported speech; the source has the quotation. */
  statement: WordsSchema,
});

/** One round of laureates. */
const WaveSchema = z.strictObject({
  number: z.int().min(1).max(20),
  date: MonthSchema,
  /** Slugs of the projects, in the order of the source. */
  laureates: z.array(ContentSlugSchema).min(1).superRefine(withoutDuplicates(String)),
  note: WordsSchema.optional(),
});

export const CallSchema = z
  .strictObject({
    slug: ContentSlugSchema,
    kind: z.enum(["national", "regional"]),
    /** For a regional call: the slug of the national one. */
    parent: ContentSlugSchema.optional(),
    /** For a regional call: its region. */
    region: RegionCodeSchema.optional(),
    title: localizedLine(160),
    /** The public programme that pays. */
    programme: localizedLine(200),
    summary: localizedLine(300),
    status: z.enum(["open", "closed"]).optional(),
    /** First and last day on which the page could be answered. */
    consultation: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
    envelope: z
      .strictObject({
        amount: z.number().positive(),
        currency: z.literal("EUR"),
        label: localizedLine(160),
      })
      .optional(),
    /** Who may answer. */
    eligible: WordsSchema,
    /** Why the call exists. */
    context: z.array(WordsSchema).default([]),
    aims: z.array(WordsSchema).min(1),
    axes: z.array(WordsSchema).default([]),
    examples: z.array(WordsSchema).default([]),
    /** Steps of the choice, in order. */
    selection: z.array(z.strictObject({ who: WordsSchema, does: WordsSchema })).min(1),
    people: z.array(CallPersonSchema).default([]),
    waves: z.array(WaveSchema).default([]),
    /** For a regional call: slugs of its laureates, in the order of its page. */
    laureates: z.array(ContentSlugSchema).superRefine(withoutDuplicates(String)).default([]),
    source: z.strictObject({ document: plainLine(200), publisher: plainLine(200).optional() }),
  })
  .refine(
    (call) => call.kind === "national" || (call.region !== undefined && call.parent !== undefined),
    refusal("regionalCall"),
  )
  .refine(
    (call) => call.consultation === undefined || call.consultation.from <= call.consultation.to,
    {
      path: ["consultation"],
      ...refusal("range"),
    },
  );
export type Call = z.output<typeof CallSchema>;
