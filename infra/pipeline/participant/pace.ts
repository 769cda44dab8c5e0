import { encodeId, publicationKeyLength } from "#core/ids";
import {
  episodePartition,
  paceListing,
  pacePrefix,
  paceSort,
  requestSort,
} from "#core/storage-keys";
import type { RecordWrite } from "#ports/records";
import { z } from "zod";
import type { App } from "../app.ts";
import { queryAll } from "../episode-records.ts";
import { everyPage } from "../every-page.ts";
import { RequestRecordSchema } from "./request-consent.ts";
import type { Session } from "./session-records.ts";

/** How an answer came about: when, where from, with whose help; not what it was, beyond how many yeses. */
const PaceSchema = z.object({
  answerId: z.string(),
  at: z.iso.datetime(),
  speakerId: z.string(),
  signatoryId: z.string(),
  clientHash: z.string(),
  assistedBy: z.string().optional(),
  openedAt: z.iso.datetime(),
  yeses: z.int().nonnegative(),
});

/** The write that remembers how an answer came about; it is erased with the story. */
export function paceWrite(app: App, session: Session, yeses: number): RecordWrite {
  const answerId = encodeId(app.randomness.bytes(publicationKeyLength));
  const { speakerId, signatoryId, clientHash, assistedBy, openedAt } = session;
  const at = app.clock.now();
  const helped = assistedBy === undefined ? {} : { assistedBy };
  const body = { answerId, at, speakerId, signatoryId, clientHash, openedAt, yeses, ...helped };
  return {
    kind: "put",
    partition: episodePartition(session.episodeId),
    sort: paceSort(answerId),
    body: PaceSchema.parse(body),
    expect: "absent",
    listing: { list: paceListing, order: `${at}#${answerId}` },
  };
}

/** An answer sooner than this after the request leaves no time to listen to a minute of speech and read seven sentences. */
export const hastySeconds = 60;

/** What one member of staff's requests look like from the outside. For administrators, never for coaches. */
export type StaffPace = {
  readonly staffId: string;
  /** Answers with at least one yes that followed this person's requests. */
  readonly answers: number;
  /** Of these: within `hastySeconds` of the request. */
  readonly hasty: number;
  /** Of these: from the network address that the request came from. */
  readonly sameAddress: number;
  /** Of these: on a device that staff handed over. */
  readonly assisted: number;
  /** Of these: hasty, and from the same address or an assisted device: worth a conversation. */
  readonly suspicious: number;
};

/**
 * Who asked, and how quickly and from where the yeses came: what would show a
 * coach who answers in people's stead (T2). Counts only; which story and what was
 * answered stay out. Sorted by what is most worth a look.
 */
export async function paceByStaff(app: App): Promise<readonly StaffPace[]> {
  const counts = new Map<string, { -readonly [Key in keyof StaffPace]: StaffPace[Key] }>();
  for await (const page of everyPage((from) => app.records.queryListing(paceListing, from))) {
    for (const record of page.records) {
      const answer = PaceSchema.parse(record.body);
      if (answer.yeses === 0) continue;
      const { speakerId, signatoryId } = answer;
      const sort = requestSort(speakerId, signatoryId);
      const asked = await app.records.get({ partition: record.partition, sort });
      if (asked === undefined) continue;
      count(counts, RequestRecordSchema.parse(asked.body), answer);
    }
  }
  return [...counts.values()].sort((a, b) => b.suspicious - a.suspicious || b.hasty - a.hasty);
}

function count(
  counts: Map<string, { -readonly [Key in keyof StaffPace]: StaffPace[Key] }>,
  { by, at, from }: z.output<typeof RequestRecordSchema>,
  answer: z.output<typeof PaceSchema>,
): void {
  const none = { staffId: by, answers: 0, hasty: 0, sameAddress: 0, assisted: 0, suspicious: 0 };
  const sum = counts.get(by) ?? none;
  const seconds = (Date.parse(answer.at) - Date.parse(at)) / 1000;
  const isHasty = !(seconds >= hastySeconds);
  const isSame = from !== undefined && from === answer.clientHash;
  const isAssisted = answer.assistedBy !== undefined;
  sum.answers += 1;
  sum.hasty += Number(isHasty);
  sum.sameAddress += Number(isSame);
  sum.assisted += Number(isAssisted);
  sum.suspicious += Number(isHasty && (isSame || isAssisted));
  counts.set(by, sum);
}

/** How the answers about one story came about, for its own partition to forget. */
export const paceRecordsOf = (app: App, episodeId: string) =>
  queryAll(app.records, episodePartition(episodeId), pacePrefix);
