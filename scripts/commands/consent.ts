import { AppError } from "#core/errors";
import { type Scope, ScopeSchema, scopes } from "#core/consent/consent";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";
import { commandLine } from "./request.ts";
import { requireReadableFile } from "./readable-file.ts";
import { reasonLines, warningLines } from "./status.ts";

/** What a signed form covers unless it says less: being heard, read and named, on this site only. */
export const defaultScopes = "voice,transcript,name";

/** `consent grant`: records a signed paper form; without its scan it is refused. */
export async function grant(
  { app }: Installation,
  episodeId: string,
  options: { readonly paper?: string; readonly scopes: string },
  output: Output,
): Promise<void> {
  if (options.paper === undefined) throw new AppError("paper-missing", { field: "paper" });
  await requireReadableFile(options.paper, "paper");
  const startedAt = performance.now();
  await grantOnPaper(app, {
    episodeId,
    scan: { path: options.paper },
    scopes: parseScopes(options.scopes),
  });
  const status = await episodeStatus(app, episodeId);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  output.result({ ...status, stage: status.stage.name, seconds }, [
    `${status.publication} in ${seconds} s`,
    ...status.urls.slice(0, 1).map((url) => `  ${url}`),
    ...reasonLines(status.reasons),
    ...warningLines(status.warnings, output.locale),
  ]);
}

export type WithdrawOptions = {
  readonly reason?: string;
  readonly speaker?: string;
  readonly signatory?: string;
  readonly scopes?: string;
};

/** `consent withdraw`: takes back what somebody said yes to, at their word; answers once every address was seen as it has to be. */
export async function withdraw(
  { app }: Installation,
  episodeId: string,
  { reason, speaker, signatory, scopes: list }: WithdrawOptions,
  output: Output,
): Promise<void> {
  const startedAt = performance.now();
  const { closed, probes } = await withdrawConsent(app, {
    episodeId,
    channel: "staff",
    staffId: commandLine,
    ...(reason === undefined ? {} : { reason }),
    ...(speaker === undefined ? {} : { speakerId: speaker }),
    ...(signatory === undefined ? {} : { signatoryId: signatory }),
    ...(list === undefined ? {} : { scopes: parseScopes(list) }),
  });
  // Without its name, say, a story may stay open: then that is what was asked for.
  const { publication } = await episodeStatus(app, episodeId);
  const seconds = Math.round(performance.now() - startedAt) / 1000;
  const seen = probes.map(({ path, status }) => ({ url: `${app.origin}${path}`, status }));
  const isOpen = publication === "published";
  const outcome = closed ? "closed" : isOpen ? "taken back; the story stays open" : "NOT closed";
  output.result({ closed, publication, seconds, probes: seen }, [
    `${outcome} in ${seconds} s`,
    ...seen.map(({ url, status }) => `  ${status}  ${url}`),
  ]);
  if (!closed && !isOpen) process.exitCode = 1;
}

function parseScopes(list: string): Scope[] {
  return list.split(",").map((name) => {
    const scope = ScopeSchema.safeParse(name.trim());
    if (scope.success) return scope.data;
    throw new AppError("scope-unknown", {
      field: "scopes",
      params: { scope: name, known: scopes.join(", ") },
    });
  });
}
