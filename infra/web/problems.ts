import { participantRefusals } from "#core/consent/refusals";
import { AppError } from "#core/errors";
import { errorKeys } from "#core/consent/notice-label-keys";
import type { Notice } from "#core/consent/notice";
import type { VoixBlock } from "#core/consent/voix-page";
import type { Sentences } from "./sentences.ts";

export type ProblemKey = keyof Notice["errors"] & string;

/** What went wrong, in the participant's own words; the machine's refusals have theirs in core. */
const words: Readonly<Record<string, readonly ProblemKey[]>> = {
  "listen-first": ["listen-first"],
  "name-missing": ["name-missing"],
  "bad-field": ["choose-one"],
  "nothing-answered": ["choose-one"],
  "not-entitled": ["cannot-widen"],
  "speaker-blocked": ["blocked"],
  "spoken-too-large": ["no-recording"],
  "episode-not-ready": ["technical-unchanged"],
};

/** The sentences for an error that a participant can understand; undefined for a fault of ours. */
export function problemOf(error: unknown): readonly ProblemKey[] | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { code } = error;
  if (code in participantRefusals)
    return participantRefusals[code as keyof typeof participantRefusals];
  if (code.startsWith("media-")) return words["spoken-too-large"];
  return words[code];
}

/** As the part of an address that says what happened on the screen before. */
export const problemQuery = (keys: readonly ProblemKey[]) => `m=${keys.join(".")}`;

/** The sentences that an address names; anything else in it is left out. */
export function problemsIn(query: string | undefined): readonly ProblemKey[] {
  const named = new Set((query ?? "").slice(0, 200).split("."));
  return errorKeys.filter((key) => named.has(key));
}

export function problemBlocks(say: Sentences, keys: readonly ProblemKey[]): readonly VoixBlock[] {
  return keys.length === 0 ? [] : [{ kind: "problem", lines: say.lines("errors", ...keys) }];
}
