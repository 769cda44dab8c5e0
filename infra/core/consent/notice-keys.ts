/**
 * Every sentence of a consent notice, by section and key, in the order in which
 * a person meets them. The languages differ in words only: a key that is missing
 * or too many stops the start. The notes in brackets name what the sentence is
 * owed to (acceptance criteria of the consent note, articles of the GDPR).
 */

/** Before anything is asked. `no-consequence` is AC3 and I14, `change-mind` AC6 (GDPR 13(2)(c)). */
export const openingKeys = [
  "minute",
  "listen-first",
  "your-yes",
  "no-consequence",
  "with-help",
  "later",
  "change-mind",
] as const;

/** Who asks, and what for (GDPR 13(1)(a) to (c)). */
export const whoKeys = [
  "controller",
  "contact",
  "why",
  "basis",
  "coach",
  "original",
  "proof",
  "proof-time",
] as const;

/** What being public means, before anyone says yes. */
export const publicKeys = [
  "everyone",
  "search",
  "recognise",
  "copies",
  "sensitive",
  "others",
  "cut",
] as const;

/** The questions, each with what has to be known before answering. `transcript-condition` is AC24, `platforms-*` the consent note §5.3. */
export const scopeKeys = [
  "voice-question",
  "voice-explain",
  "transcript-question",
  "transcript-explain",
  "transcript-condition",
  "name-question",
  "name-explain",
  "name-preview",
  "portrait-question",
  "portrait-explain",
  "platforms-question",
  "platforms-explain",
  "platforms-copies",
  "platforms-delay",
  "reuse-question",
  "reuse-explain",
  "reuse-copies",
] as const;

/** How long (AC16). */
export const durationKeys = [
  "question",
  "one-year",
  "three-years",
  "until-withdrawn",
  "end",
  "before-end",
  "yearly",
  "turning-18",
] as const;

/** Questions that show whether we were clear; see core/consent/understanding.ts. */
export const understandingKeys = [
  "intro",
  "mind-question",
  "mind-right",
  "mind-forever",
  "mind-reason",
  "place-question",
  "place-right",
  "place-lost",
  "place-again",
  "copies-question",
  "copies-right",
  "copies-gone",
  "copies-evening",
  "well-understood",
  "not-quite",
  "help",
] as const;

export const spokenKeys = ["offer", "free", "private", "example"] as const;

export const coolingKeys = ["counts-later", "come-back", "alone", "nothing-yet"] as const;

export const endKeys = [
  "recorded",
  "keep-card",
  "card-power",
  "codes-secret",
  "lost",
  "done-clears",
  "others-turn",
  "others-wait",
] as const;

/** How to take a yes back, and what happens then (GDPR 7(3)). */
export const withdrawalKeys = [
  "how",
  "people",
  "free",
  "no-reason",
  "at-once",
  "copies-remain",
  "choose",
  "confirm-question",
  "done",
  "partly-done",
  "checking",
  "platforms-told",
  "undo-offer",
  "undone",
] as const;

export const erasureKeys = [
  "what",
  "final",
  "first-close",
  "with-code",
  "without-code",
  "question",
  "waiting",
  "done",
  "backups",
] as const;

/** What a person finds when they come back. */
export const laterKeys = [
  "yours",
  "public-now",
  "nothing-public",
  "where",
  "download-explain",
  "renew-question",
  "content-changed",
  "others-copies",
] as const;

/** GDPR 13(2)(b) to (d), 12(3), 77; in France the CNIL. */
export const rightsKeys = [
  "access",
  "copy",
  "correct",
  "erase",
  "pause",
  "withdraw",
  "before",
  "answer-time",
  "complaint",
] as const;

export const guardianKeys = [
  "turn",
  "minor",
  "minor-no",
  "protected",
  "alone-withdraws",
  "detained",
  "blocked",
] as const;
