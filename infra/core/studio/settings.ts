import { z } from "zod";
import type { ConsentPolicy } from "../consent/slot.ts";

/** Up to a month: longer would make a yes of a year wait for a tenth of it. */
export const coolingOffHoursMax = 720;
export const undoDaysMax = 90;
/** A story that has been closed for so long is asked about, unless somebody sets another time: two years. */
const closedMonthsUsual = 24;
const closedMonthsMax = 120;

/** What an administrator may set in the studio, each within `settingRanges`. */
export const SettingsSchema = z.object({
  /** Hours between a yes and its confirmation. */
  coolingOffHours: z.number(),
  /** Days in which a withdrawal can be taken back by the one it belongs to. */
  undoDays: z.number(),
  /** Months after which the recording of a closed story is proposed for erasure. */
  closedMonths: z.number(),
});
export type Settings = z.output<typeof SettingsSchema>;
export const settingNames = ["coolingOffHours", "undoDays", "closedMonths"] as const;
export type SettingName = (typeof settingNames)[number];
export type SettingRange = { readonly min: number; readonly max: number };

/**
 * How far each can be set on a site that was started with this policy. The times
 * that protect people can be made longer here and never shorter than whoever
 * started the site set them: a stolen session of an administrator hurries nobody
 * into a yes (decision 081).
 */
export function settingRanges(started: ConsentPolicy): Readonly<Record<SettingName, SettingRange>> {
  return {
    coolingOffHours: { min: started.coolingOffHours, max: coolingOffHoursMax },
    undoDays: { min: started.undoDays, max: undoDaysMax },
    closedMonths: { min: 1, max: closedMonthsMax },
  };
}

/** What holds: as it was set, or as the site was started; never less than the latter, which may have grown since. */
export function settingsInForce(started: ConsentPolicy, set: Partial<Settings> = {}): Settings {
  const { coolingOffHours, undoDays } = started;
  return {
    coolingOffHours: Math.max(coolingOffHours, set.coolingOffHours ?? 0),
    undoDays: Math.max(undoDays, set.undoDays ?? 0),
    closedMonths: set.closedMonths ?? closedMonthsUsual,
  };
}

/** The rules for the next yes and the next withdrawal. What was said before keeps the moments that it was told. */
export function policyInForce(started: ConsentPolicy, set?: Partial<Settings>): ConsentPolicy {
  const { coolingOffHours, undoDays } = settingsInForce(started, set);
  // Where a yes on a page has to be said twice, so has one on paper.
  const paperNeedsConfirmation = started.paperNeedsConfirmation || coolingOffHours > 0;
  return { coolingOffHours, undoDays, paperNeedsConfirmation };
}
