import type { ConsentPolicy } from "#core/consent/slot";
import { AppError } from "#core/errors";
import { InstantSchema } from "#core/ids";
import {
  settingsChangePrefix,
  settingsChangeSort,
  settingsPartition,
  settingsSort,
} from "#core/studio/team-keys";
import {
  policyInForce,
  type SettingName,
  settingNames,
  settingRanges,
  type Settings,
  settingsInForce,
  SettingsSchema,
} from "#core/studio/settings";
import { z } from "zod";
import type { App } from "../app.ts";
import { commitIfFirst } from "../commit-if-first.ts";
import { queryAll } from "../episode/episode-records.ts";

const key = { partition: settingsPartition, sort: settingsSort };

/** One entry of the audit: who changed what, from what to what. Never deleted. */
const ChangeSchema = z.object({
  at: InstantSchema,
  /** Opaque id of the administrator. */
  by: z.string(),
  before: SettingsSchema,
  after: SettingsSchema,
});
export type SettingsChange = z.output<typeof ChangeSchema>;

async function readSet({ records }: App) {
  const stored = await records.get(key);
  return {
    version: stored?.version ?? 0,
    // Times that cannot be read must never keep a withdrawal from being recorded: then the site's own hold.
    set: SettingsSchema.safeParse(stored?.body).data,
  };
}

/** What is set now, and the version that a change has to name. */
export async function readSettings(
  app: App,
): Promise<{ readonly version: number; readonly settings: Settings }> {
  const { version, set } = await readSet(app);
  return { version, settings: settingsInForce(app.consent.policy, set) };
}

/** The rules that the next yes and the next withdrawal go by: one small read. */
export async function currentPolicy(app: App): Promise<ConsentPolicy> {
  return policyInForce(app.consent.policy, (await readSet(app)).set);
}

/**
 * Sets the times anew, with an entry in the audit in the same commit; without a
 * change there is none. It holds from the next yes and the next withdrawal on:
 * those that were said keep their own moments. Throws `setting-range` (field;
 * params min, max) and `settings-changed` when somebody was quicker: nothing is
 * changed then.
 */
export async function changeSettings(
  app: App,
  by: string,
  change: { readonly version: number; readonly settings: Settings },
): Promise<void> {
  const { settings: before, version } = await readSettings(app);
  if (version !== change.version) throw new AppError("settings-changed");
  const ranges = settingRanges(app.consent.policy);
  for (const name of settingNames) requireInRange(name, change.settings[name], ranges[name]);
  const after = SettingsSchema.parse(change.settings);
  if (settingNames.every((name) => before[name] === after[name])) return;
  const entry = ChangeSchema.parse({ at: app.clock.now(), by, before, after });
  const expect = version === 0 ? ("absent" as const) : { version };
  const sort = settingsChangeSort((await changesOf(app)).length + 1);
  const isFirst = await commitIfFirst(app.records, [
    { kind: "put", ...key, body: after, expect },
    { kind: "put", partition: settingsPartition, sort, body: entry, expect: "absent" },
  ]);
  if (!isFirst) throw new AppError("settings-changed");
}

function requireInRange(
  field: SettingName,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): void {
  // What the site was started with may be half an hour; what is typed is whole.
  const isWell = value === min || (Number.isInteger(value) && value > min && value <= max);
  if (!isWell) throw new AppError("setting-range", { field, params: { min, max } });
}

/** Every change that was made, the newest first. */
export async function settingsChanges(app: App): Promise<readonly SettingsChange[]> {
  return (await changesOf(app)).toReversed();
}

async function changesOf({ records }: App): Promise<readonly SettingsChange[]> {
  const stored = await queryAll(records, settingsPartition, settingsChangePrefix);
  return stored.map(({ body }) => ChangeSchema.parse(body));
}
