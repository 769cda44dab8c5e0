import type { Dossier, WithholdReason } from "../publication.ts";
import { decidePublication } from "../publication.ts";

/** Where a story stands, as whoever works on it sees it: one word for what it waits for first. */
export const standings = [
  "failed",
  "received",
  "blocked",
  "words",
  "name-in-words",
  "closed",
  "ask",
  "asked",
  "held",
  "live",
  "erased",
] as const;
export type Standing = (typeof standings)[number];

export type StoryStanding = {
  readonly standing: Standing;
  readonly reasons: readonly WithholdReason[];
};

const pending = ["requested", "previewed", "deferred", "pending-cooling"];
const unasked = ["missing", "unknown"];

/**
 * What a story waits for, the most urgent first: `failed` (record again or try
 * again), `received` (being worked on), `blocked` (no signature opens it),
 * `words` (no timed transcript), `name-in-words` (a name that may not be shown is
 * spoken), `closed` (somebody said no, or a yes has ended), `ask` (somebody was
 * not asked), `asked` (an answer is awaited), `held` (a person set a date),
 * `live`, `erased`. The gate itself decides; nothing here opens anything.
 */
export function standingOf(dossier: Dossier, now: string): StoryStanding {
  const decision = decidePublication(dossier, now);
  const reasons = decision.status === "withheld" ? decision.reasons : [];
  return { standing: wordFor(dossier, reasons), reasons };
}

function wordFor({ episode }: Dossier, reasons: readonly WithholdReason[]): Standing {
  const { name } = episode.stage;
  if (name !== "ready") return name;
  const has = (code: WithholdReason["code"]) => reasons.some((reason) => reason.code === code);
  const statuses = reasons.flatMap((reason) => (reason.code === "consent" ? [reason.status] : []));
  if (has("blocked")) return "blocked";
  if (has("not-ready") || has("unreadable")) return "words";
  if (statuses.some((status) => ![...pending, ...unasked].includes(status))) return "closed";
  if (statuses.some((status) => unasked.includes(status))) return "ask";
  if (statuses.length > 0) return "asked";
  // Which names may be shown is known once everybody has answered.
  if (has("name-in-words")) return "name-in-words";
  return reasons.length > 0 ? "held" : "live";
}
