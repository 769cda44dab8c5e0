import fc from "fast-check";
import type { Actor, ConsentEvent, ConsentEventKind, Indication } from "#core/consent/events";
import {
  type Circumstances,
  type ConsentPolicy,
  type ConsentSlot,
  demonstrationPolicy,
  deploymentPolicy,
  emptySlot,
} from "#core/consent/slot";
import { applyConsentEvent } from "#core/consent/machine";

export const start = "2026-11-23T12:00:00.000Z";
export const contentA = "a".repeat(64);
export const contentB = "b".repeat(64);

export const self: Actor = {
  kind: "person",
  signatoryId: "self",
  capabilities: ["view", "withdraw", "grant-once", "erase-confirm"],
};
export const selfWithCard: Actor = {
  kind: "person",
  signatoryId: "self",
  capabilities: ["view", "withdraw"],
};
export const guardian: Actor = { ...self, signatoryId: "g1" };
export const staff: Actor = { kind: "staff", staffId: "staff-1" };
export const judge: Actor = { kind: "authority", reference: "ordonnance 12" };
export const clock: Actor = { kind: "clock" };

export const onPage: Indication = { channel: "page" };
export const onPaper = (signedAt: string): Indication => ({
  channel: "paper",
  evidenceKey: "evidence/x/scan",
  signedAt,
});

export const voiceSlot = (changes: Partial<ConsentSlot> = {}): ConsentSlot => ({
  ...emptySlot({ speakerId: "s1", signatoryId: "self", scope: "voice" }),
  ...changes,
});

export const at = (now: string, changes: Partial<Circumstances> = {}): Circumstances => ({
  now,
  contentHashNow: contentA,
  policy: demonstrationPolicy,
  ...changes,
});

export const grantBy = (
  by: Actor,
  indication: Indication = onPage,
  contentHash = contentA,
): ConsentEvent => ({
  kind: "grant",
  by,
  signatoryId: "self",
  indication,
  terms: { contentHash },
});

/** Applies events one after the other at one moment; every one must be accepted. */
export function after(
  events: readonly ConsentEvent[],
  slot: ConsentSlot = voiceSlot(),
  circumstances: Circumstances = at(start),
): ConsentSlot {
  return events.reduce((before, event) => {
    const outcome = applyConsentEvent(before, event, circumstances);
    if (!outcome.accepted) throw new Error(`${event.kind} in ${before.state}: ${outcome.refused}`);
    return outcome.slot;
  }, slot);
}

/** A slot that its owner has said yes to. */
export const givenSlot = (
  circumstances: Circumstances = at(start),
  validUntil?: string,
): ConsentSlot =>
  after(
    [
      { kind: "request", by: staff },
      { kind: "preview", by: self, contentHash: contentA },
      {
        ...(grantBy(self) as Extract<ConsentEvent, { kind: "grant" }>),
        terms: { contentHash: contentA, ...(validUntil === undefined ? {} : { validUntil }) },
      },
    ],
    voiceSlot(),
    circumstances,
  );

const actors = fc.constantFrom<Actor>(
  self,
  { ...self, assistedBy: "staff-1" },
  selfWithCard,
  { kind: "person", signatoryId: "self", capabilities: [] },
  guardian,
  staff,
  judge,
  clock,
);
const contents = fc.constantFrom(contentA, contentB);
const signatories = fc.constantFrom("self", "g1");
/** Instants over some years, unreadable ones among them: a clock that jumps. */
export const instants = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .integer({ min: 0, max: 5 * 365 * 24 })
      .map((hours) => new Date(Date.parse(start) + hours * 3_600_000).toISOString()),
  },
  { weight: 1, arbitrary: fc.constant("not a time") },
);
const indications = fc.oneof(
  fc.constant<Indication>(onPage),
  fc.record({
    channel: fc.constant("spoken" as const),
    evidenceKey: fc.constantFrom("", "evidence/x/voice"),
  }),
  fc.record({
    channel: fc.constant("paper" as const),
    evidenceKey: fc.constantFrom("", "evidence/x/scan"),
    signedAt: instants,
  }),
);
const ends = fc
  .option(instants, { nil: undefined })
  .map((validUntil) => (validUntil === undefined ? {} : { validUntil }));

