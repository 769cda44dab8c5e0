import { z } from "zod";
import type { ConsentPolicy } from "#core/consent/slot";
import { coolingOffHoursMax, undoDaysMax } from "#core/studio/settings";

/** The variables that an administrator sets the consent's times with, and what holds without them. */
export const consentPolicyVariables = (usual: ConsentPolicy) => ({
  PAROLES_COOLING_OFF_HOURS: z.coerce
    .number()
    .min(0)
    .max(coolingOffHoursMax)
    .default(usual.coolingOffHours),
  PAROLES_UNDO_DAYS: z.coerce.number().int().min(0).max(undoDaysMax).default(usual.undoDays),
});

/** How long a yes waits for its confirmation, and how long a withdrawal can be taken back. */
export function consentPolicyOf(told: {
  readonly PAROLES_COOLING_OFF_HOURS: number;
  readonly PAROLES_UNDO_DAYS: number;
}): ConsentPolicy {
  const { PAROLES_COOLING_OFF_HOURS: coolingOffHours, PAROLES_UNDO_DAYS: undoDays } = told;
  // Where a yes on a page has to be said twice, so has one on paper.
  return { coolingOffHours, undoDays, paperNeedsConfirmation: coolingOffHours > 0 };
}
