import fc from "fast-check";
import { expect, test } from "vitest";
import { type ConsentEvent, consentEventKinds } from "#core/consent/events";
import { applyConsentEvent } from "#core/consent/machine";
import { type ConsentSlot, deploymentPolicy } from "#core/consent/slot";
import { dpvStatus, isOpenState, slotStates } from "#core/consent/states";
import { consentTable } from "#core/consent/table";
import { addDays, addHours } from "#core/consent/terms";
import {
  after,
  at,
  clock,
  contentA,
  contentB,
  events,
  givenSlot,
  grantBy,
  guardian,
  histories,
  instants,
  judge,
  onPage,
  onPaper,
  self,
  selfWithCard,
  staff,
  start,
  voiceSlot,
} from "../../../support/consent-machine-builder.ts";

const runs = { numRuns: 3_000 };

function refusedWith(slot: ConsentSlot, event: ConsentEvent, circumstances = at(start)) {
  const outcome = applyConsentEvent(slot, event, circumstances);
  return outcome.accepted ? `accepted, now ${outcome.slot.state}` : outcome.refused;
}

test("every state has an answer to every event", () => {
  for (const state of slotStates) {
    expect(Object.keys(consentTable[state]).sort()).toEqual([...consentEventKinds].sort());
  }
});

test("no cell of the table leads from a closed state to an open one but a yes, its confirmation, or taking a withdrawal back", () => {
  const openers = slotStates
    .filter((state) => !isOpenState(state))
    .flatMap((state) =>
      consentEventKinds.flatMap((kind) => {
        const cell = consentTable[state][kind];
        return "to" in cell && isOpenState(cell.to) ? [`${state} ${kind}`] : [];
      }),
    );
  expect(openers.sort()).toEqual([
    "deferred grant",
    "pending-cooling confirm",
    "pending-cooling grant",
    "previewed grant",
    "requested grant",
    "withdrawn undo",
  ]);
});

test("exactly the open states are what DPV calls valid for processing", () => {
  // dpv:ConsentStatusValidForProcessing
  const validStatuses = ["dpv:ConsentGiven", "dpv:RenewedConsentGiven"];
  const valid = slotStates.filter((state) => validStatuses.includes(dpvStatus[state]));
  expect(valid).toEqual(slotStates.filter(isOpenState));
});

test("a person who was asked, heard it and said yes has given consent", () => {
  expect(givenSlot()).toMatchObject({ state: "given", contentHash: contentA, channel: "page" });
});

test("a yes to what was not heard is refused, and so is one to what has changed since", () => {
  const asked = after([{ kind: "request", by: staff }]);
  expect(refusedWith(asked, grantBy(self))).toBe("consent-not-previewed");
  const heard = after([{ kind: "preview", by: self, contentHash: contentA }], asked);
  expect(refusedWith(heard, grantBy(self), at(start, { contentHashNow: contentB }))).toBe(
    "consent-content-changed",
  );
  expect(
    refusedWith(heard, grantBy(self, onPage, contentB), at(start, { contentHashNow: contentB })),
  ).toBe("consent-not-previewed");
});

test("staff cannot say yes, nor can the lasting code of a card, nor anybody else's secret", () => {
  const heard = after([
    { kind: "request", by: staff },
    { kind: "preview", by: self, contentHash: contentA },
  ]);
  expect(refusedWith(heard, grantBy(staff))).toBe("consent-staff-cannot-grant");
  expect(refusedWith(heard, grantBy(selfWithCard))).toBe("consent-code-cannot-widen");
  expect(refusedWith(heard, grantBy(guardian))).toBe("consent-other-signatory");
  expect(refusedWith(heard, grantBy(clock))).toBe("consent-not-entitled");
});

test("staff records a signed form with its scan, and not without", () => {
  const asked = after([{ kind: "request", by: staff }]);
  expect(after([grantBy(staff, onPaper(start))], asked).state).toBe("given");
  const noScan = { channel: "paper", evidenceKey: " ", signedAt: start } as const;
  expect(refusedWith(asked, grantBy(staff, noScan))).toBe("consent-evidence-missing");
});

