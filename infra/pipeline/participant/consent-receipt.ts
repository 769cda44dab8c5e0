import { consentRecord, type JsonLdObject, type RecordedEvent } from "#core/consent/record";
import { hashOf } from "#core/hash";
import { encodeId, publicationKeyLength } from "#core/ids";
import { type LedgerBody, LedgerBodySchema, LedgerLeafSchema } from "#core/consent/ledger";
import { consentReceipt, plainReceipt, type PlainReceipt } from "#core/consent/receipt";
import { bodyPrefix, episodePartition, leafPrefix } from "#core/record-keys";
import type { App } from "../app.ts";
import { queryAll } from "../episode/episode-records.ts";
import type { ParticipantView } from "./participant-view.ts";
import type { Session } from "./session-records.ts";

/** Where every answer of a person stands, in plain words of the notice in force in one language. */
export function plainReceiptOf(app: App, view: ParticipantView, locale: string): PlainReceipt {
  const { words, version } = app.consent.notice(locale);
  const entries = view.questions
    .filter(({ state, shownHash }) => state !== "unknown" || shownHash !== undefined)
    .map(({ scope, state, nameChoice, validUntil, answeredAt }) => ({
      scope,
      state,
      ...(nameChoice === undefined ? {} : { nameChoice }),
      ...(validUntil === undefined ? {} : { validUntil }),
      ...(answeredAt === undefined ? {} : { indicatedAt: answeredAt }),
    }));
  return plainReceipt(words, entries, {
    audience: view.audience,
    noticeVersion: version,
    day: (instant) => app.consent.day(instant, locale),
    firstName: view.story?.firstName ?? "",
  });
}

/** Everything that happened to the consents of the person of a session, as a DPV receipt to take away. */
export async function receiptOf(app: App, session: Session): Promise<JsonLdObject> {
  const { episodeId, speakerId, signatoryId } = session;
  const partition = episodePartition(episodeId);
  const [leaves, stored] = await Promise.all([
    queryAll(app.records, partition, leafPrefix),
    queryAll(app.records, partition, bodyPrefix),
  ]);
  const bodies = new Map(
    stored.map(({ body }) => LedgerBodySchema.parse(body)).map((body) => [body.recordId, body]),
  );
  // In the order of the chain, which is the order in which it happened.
  const mine = leaves
    .map(({ body }) => LedgerLeafSchema.parse(body))
    .filter((leaf) => leaf.speakerId === speakerId && leaf.signatoryId === signatoryId)
    .flatMap(({ recordId, at }) => {
      const body = bodies.get(recordId);
      return body === undefined ? [] : [{ body, at }];
    });
  const byScope = Map.groupBy(mine, ({ body }) => body.consent.scope);
  const subjectId = hashOf({ episodeId, speakerId }).slice(0, 26);
  const records = [...byScope.values()].flatMap((happened) => {
    const [first, ...others] = happened.map(eventOf);
    const last = happened.at(-1)?.body;
    if (first === undefined || last === undefined) return [];
    const { contentHash, scope, notice } = last.consent;
    const shown = notice ?? noticeInForce(app);
    return [
      consentRecord({
        recordId: last.recordId,
        subjectId,
        scope,
        notice: shown,
        noticeUrl: `${app.origin}/voix/?lang=${shown.locale}`,
        events: [first, ...others],
        controller: app.consent.controller,
        storage: app.consent.storage,
        withdrawAt: `${app.origin}/voix/`,
        ...(contentHash === undefined ? {} : { contentHash }),
      }),
    ];
  });
  const receiptId = encodeId(app.randomness.bytes(publicationKeyLength));
  return consentReceipt(receiptId, app.clock.now(), records);
}

function noticeInForce({ consent }: App) {
  const locale = consent.locales[0] ?? "fr";
  const { version, hash } = consent.notice(locale);
  return { version, locale, hash };
}

function eventOf({ body, at }: { readonly body: LedgerBody; readonly at: string }): RecordedEvent {
  const { state, validUntil } = body.consent;
  return {
    state,
    at,
    by: body.by ?? "data-subject",
    method: body.method ?? "page",
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}
