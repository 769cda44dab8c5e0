import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";

/** Which of axe's rules to ask: all of them, some by name, or those with some tag. */
export type AxeQuestion = { readonly rules?: readonly string[]; readonly tags?: readonly string[] };

/**
 * What axe finds on a page, a line for each rule that is broken. In its older mode,
 * which opens no second page to collect the results of frames of other origins in:
 * there are none, and it took half of the time.
 */
export async function axeFaults(
  page: Page,
  { rules, tags }: AxeQuestion = {},
): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules !== undefined) axe.withRules([...rules]);
  if (tags !== undefined) axe.withTags([...tags]);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}
