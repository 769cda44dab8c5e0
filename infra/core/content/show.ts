import { z } from "zod";
import { SlugSchema } from "../ids.ts";
import { lineSchema, textSchema } from "../text.ts";

/** A podcast: one file in content/shows. What feeds require is required here (PSP-1). */
export const ShowSchema = z.object({
  /** `all` and `projects` are addresses of other feeds (core/feed/address.ts). */
  slug: SlugSchema.refine((slug) => slug !== "all" && slug !== "projects"),
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
  /** Slugs that the show had before, oldest first: their feeds redirect, and the first one keeps its identity. */
  formerSlugs: z.array(SlugSchema).optional(),
  /** Full address of the feed that this show has moved to, on another site. */
  movedTo: z.url().optional(),
  /** `podcast:guid` that the show brought from elsewhere, or had under an earlier origin; it must never change. */
  podcastGuid: z.guid().optional(),
  /** Grows with every new picture: apps keep what they once fetched from an address. */
  artworkVersion: z.int().positive().optional(),
});
export type Show = z.output<typeof ShowSchema>;

/** Address path of the show's square picture (JPEG); feeds take 3000 px (Apple: 1400–3000). */
export function showArtworkPath(
  show: Pick<Show, "slug" | "artworkVersion">,
  sizePx: number,
): string {
  return `/series/${show.slug}/artwork-${show.artworkVersion ?? 1}-${sizePx}.jpg`;
}

/** The show that a slug means among these, also one that the show had before. */
export function showOfSlug(slug: string, shows: readonly Show[]): Show | undefined {
  return (
    shows.find((show) => show.slug === slug) ??
    shows.find(({ formerSlugs }) => formerSlugs?.includes(slug) === true)
  );
}
