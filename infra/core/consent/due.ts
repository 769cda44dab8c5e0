import type { Episode } from "../episode.ts";
import type { Speaker } from "../speaker.ts";
import type { Consent } from "./consent.ts";
import type { ConsentEvent } from "./events.ts";
import { isOpenState } from "./states.ts";
import { majorityAt, remindersBetween, renewalDueAt } from "./terms.ts";

/**
 * The same story with everyone who has come of age as the adult that they are:
 * from then on they answer alone, and whatever was said for or by the child no
 * longer holds (it ended on that day, see core/consent/terms.ts).
 */
export function grownUp(episode: Episode, now: string): Episode {
  return {
    ...episode,
    speakers: episode.speakers.map((speaker) =>
      hasComeOfAge(speaker, now) ? { ...speaker, situation: { kind: "adult" } } : speaker,
    ),
  };
}

function hasComeOfAge({ situation }: Pick<Speaker, "situation">, now: string): boolean {
  const adultOn = situation.kind === "minor" ? situation.adultOn : undefined;
  return adultOn !== undefined && hasCome(majorityAt(adultOn), now);
}

const clock = { kind: "clock" } as const;
const hasCome = (instant: string, now: string) => Date.parse(now) >= Date.parse(instant);

/**
 * What the clock has to say about a yes at the moment `now`, or undefined: it
 * ends; or, of somebody who was a minor, it has to be said again by the grown
 * person; or a renewal falls due. Each of them closes, or leaves as it is (I15).
 */
export function dueEvent(
  consent: Pick<Consent, "state" | "validUntil">,
  speaker: Pick<Speaker, "situation">,
  now: string,
): ConsentEvent | undefined {
  const { state, validUntil } = consent;
  if (!isOpenState(state) && state !== "pending-cooling") return undefined;
  if (hasComeOfAge(speaker, now)) return { kind: "invalidate", by: clock, because: "turned-18" };
  if (validUntil === undefined) return undefined;
  if (hasCome(validUntil, now)) return { kind: "expire", by: clock };
  const awaits = state === "given" || state === "renewed";
  return awaits && hasCome(renewalDueAt(validUntil), now)
    ? { kind: "fall-due", by: clock }
    : undefined;
}

/** The newest moment up to `now` at which the person was to be reminded of this yes, or undefined. */
export function reminderDue(
  consent: Pick<Consent, "state" | "validUntil" | "indicatedAt">,
  now: string,
): string | undefined {
  const { state, validUntil, indicatedAt } = consent;
  if (!isOpenState(state) || indicatedAt === undefined) return undefined;
  const yes = { indicatedAt, ...(validUntil === undefined ? {} : { validUntil }) };
  return remindersBetween(yes, indicatedAt, now).at(-1);
}
