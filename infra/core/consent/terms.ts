import { z } from "zod";

/** How long a person lets their yes hold. */
export const durations = ["one-year", "three-years", "until-withdrawn"] as const;
export const DurationSchema = z.enum(durations);
export type Duration = z.output<typeof DurationSchema>;

const yearsOf: Readonly<Record<Duration, number | undefined>> = {
  "one-year": 1,
  "three-years": 3,
  "until-withdrawn": undefined,
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Renewal is asked for this many days before the end (consent note §2.2). */
export const renewalNoticeDays = 60;
/** A second and a third reminder, for those who missed the first. */
const reminderDaysBeforeEnd = [renewalNoticeDays, 30, 7] as const;

const isBefore = (one: string, other: string) => Date.parse(one) < Date.parse(other);
const instantOf = (ms: number) => new Date(ms).toISOString();

/** The instant that many hours later. */
export function addHours(instant: string, hours: number): string {
  return instantOf(Date.parse(instant) + hours * hourMs);
}

/** The instant that many days of 24 hours later (or earlier, when negative). */
export function addDays(instant: string, days: number): string {
  return instantOf(Date.parse(instant) + days * dayMs);
}

/**
 * The same day and time of day, years later, in UTC. 29 February becomes
 * 28 February where there is none: a period in years ends on the day with the
 * same number, or on the last of the month (French code de procédure civile,
 * art. 641; Regulation 1182/71, art. 3).
 */
export function addYears(instant: string, years: number): string {
  const from = new Date(instant);
  const year = from.getUTCFullYear() + years;
  const month = from.getUTCMonth();
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  const timeOfDayMs = ((from.getTime() % dayMs) + dayMs) % dayMs;
  return instantOf(Date.UTC(year, month, day) + timeOfDayMs);
}

/**
 * The moment from which a yes said for or by a minor needs the grown person's
 * own: the start of the 18th birthday where the day begins first (UTC+14), so
 * that it closes too early by hours rather than too late anywhere.
 */
export function majorityAt(adultOn: string): string {
  return addHours(`${adultOn}T00:00:00.000Z`, -14);
}

/** The calendar date of the 18th birthday; someone born on 29 February comes of age on 1 March of a common year. */
export function adultOnOf(bornOn: string): string {
  const [year = 0, month = 1, day = 1] = bornOn.split("-").map(Number);
  return new Date(Date.UTC(year + 18, month - 1, day)).toISOString().slice(0, 10);
}

export type ConsentTerm = {
  /** Absent: until withdrawn. */
  readonly validUntil?: string;
  readonly endsBecause?: "duration" | "turns-18";
};

/**
 * When a yes that is said at `grantedAt` ends: after its duration, or on the
 * 18th birthday (`adultOn`, a date) if that comes first. From then on the
 * clock keeps it closed (I15).
 */
export function termOf(duration: Duration, grantedAt: string, adultOn?: string): ConsentTerm {
  const years = yearsOf[duration];
  const end = years === undefined ? undefined : addYears(grantedAt, years);
  const majority = adultOn === undefined ? undefined : majorityAt(adultOn);
  // Someone who is already of age has nothing to grow out of.
  const turns = majority !== undefined && isBefore(grantedAt, majority) ? majority : undefined;
  if (turns !== undefined && (end === undefined || isBefore(turns, end))) {
    return { validUntil: turns, endsBecause: "turns-18" };
  }
  return end === undefined ? {} : { validUntil: end, endsBecause: "duration" };
}

/** From when on a renewal is asked for. */
export function renewalDueAt(validUntil: string): string {
  return addDays(validUntil, -renewalNoticeDays);
}

/**
 * The moments after `after` and up to `until` (ISO instants) at which the
 * person is reminded: 60, 30 and 7 days before an end, and every year on the
 * day of a yes that has none. A reminder changes nothing by itself.
 */
export function remindersBetween(
  yes: { readonly indicatedAt: string; readonly validUntil?: string },
  after: string,
  until: string,
): readonly string[] {
  const { indicatedAt, validUntil } = yes;
  const all =
    validUntil === undefined
      ? yearlyReminders(indicatedAt, until)
      : reminderDaysBeforeEnd.map((days) => addDays(validUntil, -days));
  return all.filter(
    (at) => isBefore(after, at) && isBefore(indicatedAt, at) && !isBefore(until, at),
  );
}

function yearlyReminders(indicatedAt: string, until: string): readonly string[] {
  const found: string[] = [];
  // Each from the first day, so that a yes of 29 February finds its day again.
  for (let years = 1; ; years += 1) {
    const at = addYears(indicatedAt, years);
    if (!(Date.parse(at) <= Date.parse(until))) return found;
    found.push(at);
  }
}

/** The first moment at which a yes may be confirmed. */
export function confirmableFrom(saidAt: string, coolingOffHours: number): string {
  return addHours(saidAt, coolingOffHours);
}
