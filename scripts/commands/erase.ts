import type { Installation } from "#compose/installation";
import {
  callOffErasure,
  confirmErasure,
  type ErasureOutcome,
  recordErasureWish,
} from "#pipeline/participant/ask-erasure";
import { waitingErasures } from "#pipeline/consent/erasure-records";
import type { Output } from "./output.ts";
import { commandLine } from "./request.ts";

export type EraseOptions = {
  readonly speaker?: string;
  readonly secondContact?: string;
  readonly callOff?: boolean;
};

/**
 * `consent erase`: records the wish and closes everything at once; with
 * `--second-contact`, at a later contact, destroys it. Status 1 while an address
 * still answers.
 */
export async function erase(
  { app }: Installation,
  episodeId: string,
  options: EraseOptions,
  output: Output,
): Promise<void> {
  if (options.callOff === true) {
    await callOffErasure(app, episodeId);
    output.result({ status: "called-off" }, ["called off; the story stays closed"]);
    return;
  }
  const { secondContact, speaker } = options;
  const outcome =
    secondContact === undefined
      ? await recordErasureWish(app, {
          episodeId,
          staffId: commandLine,
          ...(speaker === undefined ? {} : { speakerId: speaker }),
        })
      : await confirmErasure(app, { episodeId, staffId: commandLine, secondContact });
  tell(app.origin, outcome, output);
}

function tell(origin: string, { status, takedown }: ErasureOutcome, output: Output): void {
  const { closed, probes } = takedown;
  const seen = probes.map(({ path, status: answer, at }) => ({
    url: `${origin}${path}`,
    status: answer,
    at,
  }));
  const outcome =
    status === "erased"
      ? "erased: recordings, words, names, evidence and proofs are gone"
      : "waiting: all is closed; confirm at a second contact with --second-contact";
  output.result({ status, closed, probes: seen }, [
    closed ? outcome : `NOT closed yet; the sweep goes on (${status})`,
    ...seen.map(({ url, status: answer, at }) => `  ${answer}  ${at}  ${url}`),
  ]);
  if (!closed) process.exitCode = 1;
}

/** `consent erasures`: whom to speak with a second time, and by when. */
export async function erasures({ app }: Installation, output: Output): Promise<void> {
  const waiting = await waitingErasures(app);
  output.result(
    { waiting },
    waiting.length === 0
      ? ["no erasure is waiting"]
      : waiting.map(
          ({ episodeId, speakerId, signatoryId, askedAt, answerBy, isUrgent }) =>
            `${episodeId}  ${speakerId} (${signatoryId})  asked ${askedAt.slice(0, 10)}, answer by ${answerBy.slice(0, 10)}${isUrgent ? "  URGENT" : ""}`,
        ),
  );
}
