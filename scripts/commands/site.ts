import type { App } from "#pipeline/app";
import { planEverything, type PlannedStep, planStory } from "#pipeline/plan-press";
import { pressAll } from "#pipeline/press-all";
import { reconcileEpisode } from "#pipeline/reconcile-episode";
import { sweep } from "#pipeline/sweep";
import { verifySite } from "#pipeline/verify-site";
import type { LocalInstallation } from "#compose/local";
import type { Output } from "./output.ts";
import { createProgressBar } from "./progress-bar.ts";

export type PressOptions = {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly episode?: string;
};

/** `press`: settles what is due; with `--all`, every page again; with `--dry-run`, only says what that would be. */
export async function press(
  { app }: LocalInstallation,
  options: PressOptions,
  output: Output,
): Promise<void> {
  if (options.dryRun === true) return tellPlan(app, options.episode, output);
  const startedAt = performance.now();
  const due = await sweep(app);
  const bar = createProgressBar(process.stderr);
  const counts = {
    ...due,
    ...(options.episode === undefined ? {} : { [await reconcileEpisode(app, options.episode)]: 1 }),
    ...(options.all === true ? await pressAll(app, bar.show) : {}),
  };
  bar.end();
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  output.result({ ...counts, seconds }, [
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(", "),
    `in ${seconds} s`,
  ]);
}

/** The plan of one story, or of everything: one address a line. */
async function tellPlan(app: App, episode: string | undefined, output: Output): Promise<void> {
  const plan: PlannedStep[] = [];
  if (episode !== undefined) plan.push(...(await planStory(app, episode)));
  else for await (const step of planEverything(app)) plan.push(step);
  const of = (wanted: PlannedStep["step"]) =>
    plan.filter(({ step }) => step === wanted).map(({ path }) => path);
  output.result({ write: of("write"), delete: of("delete") }, [
    ...plan.map(({ step, path }) => `${step.padEnd(6)} ${path}`),
    `${of("write").length} to write (equal ones are left alone), ${of("delete").length} to delete`,
  ]);
}

/** `verify`: what is reachable against what is permitted, the consent chains, and what is published of them. */
export async function verify({ app }: LocalInstallation, output: Output): Promise<void> {
  const { ok, differences, chain, log } = await verifySite(app);
  output.result({ ok, differences, chain, log }, [
    ok ? "all is as it should be" : "DIFFERENCES FOUND",
    `  ${chain.episodes} stories, ${chain.leaves} consent events, ${chain.faults.length} faults in the chain`,
    `  ${log.entries} entries in the ledger's log, ${log.published} of them signed and published`,
    ...log.faults.map(({ code, episodeId, path }) => `  ${code} ${episodeId ?? path ?? ""}`),
    ...differences.map(({ code, episodeId, path }) => `  ${code} ${episodeId} ${path ?? ""}`),
  ]);
  if (!ok) process.exitCode = 1;
}
