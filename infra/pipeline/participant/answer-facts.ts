import {
  type AnswerFacts,
  answerStatistics,
  type RequesterStatistics,
} from "#core/consent/answer-statistics";
import { paceListing, requestSort } from "#core/record-keys";
import type { StoredRecord } from "#ports/records";
import type { App } from "../app.ts";
import { everyPage } from "../every-page.ts";
import { PaceSchema } from "./pace.ts";
import { RequestRecordSchema } from "./request-consent.ts";

/**
 * Who asked, and how quickly, from where and with whose help answers came. For
 * administrators, never for those who asked. Of erased stories nothing is left to count.
 */
export async function consentStatistics(app: App): Promise<readonly RequesterStatistics[]> {
  const facts: AnswerFacts[] = [];
  for await (const page of everyPage((from) => app.records.queryListing(paceListing, from)))
    for (const record of page.records) facts.push(...(await factsOf(app, record)));
  return answerStatistics(facts);
}

async function factsOf(app: App, { partition, body }: StoredRecord): Promise<AnswerFacts[]> {
  const answer = PaceSchema.parse(body);
  const { speakerId, signatoryId, clientHash, at, openedAt, yeses, noes, assistedBy } = answer;
  const record = await app.records.get({ partition, sort: requestSort(speakerId, signatoryId) });
  if (record === undefined) return [];
  const asked = RequestRecordSchema.parse(record.body);
  const seconds = (from: string) => (Date.parse(at) - Date.parse(from)) / 1000;
  return [
    {
      askedBy: asked.by,
      secondsToAnswer: seconds(asked.at),
      secondsOpen: seconds(openedAt),
      yeses,
      noes,
      isAssisted: assistedBy !== undefined,
      clientHash,
      isFromRequester: asked.from !== undefined && asked.from === clientHash,
    },
  ];
}
