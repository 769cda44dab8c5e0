/** Shared words of stories and projects: files in content/vocabulary, each a list of entries with a key. */
import { z } from "zod";
import { ContentSlugSchema, plainLine, refusal, withoutDuplicates } from "./check.ts";
import { RegionCodeSchema } from "./region.ts";

const labels = { fr: plainLine(120), en: plainLine(120) };

/** A theme or a public: the key is in addresses and cards, the labels are what people read. */
const TermSchema = z.strictObject({ key: ContentSlugSchema, ...labels });
export type Term = z.output<typeof TermSchema>;
export const VocabularySchema = z
  .array(TermSchema)
  .min(1)
  .superRefine(withoutDuplicates((term) => term.key));

/** A code of the French directory of trades (ROME): a letter and four digits. */
const RomeCodeSchema = z.string().refine((code) => /^[A-N]\d{4}$/.test(code), refusal("rome"));

/** A trade; its ROME code and heading come together or not at all. */
const TradeSchema = TermSchema.extend({
  rome: RomeCodeSchema.optional(),
  romeLabel: plainLine(160).optional(),
  /** Other words for it, by which stories are found under it. */
  also: z.array(plainLine(120)).min(1).optional(),
}).refine(
  (trade) => (trade.rome === undefined) === (trade.romeLabel === undefined),
  refusal("romePair"),
);
export type Trade = z.output<typeof TradeSchema>;
export const TradesSchema = z
  .array(TradeSchema)
  .min(1)
  .superRefine(withoutDuplicates((trade) => trade.key));

/** A region in sentences: its names, and how one says "in" it. */
const RegionWordsSchema = z.strictObject({
  code: RegionCodeSchema,
  ...labels,
  in: z.strictObject(labels),
});
export const RegionsWordsSchema = z
  .array(RegionWordsSchema)
  .superRefine(withoutDuplicates((region) => region.code));