test("a form signed before a withdrawal, before the last edit, or tomorrow is no yes", () => {
  const later = addDays(start, 3);
  const withdrawn = after([{ kind: "withdraw", by: selfWithCard }], givenSlot(), at(later));
  expect(refusedWith(withdrawn, grantBy(staff, onPaper(start)), at(later))).toBe(
    "consent-not-requested",
  );
  const asked = after([{ kind: "request", by: staff }], withdrawn, at(later));
  expect(refusedWith(asked, grantBy(staff, onPaper(addDays(start, 1))), at(later))).toBe(
    "consent-paper-date",
  );
  expect(refusedWith(asked, grantBy(staff, onPaper(addDays(later, 1))), at(later))).toBe(
    "consent-paper-date",
  );
  const soon = addHours(later, 2);
  const edited = at(soon, { contentSince: addHours(later, 1) });
  expect(refusedWith(asked, grantBy(staff, onPaper(addHours(later, 0.5))), edited)).toBe(
    "consent-paper-date",
  );
  expect(after([grantBy(staff, onPaper(addHours(later, 1.5)))], asked, edited).state).toBe("given");
});

test("in a deployment a yes opens only when it is confirmed, later and not on the coach's device", () => {
  const slow = at(start, { policy: deploymentPolicy });
  const cooling = givenSlot(slow);
  expect(cooling).toMatchObject({ state: "pending-cooling", confirmableFrom: addHours(start, 24) });
  const confirm = { kind: "confirm", by: self, signatoryId: "self", indication: onPage } as const;
  expect(refusedWith(cooling, confirm, at(addHours(start, 23)))).toBe("consent-too-early");
  const assisted = { ...confirm, by: { ...self, assistedBy: "staff-1" } } as ConsentEvent;
  expect(refusedWith(cooling, assisted, at(addHours(start, 24)))).toBe("consent-confirm-alone");
  expect(refusedWith(cooling, confirm, at(addHours(start, 24), { contentHashNow: contentB }))).toBe(
    "consent-content-changed",
  );
  expect(after([confirm], cooling, at(addHours(start, 24))).state).toBe("given");
});

test("only less can be had with the lasting code: no name instead of a name, an earlier end", () => {
  const given = givenSlot();
  const sooner = after(
    [{ kind: "narrow", by: selfWithCard, to: { validUntil: addDays(start, 30) } }],
    given,
  );
  expect(sooner).toMatchObject({ state: "given", validUntil: addDays(start, 30) });
  const longer: ConsentEvent = {
    kind: "narrow",
    by: selfWithCard,
    to: { validUntil: addDays(start, 31) },
  };
  expect(refusedWith(sooner, longer)).toBe("consent-would-widen");
  const named = voiceSlot({ ...given, scope: "name", nameChoice: { kind: "real" } });
  const other: ConsentEvent = {
    kind: "narrow",
    by: selfWithCard,
    to: { nameChoice: { kind: "other", name: "Lou" } },
  };
  expect(refusedWith(named, other)).toBe("consent-would-widen");
  const none: ConsentEvent = {
    kind: "narrow",
    by: selfWithCard,
    to: { nameChoice: { kind: "none" } },
  };
  expect(after([none], named, at(start, { contentHashNow: contentB }))).toMatchObject({
    nameChoice: { kind: "none" },
    contentHash: contentB,
  });
});

test("a withdrawal can be taken back for some days, by the one it belongs to, with more than the lasting code", () => {
  const withdrawn = after([{ kind: "withdraw", by: selfWithCard }], givenSlot());
  const undo: ConsentEvent = { kind: "undo", by: self };
  expect(after([undo], withdrawn, at(addDays(start, 7))).state).toBe("given");
  expect(refusedWith(withdrawn, undo, at(addDays(start, 7.1)))).toBe("consent-nothing-to-undo");
  expect(refusedWith(withdrawn, { kind: "undo", by: selfWithCard })).toBe(
    "consent-code-cannot-widen",
  );
  expect(refusedWith(withdrawn, undo, at(start, { contentHashNow: contentB }))).toBe(
    "consent-content-changed",
  );
});

