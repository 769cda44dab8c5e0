import { z } from "zod";
import { SlugSchema } from "./ids.ts";
import { lineSchema, textSchema } from "./text.ts";

/** A podcast: one file in content/shows. What feeds require is required here (PSP-1). */
export const ShowSchema = z.object({
  slug: SlugSchema,
  title: lineSchema(255),
  /** BCP 47 language of the voices. */
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  author: lineSchema(255),
  ownerName: lineSchema(255),
  ownerEmail: z.email(),
  subtitle: lineSchema(255),
  description: textSchema(3_900),
  descriptionEn: textSchema(3_900),
  /** Apple's category, and its sub-category where one fits. */
  category: lineSchema(100),
  subcategory: lineSchema(100).optional(),
  explicit: z.boolean(),
  copyright: lineSchema(255),
  license: z.object({ identifier: lineSchema(128), url: z.url().optional() }),
  funding: z.object({ url: z.url(), text: lineSchema(128) }).optional(),
  updateFrequency: lineSchema(128).optional(),
  location: lineSchema(128).optional(),
  /** The voices and words were made for the demonstration: pages and feed say so. */
  demonstration: z.boolean().default(false),
});
export type Show = z.output<typeof ShowSchema>;