export const events: fc.Arbitrary<ConsentEvent> = fc.oneof(
  ...(
    [
      "request",
      "defer",
      "refuse",
      "withdraw",
      "undo",
      "revoke",
      "expire",
      "fall-due",
    ] as const satisfies readonly ConsentEventKind[]
  ).map((kind) => actors.map((by): ConsentEvent => ({ kind, by }))),
  fc.record({ kind: fc.constant("preview" as const), by: actors, contentHash: contents }),
  fc.record({
    kind: fc.constant("grant" as const),
    by: actors,
    signatoryId: signatories,
    indication: indications,
    terms: fc
      .record({ contentHash: contents, end: ends })
      .map(({ contentHash, end }) => ({ contentHash, ...end })),
  }),
  fc.record({
    kind: fc.constant("confirm" as const),
    by: actors,
    signatoryId: signatories,
    indication: indications,
  }),
  fc
    .record({
      kind: fc.constant("renew" as const),
      by: actors,
      signatoryId: signatories,
      indication: indications,
      end: ends,
    })
    .map(({ end, ...event }) => ({ ...event, ...end })),
  fc.record({ kind: fc.constant("narrow" as const), by: actors, to: ends }),
  fc.record({
    kind: fc.constant("invalidate" as const),
    by: actors,
    because: fc.constantFrom("content-changed", "notice-changed", "proof-defect", "turned-18"),
  }),
  fc.record({
    kind: fc.constant("erase" as const),
    by: actors,
    secondContact: fc.constantFrom("", "call of 3 March"),
  }),
);

export type Step = { readonly event: ConsentEvent; readonly circumstances: Circumstances };

/** What people mostly do, in pieces, so that random histories reach a yes and come back to it. */
const pieces: readonly (readonly ConsentEvent[])[] = (() => {
  const request: ConsentEvent = { kind: "request", by: staff };
  const preview: ConsentEvent = { kind: "preview", by: self, contentHash: contentA };
  const confirm: ConsentEvent = {
    kind: "confirm",
    by: self,
    signatoryId: "self",
    indication: onPage,
  };
  const withdraw: ConsentEvent = { kind: "withdraw", by: selfWithCard };
  return [
    [request, preview, grantBy(self)],
    [request, preview, grantBy(self), confirm],
    [preview, grantBy(self), confirm],
    [withdraw, { kind: "undo", by: self }],
    [withdraw, request, preview, grantBy(self), confirm],
    [{ kind: "renew", by: self, signatoryId: "self", indication: onPage }],
  ];
})();

/** One policy for a whole history; time mostly goes on by hours or days, and sometimes back. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .record({
    policy: fc.constantFrom<ConsentPolicy>(demonstrationPolicy, deploymentPolicy),
    steps: fc.array(
      fc.record({
        events: fc.oneof(
          fc.constantFrom(...pieces),
          events.map((event): readonly ConsentEvent[] => [event]),
        ),
        hoursLater: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 1, max: 100 }) },
          { weight: 2, arbitrary: fc.integer({ min: 100, max: 9_000 }) },
          { weight: 1, arbitrary: fc.constant(-50) },
        ),
        content: fc.oneof(
          { weight: 18, arbitrary: fc.constant(contentA) },
          { weight: 1, arbitrary: fc.constantFrom(contentB, undefined) },
        ),
      }),
      { minLength: 1, maxLength: 14 },
    ),
  })
  .map(({ policy, steps }) => {
    let now = Date.parse(start);
    return steps.flatMap(({ events: piece, hoursLater, content }) =>
      piece.map((event): Step => {
        now += hoursLater * 3_600_000;
        return {
          event,
          circumstances: {
            now: new Date(now).toISOString(),
            policy,
            ...(content === undefined ? {} : { contentHashNow: content }),
          },
        };
      }),
    );
  });
