import { ConsentSchema } from "#core/consent/consent";
import { renewalDueAt } from "#core/consent/terms";
import { sha256Hex } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { isActive } from "#core/studio/person";
import { dueListing, episodeOfPartition, followUpsListing } from "#core/record-keys";
import {
  calendarPartition,
  calendarPointerPrefix,
  calendarPointerSort,
  calendarSort,
  personPartition,
} from "#core/studio/team-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll, readEpisode } from "../episode/episode-records.ts";
import { everyPage } from "../every-page.ts";
import { FollowUpSchema } from "../episode/follow-up-records.ts";
import { readPerson } from "./person-records.ts";
import { releasesUntil } from "./release-date.ts";

/** What falls due: a yes to be renewed, a yes that ends, somebody to ask how they are, a story whose day has come. */
export type Due = {
  readonly kind: "renewal" | "end" | "follow-up" | "release";
  /** A date. */
  readonly on: string;
  readonly episodeId: string;
  readonly title: string;
  /** Of a follow-up: how long after the recording. */
  readonly months?: number;
};

/** Everything that falls due up to a moment, overdue things included, in order of days. Each story says a thing once a day. */
export async function agendaUntil(app: App, until: string): Promise<readonly Due[]> {
  const dues = new Map<string, Omit<Due, "title">>();
  const add = (due: Omit<Due, "title">) =>
    dues.set(`${due.on}#${due.kind}#${due.episodeId}#${due.months ?? ""}`, due);
  for await (const page of everyPage((from) => app.records.queryListing(followUpsListing, from))) {
    const all = page.records.map(({ body }) => FollowUpSchema.parse(body));
    for (const { episodeId, months, dueOn } of all.filter(({ dueOn: on }) => on <= until))
      add({ kind: "follow-up", on: dueOn, episodeId, months });
    if (all.some(({ dueOn }) => dueOn > until)) break;
  }
  for await (const due of consentsDue(app, until)) add(due);
  for await (const { episodeId, on } of releasesUntil(app, until))
    add({ kind: "release", on, episodeId });
  const titled = await Promise.all([...dues.values()].map((due) => withTitle(app, due)));
  return titled.filter((due) => due !== undefined).sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** The listing is in the order of the moments at which the clock has something to say (pipeline/consent/consent-listing.ts). */
async function* consentsDue(app: App, until: string): AsyncGenerator<Omit<Due, "title">> {
  for await (const page of everyPage((from) => app.records.queryListing(dueListing, from))) {
    for (const { body, partition } of page.records) {
      const { state, validUntil } = ConsentSchema.parse(body);
      if (validUntil === undefined) continue;
      const kind = state === "given" || state === "renewed" ? "renewal" : "end";
      const at = kind === "renewal" ? renewalDueAt(validUntil) : validUntil;
      if (at > until) return;
      yield { kind, on: at.slice(0, 10), episodeId: episodeOfPartition(partition) };
    }
  }
}

async function withTitle(app: App, due: Omit<Due, "title">): Promise<Due | undefined> {
  const file = await readEpisode(app.records, due.episodeId);
  // Of an erased story nothing is to be done, and nothing to be said.
  if (file === undefined || file.episode.stage.name === "erased") return undefined;
  return { ...due, title: file.episode.title };
}

const CalendarSchema = z.object({ personId: z.string() });

/** A secret address for somebody's calendar app, in place of the former one; it can be read this once. */
export async function newCalendarAddress(app: App, personId: string): Promise<string> {
  const token = encodeId(app.randomness.bytes(publicationKeyLength));
  const tokenHash = sha256Hex(token);
  const partition = personPartition(personId);
  const former = await queryAll(app.records, partition, calendarPointerPrefix);
  await app.records.commit([
    ...former.slice(-20).flatMap(({ sort }): readonly RecordWrite[] => [
      { kind: "delete", partition, sort, expect: "any" },
      {
        kind: "delete",
        partition: calendarPartition(sort.slice(calendarPointerPrefix.length)),
        sort: calendarSort,
        expect: "any",
      },
    ]),
    {
      kind: "put",
      partition: calendarPartition(tokenHash),
      sort: calendarSort,
      body: CalendarSchema.parse({ personId }),
      expect: "absent",
    },
    { kind: "put", partition, sort: calendarPointerSort(tokenHash), body: {}, expect: "absent" },
  ]);
  return `${app.origin}/studio/calendrier/${token}.ics`;
}

/** Whether a calendar's address still opens one: its owner is of the team, and made no other. */
export async function calendarOwner(app: App, token: string) {
  const partition = calendarPartition(sha256Hex(token));
  const stored = await app.records.get({ partition, sort: calendarSort });
  if (stored === undefined) return undefined;
  const found = await readPerson(app, CalendarSchema.parse(stored.body).personId);
  return found !== undefined && isActive(found.person) ? found.person : undefined;
}
