import type { Problem } from "#core/episode";
import { wordsFor } from "#core/error-messages";
import type { MessageLocale } from "#core/message";
import type { WithholdReason } from "#core/publication";
import { episodeStatus } from "#pipeline/publication/episode-status";
import type { Installation } from "#compose/installation";
import type { Output } from "./output.ts";

/** `status`: where a story stands and what keeps it closed. */
export async function status(
  { app }: Installation,
  episodeId: string,
  output: Output,
): Promise<void> {
  const { stage, publication, reasons, warnings, urls, transcriptProblem } = await episodeStatus(
    app,
    episodeId,
  );
  const problem = stage.name === "failed" ? stage : transcriptProblem;
  const explained = problem && wordsFor(problem.code, problem.params, output.locale);
  output.result({ publication, stage: stage.name, reasons, warnings, urls, problem: explained }, [
    `${publication} (${stage.name})`,
    ...(explained === undefined ? [] : [`  ${explained}`]),
    ...reasonLines(reasons),
    ...warningLines(warnings, output.locale),
    ...urls.map((url) => `  ${url}`),
  ]);
}

/** What is published and could be better, in words. */
export const warningLines = (warnings: readonly Problem[], locale: MessageLocale): string[] =>
  warnings.map(({ code, params }) => `  ${wordsFor(code, params, locale)}`);

/** One line a reason, with the ids that a person can look up. */
export function reasonLines(reasons: readonly WithholdReason[]): string[] {
  return reasons.map((reason) => {
    switch (reason.code) {
      case "consent":
        return `  ${reason.scope} of ${reason.speakerId} (${reason.signatoryId}): ${reason.status}`;
      case "blocked":
        return `  ${reason.speakerId}: blocked by ${reason.by}`;
      case "name-in-words":
        return `  ${reason.speakerId}: the first name may not be shown but stands in the title, summary or transcript`;
      case "not-ready":
        return "  the recording is not ready, or has no transcript yet";
      case "transcript-unreviewed":
        return `  the words (${reason.language}) were not written here and nobody has read them yet: paroles transcript review`;
      case "embargo":
        return "  an embargo is set: paroles embargo";
      case "unreadable":
        return "  the time could not be read";
    }
  });
}
