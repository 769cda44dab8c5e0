import { pressAll } from "#pipeline/press-all";
import { sweep } from "#pipeline/sweep";
import { verifySite } from "#pipeline/verify-site";
import type { LocalInstallation } from "#compose/local";
import type { Output } from "./output.ts";

/** `press`: settles what is due; with `--all`, every page again. */
export async function press(
  { app }: LocalInstallation,
  options: { readonly all?: boolean },
  output: Output,
): Promise<void> {
  const startedAt = performance.now();
  const due = await sweep(app);
  const pressed = options.all === true ? await pressAll(app) : {};
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  const counts = { ...due, ...pressed };
  output.result({ ...counts, seconds }, [
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(", "),
    `in ${seconds} s`,
  ]);
}

/** `verify`: what is reachable against what is permitted, and the consent chains. */
export async function verify({ app }: LocalInstallation, output: Output): Promise<void> {
  const { ok, differences, chain } = await verifySite(app);
  output.result({ ok, differences, chain }, [
    ok ? "all is as it should be" : "DIFFERENCES FOUND",
    `  ${chain.episodes} stories, ${chain.leaves} consent events, ${chain.faults.length} faults in the chain`,
    ...differences.map(({ code, episodeId, path }) => `  ${code} ${episodeId} ${path ?? ""}`),
  ]);
  if (!ok) process.exitCode = 1;
}
