import type { Scope } from "./consent.ts";
import type { Notice } from "./notice.ts";

/**
 * A question that shows whether we were clear. It never stands before a no or a
 * withdrawal, and nobody fails it: a wrong answer repeats the sentence that
 * was not clear, as often as wanted.
 */
export type UnderstandingQuestion = {
  readonly id: "mind" | "place" | "copies";
  readonly question: keyof Notice["understanding"];
  /** The right one is among them, not always in the same place. */
  readonly choices: readonly (keyof Notice["understanding"])[];
  readonly right: keyof Notice["understanding"];
  /** What is said again after a wrong answer: section and key. */
  readonly again: readonly ["opening" | "withdrawal" | "scopes", string];
};

const questions: readonly UnderstandingQuestion[] = [
  {
    id: "mind",
    question: "mind-question",
    choices: ["mind-forever", "mind-right", "mind-reason"],
    right: "mind-right",
    again: ["opening", "change-mind"],
  },
  {
    id: "place",
    question: "place-question",
    choices: ["place-right", "place-lost", "place-again"],
    right: "place-right",
    again: ["opening", "no-consequence"],
  },
  {
    id: "copies",
    question: "copies-question",
    choices: ["copies-gone", "copies-evening", "copies-right"],
    right: "copies-right",
    again: ["scopes", "platforms-copies"],
  },
];

/** The questions for what this person is about to say yes to; the one on copies only where copies will be made. */
export function questionsFor(scopes: readonly Scope[]): readonly UnderstandingQuestion[] {
  if (scopes.length === 0) return [];
  const copied = scopes.includes("platforms") || scopes.includes("reuse");
  return questions.filter(({ id }) => id !== "copies" || copied);
}

export type Answer = { readonly question: UnderstandingQuestion["id"]; readonly choice: string };

/** After this many wrong answers to one question, a person of trust is suggested. */
const triesBeforeHelp = 2;

export type Understanding =
  | { readonly outcome: "understood" }
  | {
      readonly outcome: "again";
      readonly question: UnderstandingQuestion;
      /** Whether to suggest that somebody helps. */
      readonly offerHelp: boolean;
    };

/**
 * Where a person stands with the questions: all answered rightly at least once,
 * or the next one to ask. A yes may only be recorded once this says understood.
 * Unknown questions and choices in `answers` count as not answered.
 */
export function understandingOf(
  scopes: readonly Scope[],
  answers: readonly Answer[],
): Understanding {
  for (const question of questionsFor(scopes)) {
    const given = answers.filter((answer) => answer.question === question.id);
    if (given.some(({ choice }) => choice === question.right)) continue;
    return { outcome: "again", question, offerHelp: given.length >= triesBeforeHelp };
  }
  return { outcome: "understood" };
}
