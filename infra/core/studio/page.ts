import type { StudioArea } from "./access.ts";
import type { StudioRole } from "./person.ts";

/** What surrounds every page of the studio. */
export type StudioFrame = {
  /** Absent before signing in. */
  readonly person?: { readonly name: string; readonly role: StudioRole };
  /** Bound to the session; every form carries it. Absent before a session. */
  readonly formToken?: string;
  /** Address that a change of language comes back to. */
  readonly place: string;
  readonly area?: StudioArea;
  /** What just happened, by the words of the site. */
  readonly notice?: StudioNotice;
  /** What went wrong, in the reader's words. */
  readonly problem?: string;
};

/** What a page can be told in its address (`?m=`) about the one before. */
export const studioNotices = [
  "signed-out",
  "session-over",
  "session-closed",
  "sessions-closed",
  "passkey-added",
  "passkey-removed",
  "saved",
] as const;
export type StudioNotice = (typeof studioNotices)[number];

export type StudioContent = {
  readonly kind: "studio";
  readonly frame: StudioFrame;
  readonly screen: StudioScreen;
};

/** Screens of coming in, and of one's own account. */
export type AccountScreen =
  | {
      readonly name: "sign-in";
      readonly email: string;
      readonly back: string;
      /** Messages land on a page of this machine. */
      readonly hasOutbox: boolean;
    }
  | { readonly name: "code"; readonly back: string; readonly hasOutbox: boolean }
  | {
      readonly name: "invitation";
      /** Absent when the link opens nothing (any more). */
      readonly invited?: { readonly name: string; readonly token: string };
    }
  | {
      readonly name: "outbox";
      readonly mails: readonly {
        readonly to: string;
        readonly subject: string;
        readonly text: string;
        readonly sentAt: string;
      }[];
    }
  | {
      readonly name: "account";
      readonly email: string;
      readonly personName: string;
      readonly language: "fr" | "en";
      readonly sessions: readonly {
        readonly id: string;
        readonly device: string;
        readonly how: "code" | "passkey" | "invitation";
        readonly seenAt: string;
        readonly isThisOne: boolean;
      }[];
      readonly passkeys: readonly {
        readonly id: string;
        readonly name: string;
        readonly createdAt: string;
        readonly usedAt?: string;
      }[];
    }
  /** Something was refused, or is not there; `problem` of the frame says what. */
  | { readonly name: "problem"; readonly back: string }
  | { readonly name: "not-here" }
  | { readonly name: "not-allowed" };

export type StudioScreen = AccountScreen;
