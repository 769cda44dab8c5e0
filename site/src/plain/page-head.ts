/** What stands above a page of prose, checked. */
import { checkContent, type ContentProblem, plainLine } from "#core/content/check";
import { z } from "zod";

/** What the author of a page writes above it. */
export const PageHeadSchema = z.object({
  title: plainLine(120),
  description: plainLine(300),
  /** Place in lists of pages; lower comes first. */
  order: z.number().optional(),
});
export type PageHead = z.output<typeof PageHeadSchema>;

/** What an author has to mend above a page; with any of it the page is left out. */
export function headProblems(head: unknown, file: string): readonly ContentProblem[] {
  const checked = checkContent(PageHeadSchema, head, file);
  return checked.ok ? [] : checked.problems;
}
