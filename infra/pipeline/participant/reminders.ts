import { type Consent, ConsentSchema } from "#core/consent/consent";
import { reminderDue } from "#core/consent/due";
import { addDays, renewalNoticeDays } from "#core/consent/terms";
import {
  dueListing,
  endedListing,
  episodeOfPartition,
  episodePartition,
  remindedSort,
  yearlyListing,
} from "#core/record-keys";
import { z } from "zod";
import type { App } from "../app.ts";
import { dueMoment } from "../consent/consent-listing.ts";
import { requireEpisode } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";

/** One person to be spoken to about their yes; what they said about what is not in it (AC13). */
export type Reminder = {
  readonly episodeId: string;
  readonly speakerId: string;
  readonly signatoryId: string;
  /**
   * `renewal`: the yes ends at `endsAt`; `yearly`: a year more has passed since a
   * yes without an end; `ended`: it has ended, or has to be said again by the
   * grown person or about what has changed.
   */
  readonly kind: "renewal" | "yearly" | "ended";
  /** ISO instant since which this is due. */
  readonly since: string;
  readonly endsAt?: string;
};

const RemindedSchema = z.object({ at: z.iso.datetime(), by: z.string() });

/**
 * Everybody who is to be reminded now and was not yet, the longest due first.
 * There is no channel to a person that is not theirs to open: a coach, or whoever
 * runs the site, speaks to them and notes it with `noteReminder`. A yes that
 * nobody renews ends by itself all the same.
 */
export async function dueReminders(app: App): Promise<readonly Reminder[]> {
  const now = app.clock.now();
  const found = new Map<string, Reminder>();
  const take = async (episodeId: string, consent: Consent, isEnded: boolean) => {
    const reminder = reminderOf(episodeId, consent, isEnded, now);
    if (reminder === undefined) return;
    const key = `${episodeId} ${reminder.speakerId} ${reminder.signatoryId}`;
    const former = found.get(key);
    // One line a person: what has ended says more than what will.
    if (former !== undefined && (former.kind === "ended" || reminder.kind !== "ended")) return;
    if (await wasReminded(app, reminder)) return;
    found.set(key, reminder);
  };
  const ahead = addDays(now, renewalNoticeDays);
  for (const list of [endedListing, dueListing, yearlyListing]) {
    for await (const page of everyPage((from) => app.records.queryListing(list, from))) {
      for (const { body, partition } of page.records) {
        const consent = ConsentSchema.parse(body);
        const at = list === dueListing ? dueMoment(consent) : undefined;
        if (at !== undefined && at > ahead) break;
        await take(episodeOfPartition(partition), consent, list === endedListing);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.since < b.since ? -1 : 1));
}

function reminderOf(
  episodeId: string,
  consent: Consent,
  isEnded: boolean,
  now: string,
): Reminder | undefined {
  const { speakerId, signatoryId, validUntil, closedAt } = consent;
  const who = { episodeId, speakerId, signatoryId };
  if (isEnded) return { ...who, kind: "ended", since: closedAt ?? now };
  const since = reminderDue(consent, now);
  if (since === undefined) return undefined;
  return validUntil === undefined
    ? { ...who, kind: "yearly", since }
    : { ...who, kind: "renewal", since, endsAt: validUntil };
}

const placeOf = ({ episodeId, speakerId, signatoryId }: Omit<Reminder, "kind" | "since">) => ({
  partition: episodePartition(episodeId),
  sort: remindedSort(speakerId, signatoryId),
});

async function wasReminded(app: App, reminder: Reminder): Promise<boolean> {
  const record = await app.records.get(placeOf(reminder));
  return record !== undefined && RemindedSchema.parse(record.body).at >= reminder.since;
}

/** Notes that a person was reminded, or told that theirs has ended. Throws `episode-unknown`. */
export async function noteReminder(
  app: App,
  who: {
    readonly episodeId: string;
    readonly speakerId: string;
    readonly signatoryId: string;
    /** Opaque id of who spoke to them. */
    readonly by: string;
  },
): Promise<void> {
  await requireEpisode(app.records, who.episodeId);
  const body = RemindedSchema.parse({ at: app.clock.now(), by: who.by });
  await app.records.commit([{ kind: "put", ...placeOf(who), body, expect: "any" }]);
}