test("what a guardian or an authority closed is not taken back by one person alone", () => {
  const byGuardian = after([{ kind: "withdraw", by: guardian }], givenSlot());
  expect(refusedWith(byGuardian, { kind: "undo", by: self })).toBe("consent-nothing-to-undo");
  const both = after(
    [
      { kind: "withdraw", by: self },
      { kind: "withdraw", by: guardian },
    ],
    givenSlot(),
  );
  expect(refusedWith(both, { kind: "undo", by: self })).toBe("consent-nothing-to-undo");
  const revoked = after([{ kind: "revoke", by: judge }], givenSlot());
  expect(refusedWith(revoked, { kind: "request", by: staff })).toBe("consent-revoked-by-authority");
  expect(after([{ kind: "request", by: judge }], revoked).state).toBe("requested");
});

test("a renewal moves the end, and an end that has come asks for everything again", () => {
  const end = addDays(start, 365);
  const given = givenSlot(at(start), end);
  expect(refusedWith(given, { kind: "fall-due", by: clock }, at(addDays(start, 300)))).toBe(
    "consent-not-due",
  );
  const due = after([{ kind: "fall-due", by: clock }], given, at(addDays(start, 306)));
  expect(due.state).toBe("renewal-due");
  const renew: ConsentEvent = {
    kind: "renew",
    by: self,
    signatoryId: "self",
    indication: onPage,
    validUntil: addDays(end, 365),
  };
  expect(after([renew], due, at(addDays(start, 310)))).toMatchObject({
    state: "renewed",
    validUntil: addDays(end, 365),
  });
  expect(refusedWith(due, { kind: "expire", by: clock }, at(addDays(start, 364)))).toBe(
    "consent-not-due",
  );
  const expired = after([{ kind: "expire", by: clock }], due, at(end));
  expect(refusedWith(expired, renew, at(end))).toBe("consent-not-given");
});

test("erasure needs a closed story and a confirmation, and nothing is left of the yes", () => {
  const erase: ConsentEvent = { kind: "erase", by: self };
  expect(refusedWith(givenSlot(), erase)).toBe("consent-withdraw-first");
  const withdrawn = after([{ kind: "withdraw", by: self }], givenSlot());
  expect(refusedWith(withdrawn, { kind: "erase", by: selfWithCard })).toBe(
    "consent-erase-unconfirmed",
  );
  expect(refusedWith(withdrawn, { kind: "erase", by: staff })).toBe("consent-erase-unconfirmed");
  expect(after([erase], withdrawn)).toEqual({
    speakerId: "s1",
    signatoryId: "self",
    scope: "voice",
    state: "erased",
    closedAt: start,
  });
});

test("an edit takes a yes away and sends an unanswered question back to the start", () => {
  const edited: ConsentEvent = { kind: "invalidate", by: staff, because: "content-changed" };
  expect(after([edited], givenSlot()).state).toBe("invalidated");
  const heard = after([
    { kind: "request", by: staff },
    { kind: "preview", by: self, contentHash: contentA },
  ]);
  expect(after([edited], heard)).not.toHaveProperty("previewedHash");
  const withdrawn = after([{ kind: "withdraw", by: self }, edited], givenSlot());
  expect(refusedWith(withdrawn, { kind: "undo", by: self })).toBe("consent-nothing-to-undo");
});

test("a withdrawal is never refused and always ends closed, in any state, by anyone, at any time", () => {
  const actors = [self, selfWithCard, guardian, staff, judge, clock];
  fc.assert(
    fc.property(
      fc.constantFrom(...slotStates),
      fc.constantFrom(...actors),
      instants,
      fc.option(fc.constant(addDays(start, -2)), { nil: undefined }),
      (state, by, now, validUntil) => {
        const slot = voiceSlot({
          state,
          contentHash: contentA,
          ...(validUntil === undefined ? {} : { validUntil }),
        });
        const outcome = applyConsentEvent(slot, { kind: "withdraw", by }, at(now));
        expect(outcome.accepted && !isOpenState(outcome.slot.state)).toBe(true);
      },
    ),
    runs,
  );
});

