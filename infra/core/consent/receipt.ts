import { dpvContext, type JsonLdObject } from "./record.ts";
import type { NameChoice, Scope } from "./consent.ts";
import type { SlotState } from "./states.ts";
import type { Notice, NoticeAudience } from "./notice.ts";
import { noticeWords, type Say } from "./notice-words.ts";

/**
 * A receipt in W3C DPV terms: a wrapper around the records of all its consents
 * and of everything that happened to them (the guide, §9). It is written for the
 * person, who takes it away.
 */
export function consentReceipt(
  receiptId: string,
  createdAt: string,
  records: readonly JsonLdObject[],
): JsonLdObject {
  return {
    "@context": dpvContext,
    "@id": `urn:paroles:consent-receipt:${receiptId}`,
    "@type": "dpv:ConsentReceipt",
    "dct:conformsTo": { "@id": "dpv-27560:receipt-eu-gdpr" },
    "dpv:hasIdentifier": receiptId,
    "dct:identifier": receiptId,
    "dct:created": { "@type": "xsd:dateTime", "@value": createdAt },
    "dct:audience": { "@id": "dpv:DataSubject" },
    "dpv:hasRecordOfActivity": records,
  };
}

/** Where one consent stands, for the plain receipt. */
export type ReceiptEntry = {
  readonly scope: Scope;
  readonly state: SlotState;
  readonly nameChoice?: NameChoice;
  readonly validUntil?: string;
  readonly indicatedAt?: string;
};

export type ReceiptLine = {
  readonly scope: Scope;
  /** What was asked, in few words. */
  readonly label: string;
  /** Yes, no, taken back, … */
  readonly answer: string;
  /** For a sign beside it: public as far as this person is concerned, not public, or not answered for good. */
  readonly mark: "yes" | "no" | "waiting";
  /** Until when, and which name: absent where nothing is open. */
  readonly details: readonly string[];
};

export type PlainReceipt = {
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly lines: readonly ReceiptLine[];
  /** Day of the newest answer; absent where there was none. */
  readonly answeredOn?: string;
  readonly notice: string;
  /** In order: how to take it back, that it costs nothing, what cannot be recalled. */
  readonly withdrawal: readonly string[];
};

/** The notice's word for how a question stands. */
export const answerKeys = {
  unknown: "unknown",
  requested: "unknown",
  previewed: "unknown",
  deferred: "deferred",
  refused: "refused",
  "pending-cooling": "waiting",
  given: "given",
  "renewal-due": "given",
  renewed: "given",
  withdrawn: "withdrawn",
  revoked: "revoked",
  expired: "expired",
  invalidated: "invalidated",
  erased: "erased",
} as const satisfies Readonly<Record<SlotState, keyof Notice["receipt"]>>;

export type ReceiptOptions = {
  readonly audience?: NoticeAudience;
  readonly noticeVersion: string;
  /** Writes a day in the reader's language; a port's work, because time zones are. */
  readonly day: (instant: string) => string;
  /** The real first name, for the name that is shown. */
  readonly firstName: string;
};

/** What a person reads, hears and prints: every scope with its answer, in their language. */
export function plainReceipt(
  notice: Notice,
  entries: readonly ReceiptEntry[],
  options: ReceiptOptions,
): PlainReceipt {
  const { audience, noticeVersion, day } = options;
  const newest = entries
    .flatMap(({ indicatedAt }) => indicatedAt ?? [])
    .sort()
    .at(-1);
  const say = noticeWords(notice, audience);
  return {
    language: notice.language,
    direction: notice.direction,
    title: say(notice.receipt.title),
    lines: entries.map((entry) => receiptLine(notice, say, entry, options)),
    ...(newest === undefined
      ? {}
      : { answeredOn: say(notice.receipt["answered-on"], { date: day(newest) }) }),
    notice: say(notice.receipt.version, { version: noticeVersion }),
    withdrawal: [
      say(notice.withdrawal.how),
      say(notice.withdrawal.people),
      say(notice.withdrawal.free),
      say(notice.withdrawal["copies-remain"]),
    ],
  };
}

function receiptLine(
  { receipt }: Notice,
  say: Say,
  entry: ReceiptEntry,
  options: ReceiptOptions,
): ReceiptLine {
  const key = answerKeys[entry.state];
  const waits = key === "waiting" || key === "deferred" || key === "unknown";
  return {
    scope: entry.scope,
    label: say(receipt[entry.scope]),
    answer: say(receipt[key]),
    mark: key === "given" ? "yes" : waits ? "waiting" : "no",
    details: key === "given" || key === "waiting" ? details(receipt, say, entry, options) : [],
  };
}

function details(
  receipt: Notice["receipt"],
  say: Say,
  { scope, validUntil, nameChoice }: ReceiptEntry,
  { day, firstName }: ReceiptOptions,
): readonly string[] {
  const until =
    validUntil === undefined
      ? say(receipt["until-withdrawn"])
      : say(receipt.until, { date: day(validUntil) });
  if (scope !== "name") return [until];
  const name = nameChoice && nameOf(nameChoice, firstName);
  const shown =
    name === undefined ? say(receipt["name-hidden"]) : say(receipt["name-shown"], { name });
  return [shown, until];
}

function nameOf(choice: NameChoice, firstName: string): string | undefined {
  if (choice.kind === "none") return undefined;
  return choice.kind === "real" ? firstName : choice.name;
}
