import type { NameChoice } from "./consent.ts";
import type { Capability } from "./participant-secret.ts";

/** Who does something. A person is someone who opened a session with their own secret. */
export type Actor =
  | {
      readonly kind: "person";
      /** The role that the secret was issued to: `self`, `g1`, … */
      readonly signatoryId: string;
      /** What the secret may do now (core/consent/participant-secret.ts). */
      readonly capabilities: readonly Capability[];
      /** The staff member who handed the device over, where one did. */
      readonly assistedBy?: string;
    }
  | { readonly kind: "staff"; readonly staffId: string }
  /** A judge, the prison administration, the publisher as editor: an entity of its own (DPV: revoked). */
  | { readonly kind: "authority"; readonly reference: string }
  /** The schedule. It can only close (I15). */
  | { readonly kind: "clock" };

/** How a yes was shown. Paper is the one channel that staff records; its scan is the evidence. */
export type Indication =
  | { readonly channel: "page" }
  /** A spoken yes on top of the page's: the recording is kept as evidence. */
  | { readonly channel: "spoken"; readonly evidenceKey: string }
  | {
      readonly channel: "paper";
      readonly evidenceKey: string;
      /** When the form was signed; an older form never undoes a newer no. */
      readonly signedAt: string;
    };

/** What a yes is about and how long it holds. */
export type Terms = {
  /** Of the exact content that was heard, read or seen (core/consent/content.ts). */
  readonly contentHash: string;
  /** Only with the scope `name`. */
  readonly nameChoice?: NameChoice;
  /** ISO instant; none means until withdrawn. */
  readonly validUntil?: string;
};

/** Everything that can happen to one consent. */
export type ConsentEvent =
  | { readonly kind: "request"; readonly by: Actor }
  /** The person heard, read or saw exactly this content. */
  | { readonly kind: "preview"; readonly by: Actor; readonly contentHash: string }
  | { readonly kind: "defer"; readonly by: Actor }
  | { readonly kind: "refuse"; readonly by: Actor }
  | {
      readonly kind: "grant";
      readonly by: Actor;
      /** Who says yes; on paper, who signed. */
      readonly signatoryId: string;
      readonly indication: Indication;
      readonly terms: Terms;
    }
  /** The second yes, after the cooling-off delay and not through the coach. */
  | {
      readonly kind: "confirm";
      readonly by: Actor;
      readonly signatoryId: string;
      readonly indication: Indication;
    }
  | {
      readonly kind: "narrow";
      readonly by: Actor;
      readonly to: { readonly nameChoice?: NameChoice; readonly validUntil?: string };
    }
  | { readonly kind: "withdraw"; readonly by: Actor }
  /** Takes a withdrawal back, within the window, by the one it belongs to. */
  | { readonly kind: "undo"; readonly by: Actor }
  | { readonly kind: "revoke"; readonly by: Actor }
  | { readonly kind: "expire"; readonly by: Actor }
  | { readonly kind: "fall-due"; readonly by: Actor }
  | {
      readonly kind: "renew";
      readonly by: Actor;
      readonly signatoryId: string;
      readonly indication: Indication;
      /** The new end; none means until withdrawn. */
      readonly validUntil?: string;
    }
  | {
      readonly kind: "invalidate";
      readonly by: Actor;
      readonly because: "content-changed" | "notice-changed" | "proof-defect" | "turned-18";
    }
  | {
      readonly kind: "erase";
      readonly by: Actor;
      /** A second, independent contact with the person, where no secret confirms it. */
      readonly secondContact?: string;
    };
export type ConsentEventKind = ConsentEvent["kind"];

export const consentEventKinds = [
  "request",
  "preview",
  "defer",
  "refuse",
  "grant",
  "confirm",
  "narrow",
  "withdraw",
  "undo",
  "revoke",
  "expire",
  "fall-due",
  "renew",
  "invalidate",
  "erase",
] as const satisfies readonly ConsentEventKind[];
