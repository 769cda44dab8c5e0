import type { App } from "#pipeline/app";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { type PlannedStep, rehearse } from "#pipeline/rehearsal/rehearse";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";
import { createProgressBar, type ProgressBar } from "./progress-bar.ts";

export type PressOptions = {
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly episode?: string;
};

/** `press`: settles what is due, or one story; with `--all`, every page again; with `--dry-run`, only says what that would be. */
export async function press(
  { app }: Installation,
  options: PressOptions,
  output: Output,
): Promise<void> {
  const startedAt = performance.now();
  const bar = createProgressBar(process.stderr);
  if (options.dryRun === true) {
    const plan = await rehearse(app, (rehearsed) => pressNow(rehearsed, options, bar));
    bar.end();
    return tellPlan(plan, output);
  }
  const counts = await pressNow(app, options, bar);
  bar.end();
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  output.result({ ...counts, seconds }, [
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(", "),
    `in ${seconds} s`,
  ]);
}

/** One story alone where one is named; else what is due everywhere, then every page where that is asked for. */
async function pressNow(app: App, { episode, all }: PressOptions, bar: ProgressBar) {
  if (episode !== undefined) return { [await reconcileEpisode(app, episode)]: 1 };
  const due = await sweep(app);
  return { ...due, ...(all === true ? await pressAll(app, bar.show) : {}) };
}

/** One address a line, and nothing that would turn out equal. */
function tellPlan(plan: readonly PlannedStep[], output: Output): void {
  const of = (wanted: PlannedStep["step"]) =>
    plan.filter(({ step }) => step === wanted).map(({ path }) => path);
  output.result({ write: of("write"), delete: of("delete") }, [
    ...plan.map(({ step, path }) => `${step.padEnd(6)} ${path}`),
    `${of("write").length} to write, ${of("delete").length} to delete`,
  ]);
}

/** `verify`: what is reachable against what is permitted, the consent chains, and what is published of them. */
export async function verify({ app }: Installation, output: Output): Promise<void> {
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