test("over any history, a refusal changes nothing and every state is reached through the table", () => {
  fc.assert(
    fc.property(histories, (history) => {
      let slot = voiceSlot();
      for (const { event, circumstances } of history) {
        const before = structuredClone(slot);
        const outcome = applyConsentEvent(slot, event, circumstances);
        expect(slot).toEqual(before);
        if (!outcome.accepted) continue;
        const cell = consentTable[slot.state][event.kind];
        const reached = outcome.slot.state;
        const cools = event.kind === "grant" && reached === "pending-cooling";
        expect("to" in cell && (cell.to === reached || cools)).toBe(true);
        slot = outcome.slot;
      }
    }),
    runs,
  );
});

/**
 * A second, naive reading of the promises, written without the machine: what a
 * history of accepted events entitles to.
 */
function mayBeOpen(
  history: readonly { event: ConsentEvent; now: string; policy: { coolingOffHours: number } }[],
): boolean {
  let yes = false;
  let waits = false;
  let erased = false;
  let before = false;
  for (const { event, policy } of history) {
    const ownPage =
      "indication" in event &&
      event.indication.channel !== "paper" &&
      event.by.kind === "person" &&
      event.by.signatoryId === "self" &&
      event.by.capabilities.includes("grant-once");
    const signed =
      "indication" in event &&
      event.indication.channel === "paper" &&
      event.indication.evidenceKey !== "";
    if (event.kind === "grant" && (ownPage || signed)) {
      waits = policy.coolingOffHours > 0;
      yes = !waits;
    }
    if (event.kind === "confirm" && waits && (ownPage || signed)) yes = true;
    if (event.kind === "renew" && yes && (ownPage || signed)) yes = true;
    if (
      event.kind === "undo" &&
      before &&
      event.by.kind === "person" &&
      event.by.signatoryId === "self"
    )
      yes = true;
    if (["withdraw", "refuse"].includes(event.kind)) [before, yes] = [yes || before, false];
    if (["revoke", "expire", "invalidate", "request"].includes(event.kind))
      [before, yes] = [false, false];
    if (event.kind === "erase") erased = true;
  }
  return yes && !erased;
}

test("no history reaches an open state without the signatory's own yes, or a signed form, since it was last closed", () => {
  let opened = 0;
  fc.assert(
    fc.property(histories, (history) => {
      let slot = voiceSlot();
      const accepted: { event: ConsentEvent; now: string; policy: { coolingOffHours: number } }[] =
        [];
      for (const { event, circumstances } of history) {
        const outcome = applyConsentEvent(slot, event, circumstances);
        if (!outcome.accepted) continue;
        slot = outcome.slot;
        accepted.push({ event, now: circumstances.now, policy: circumstances.policy });
        if (!isOpenState(slot.state)) continue;
        opened += 1;
        expect(mayBeOpen(accepted)).toBe(true);
      }
    }),
    runs,
  );
  // Without this the property could hold because nothing ever opened.
  expect(opened).toBeGreaterThan(100);
});

test("after an erasure nothing opens any more, whatever comes", () => {
  fc.assert(
    fc.property(histories, fc.array(events, { maxLength: 20 }), (history, more) => {
      const erased = voiceSlot({ state: "erased", closedAt: start });
      let slot = erased;
      for (const event of [...history.map((step) => step.event), ...more]) {
        const outcome = applyConsentEvent(slot, event, at(addDays(start, 1)));
        if (outcome.accepted) slot = outcome.slot;
        expect(slot.state).toBe("erased");
      }
    }),
    runs,
  );
});

test("staff, authorities and the clock together never open anything without a signed form", () => {
  fc.assert(
    fc.property(histories, (history) => {
      let slot = voiceSlot();
      for (const { event, circumstances } of history) {
        if (event.by.kind === "person") continue;
        if ("indication" in event && event.indication.channel === "paper") continue;
        const outcome = applyConsentEvent(slot, event, circumstances);
        if (outcome.accepted) slot = outcome.slot;
        expect(isOpenState(slot.state)).toBe(false);
      }
    }),
    runs,
  );
});
