import { type Scope, scopes } from "#core/consent/consent";
import type { ParticipantView, Question } from "#pipeline/participant/participant-view";

/** The screens on the way to an answer, one idea each. */
export type Step =
  | "debut"
  | "savoir"
  | "ecouter"
  | `question/${Scope}`
  | "duree"
  | "compris"
  | "voix-haute"
  | "verifier";

export const home = "/voix/moi";
export const pathOf = (step: Step) => `/voix/${step}`;

/** A yes or no can be said about it: it was asked, and there is something to ask about. */
function isAsked({ state, shownHash, hasChanged }: Question): boolean {
  const open = ["requested", "previewed", "deferred", "refused"].includes(state) || hasChanged;
  return open && shownHash !== undefined;
}

/** The questions that this person can answer now, in the order in which they are asked. */
export function askedQuestions(view: ParticipantView): readonly Question[] {
  if (!view.capabilities.includes("grant-once") || view.story === undefined) return [];
  if (view.blockedBy !== undefined) return [];
  return scopes.flatMap((scope) =>
    view.questions.filter((one) => one.scope === scope && isAsked(one)),
  );
}

/**
 * The way through the questions as the answers so far make it: without a voice
 * or its words nothing can be public, so that a no to one of them leads straight
 * to the end, and so does "later". How long, and what was understood, is asked
 * of those who say yes to something.
 */
export function stepsOf(view: ParticipantView): readonly Step[] {
  const asked = askedQuestions(view);
  if (asked.length === 0) return [];
  const answered = (scope: Scope) => view.draft.answers.find((one) => one.scope === scope)?.answer;
  const questions: Step[] = [];
  let goesOn = true;
  for (const { scope } of asked) {
    if (!goesOn) break;
    questions.push(`question/${scope}`);
    const isNeeded = scope === "voice" || scope === "transcript";
    goesOn = !(isNeeded && ["no", "later"].includes(answered(scope) ?? ""));
  }
  const answers = asked.map(({ scope }) => answered(scope));
  const saysYes = answers.some((answer) => answer === "yes");
  const isOpenYet = goesOn && answers.some((answer) => answer === undefined);
  const after: readonly Step[] = saysYes || isOpenYet ? ["duree", "compris", "voix-haute"] : [];
  return ["debut", "savoir", "ecouter", ...questions, ...after, "verifier"];
}

/** How far a step is on the way, for the dots. */
export function progressOf(view: ParticipantView, step: Step) {
  const steps = stepsOf(view);
  const at = steps.indexOf(step);
  return at < 0 ? {} : { progress: { step: at + 1, of: steps.length } };
}

export function stepAfter(view: ParticipantView, step: Step): string {
  const steps = stepsOf(view);
  const next = steps[steps.indexOf(step) + 1];
  return next === undefined ? home : pathOf(next);
}

export function stepBefore(view: ParticipantView, step: Step): string {
  const steps = stepsOf(view);
  const former = steps[steps.indexOf(step) - 1];
  return former === undefined ? home : pathOf(former);
}
