import type { ConsentEventKind } from "./events.ts";
import type { SlotState } from "./states.ts";

/** Why an event was refused. A refusal changes nothing. */
export type ConsentRefusal =
  | "consent-erased"
  | "consent-not-requested"
  | "consent-not-previewed"
  | "consent-already-given"
  | "consent-not-given"
  | "consent-nothing-to-confirm"
  | "consent-nothing-to-undo"
  | "consent-withdraw-first"
  | "consent-too-early"
  | "consent-not-due"
  | "consent-staff-cannot-grant"
  | "consent-other-signatory"
  | "consent-code-cannot-widen"
  | "consent-not-entitled"
  | "consent-confirm-alone"
  | "consent-evidence-missing"
  | "consent-paper-date"
  | "consent-content-changed"
  | "consent-would-widen"
  | "consent-end-passed"
  | "consent-revoked-by-authority"
  | "consent-erase-unconfirmed";

/** One cell: the next state, or the refusal. `paper` marks a yes that only a signed form can bring here. */
export type Cell =
  { readonly to: SlotState; readonly only?: "paper" } | { readonly refused: ConsentRefusal };

const to = (state: SlotState): Cell => ({ to: state });
const byPaper = (state: SlotState): Cell => ({ to: state, only: "paper" });
const no = (refused: ConsentRefusal): Cell => ({ refused });

type Row = Readonly<Record<ConsentEventKind, Cell>>;

/** Taking back, refusing and revoking are heard in every state: closing is always safe (I12). */
const closing = {
  withdraw: to("withdrawn"),
  revoke: to("revoked"),
} as const;

/** Nothing was agreed to, so there is nothing to confirm, narrow, end or prolong. */
const nothingAgreed = {
  confirm: no("consent-nothing-to-confirm"),
  narrow: no("consent-not-given"),
  undo: no("consent-nothing-to-undo"),
  expire: no("consent-not-given"),
  "fall-due": no("consent-not-given"),
  renew: no("consent-not-given"),
} as const;

/** Closed for good until someone asks again: no yes, however old its link or form, opens it. */
const askAgain = {
  ...closing,
  ...nothingAgreed,
  request: to("requested"),
  preview: no("consent-not-requested"),
  defer: no("consent-not-requested"),
  grant: no("consent-not-requested"),
  erase: to("erased"),
} as const;

const open = {
  ...closing,
  request: no("consent-already-given"),
  defer: no("consent-already-given"),
  /** Saying no to what is public is a withdrawal, whatever the button was called. */
  refuse: to("withdrawn"),
  /** Only for other content, another name say; a longer time is a renewal. */
  grant: to("given"),
  confirm: no("consent-nothing-to-confirm"),
  undo: no("consent-nothing-to-undo"),
  expire: to("expired"),
  "fall-due": to("renewal-due"),
  renew: to("renewed"),
  invalidate: to("invalidated"),
  /** Closed first, cleaned up after (I17). */
  erase: no("consent-withdraw-first"),
} as const;

/**
 * The state machine of the consent note §2.2, complete: every state has an
 * answer to every event. What also depends on who acts, with what and when is
 * in core/consent/guards.ts.
 */
export const consentTable: Readonly<Record<SlotState, Row>> = {
  unknown: {
    ...askAgain,
    refuse: to("refused"),
    invalidate: to("unknown"),
  },
  requested: {
    ...closing,
    ...nothingAgreed,
    request: to("requested"),
    preview: to("previewed"),
    defer: to("deferred"),
    refuse: to("refused"),
    grant: byPaper("given"),
    invalidate: to("requested"),
    erase: to("erased"),
  },
  previewed: {
    ...closing,
    ...nothingAgreed,
    request: to("previewed"),
    preview: to("previewed"),
    defer: to("deferred"),
    refuse: to("refused"),
    grant: to("given"),
    invalidate: to("requested"),
    erase: to("erased"),
  },
  deferred: {
    ...closing,
    ...nothingAgreed,
    request: to("requested"),
    preview: to("previewed"),
    defer: to("deferred"),
    refuse: to("refused"),
    grant: byPaper("given"),
    invalidate: to("deferred"),
    erase: to("erased"),
  },
  refused: {
    ...closing,
    ...nothingAgreed,
    request: to("requested"),
    /** The same person, with their own link, may go back one screen. */
    preview: to("previewed"),
    defer: to("deferred"),
    refuse: to("refused"),
    grant: no("consent-not-requested"),
    invalidate: to("refused"),
    erase: to("erased"),
  },
  "pending-cooling": {
    ...closing,
    ...nothingAgreed,
    request: to("pending-cooling"),
    preview: to("pending-cooling"),
    defer: to("deferred"),
    refuse: to("refused"),
    grant: to("given"),
    confirm: to("given"),
    narrow: to("pending-cooling"),
    expire: to("expired"),
    invalidate: to("requested"),
    erase: to("erased"),
  },
  given: { ...open, preview: to("given"), narrow: to("given") },
  "renewal-due": { ...open, preview: to("renewal-due"), narrow: to("renewal-due") },
  renewed: { ...open, preview: to("renewed"), narrow: to("renewed") },
  withdrawn: {
    ...askAgain,
    undo: to("given"),
    refuse: to("withdrawn"),
    invalidate: to("withdrawn"),
  },
  revoked: {
    ...askAgain,
    withdraw: to("revoked"),
    refuse: to("revoked"),
    invalidate: to("revoked"),
  },
  expired: {
    ...askAgain,
    refuse: to("withdrawn"),
    expire: to("expired"),
    invalidate: to("expired"),
  },
  invalidated: { ...askAgain, refuse: to("withdrawn"), invalidate: to("invalidated") },
  erased: {
    request: no("consent-erased"),
    preview: no("consent-erased"),
    defer: no("consent-erased"),
    grant: no("consent-erased"),
    confirm: no("consent-erased"),
    narrow: no("consent-erased"),
    undo: no("consent-erased"),
    "fall-due": no("consent-erased"),
    renew: no("consent-erased"),
    refuse: to("erased"),
    withdraw: to("erased"),
    revoke: to("erased"),
    expire: to("erased"),
    invalidate: to("erased"),
    erase: to("erased"),
  },
};
