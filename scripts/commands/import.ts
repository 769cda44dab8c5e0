import { createImportMeans } from "#compose/import-means";
import type { Installation } from "#compose/installation";
import { wordsFor } from "#core/error-messages";
import { feedPath } from "#core/feed/address";
import type { Problem } from "#core/episode";
import { type ImportedItem, type ImportReport, importFeed } from "#pipeline/import/import-feed";
import type { Output } from "./output.ts";
import { requireReadableFile } from "./readable-file.ts";
import { workUntil } from "./settle.ts";

export type ImportOptions = {
  readonly show: string;
  readonly privateNetwork?: boolean;
  /** A path as the person typed it, from where they stand. */
  readonly fromHere: (path: string) => string;
};

/** What became of an item once its sound was worked on. */
type Line = ImportedItem & { readonly stage?: string; readonly problem?: Problem };

/**
 * `import`: takes another podcast's items in as private drafts and says of each
 * what became of it. An address must say http or https; anything else is a file
 * of this machine, and what that file points to is fetched like anyone's.
 */
export async function importPodcast(
  { app }: Installation,
  feed: string,
  options: ImportOptions,
  output: Output,
): Promise<void> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(feed);
  const source = isAddress ? { url: feed } : { path: options.fromHere(feed) };
  if ("path" in source) await requireReadableFile(source.path, "feed");
  const means = createImportMeans({ privateNetwork: options.privateNetwork === true });
  const lines: Line[] = [];
  const report = await importFeed(app, means, source, {
    showSlug: options.show,
    onItem: async (item) => {
      const line = await worked(app, item);
      lines.push(line);
      output.progress(lineOf(line, output.locale).join("\n"));
    },
  });
  const count = (outcome: string) => lines.filter((line) => stateOf(line) === outcome).length;
  const counts = {
    ready: count("ready"),
    known: count("known"),
    refused: count("refused"),
    skipped: count("skipped"),
    failed: count("failed"),
  };
  output.result({ ...counts, podcastGuid: report.podcastGuid, items: lines }, [
    Object.entries(counts)
      .map(([name, value]) => `${value} ${name}`)
      .join(", "),
    "  every draft is closed until its people say yes: paroles consent request …",
    ...movingLines(report, app.origin, options.show),
  ]);
  if (counts.failed > 0) process.exitCode = 1;
}

async function worked(app: Installation["app"], item: ImportedItem): Promise<Line> {
  if (item.outcome !== "imported" || item.episodeId === undefined) return item;
  const status = await workUntil(app, item.episodeId, ({ stage }) => stage.name !== "received");
  const { stage, transcriptProblem } = status;
  const problem = stage.name === "failed" ? stage : transcriptProblem;
  return {
    ...item,
    stage: stage.name,
    ...(problem === undefined
      ? {}
      : { problem: { code: problem.code, params: { ...problem.params } } }),
  };
}

/** `refused`: it came in, and its sound is not fit; the reason is the recording's, as for any upload. */
function stateOf({ outcome, stage }: Line): string {
  if (outcome !== "imported") return outcome;
  return stage === "failed" ? "refused" : "ready";
}

function lineOf(line: Line, locale: Output["locale"]): string[] {
  const problems = [line.reason, line.problem, ...line.notes].filter((each) => each !== undefined);
  return [
    `${stateOf(line).padEnd(8)} ${line.episodeId ?? "–"}  ${line.title}`,
    ...problems.map(({ code, params }) => `         ${wordsFor(code, params, locale)}`),
  ];
}

/** How the show keeps its subscribers when it moves here for good. */
function movingLines({ podcastGuid }: ImportReport, origin: string, show: string): string[] {
  const address = `${origin}${feedPath({ kind: "show", slug: show })}`;
  return [
    ...(podcastGuid === undefined
      ? []
      : [
          `  to stay the same show for apps: podcastGuid: ${podcastGuid} in content/shows/${show}.yaml`,
        ]),
    `  when it has moved: redirect the old feed (301) to ${address}`,
  ];
}
