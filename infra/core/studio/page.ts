import type { Scope } from "../consent/consent.ts";
import type { SlotState } from "../consent/states.ts";
import type { Role, Situation } from "../speaker.ts";
import type { StudioArea } from "./access.ts";
import type { EditScreen } from "./page-editing.ts";
import type { ProjectScreen } from "./page-projects.ts";
import type { RunningScreen } from "./page-running.ts";
import type { StudioRole } from "./person.ts";
import type { SoundHint } from "./sound-hints.ts";
import type { Standing } from "./standing.ts";
import type { FormFields } from "./story-form.ts";

/** What surrounds every page of the studio. */
export type StudioFrame = {
  /** Absent before signing in. */
  readonly person?: { readonly id: string; readonly name: string; readonly role: StudioRole };
  /** Bound to the session; every form carries it. Absent before a session. */
  readonly formToken?: string;
  /** Address that a change of language comes back to. */
  readonly place: string;
  readonly area?: StudioArea;
  /** What just happened, by the words of the site. */
  readonly notice?: StudioNotice;
  /** What went wrong, in the reader's words. */
  readonly problem?: string;
  /** The text, by its browser's name for it, that this page was sent and shows again, because it was not saved. */
  readonly answers?: string;
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
  "trying-again",
  "follow-up-done",
  "withdrawn",
  "paper-recorded",
  "draft-saved",
  "draft-dropped",
  "words-saved",
  "words-cut",
  "words-read",
  "words-timing",
  "date-set",
  "date-lifted",
  "project-published",
  "project-off",
  "project-restored",
  "project-chosen",
  "person-left",
  "task-done",
  "reminder-noted",
  "erasure-off",
  "erased",
  "erasure-prepared",
  "settings-changed",
  "show-saved",
  "job-again",
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

/** Screens of recording, and of where stories stand. */
export type StoryScreen =
  | {
      readonly name: "record";
      /** As a phone keeps it: nobody is named, and what is recorded waits. */
      readonly isOffline: boolean;
      readonly shows: readonly {
        readonly slug: string;
        readonly title: string;
        readonly language: string;
      }[];
      /** Earlier stories that this one may follow up. */
      readonly stories: readonly { readonly id: string; readonly title: string }[];
      /** What was filled in, when something in it has to be mended. */
      readonly fields: FormFields;
    }
  | {
      readonly name: "board";
      readonly rows: readonly BoardRow[];
      readonly filter: {
        readonly text: string;
        readonly show: string;
        readonly standing: string;
        readonly isMine: boolean;
      };
      readonly shows: readonly { readonly slug: string; readonly title: string }[];
      /** Address of the stories behind these. */
      readonly next?: string;
      readonly due: readonly DueRow[];
      readonly mayRecord: boolean;
    }
  | ({ readonly name: "story" } & StoryPage)
  | {
      readonly name: "agenda";
      readonly due: readonly DueRow[];
      /** Shown once, when it was made. */
      readonly address?: string;
    }
  | {
      readonly name: "asked";
      readonly storyId: string;
      readonly storyTitle: string;
      /** Everyone who was asked, with what only they may keep; shown once. */
      readonly people: readonly {
        readonly firstName: string;
        readonly isSelf: boolean;
        readonly url: string;
        readonly qr: { readonly path: string; readonly modules: number };
        readonly card?: { readonly front: string; readonly back: string };
      }[];
    };

export type BoardRow = {
  readonly id: string;
  readonly title: string;
  readonly firstNames: readonly string[];
  readonly showTitle: string;
  readonly createdAt: string;
  readonly standing: Standing;
  /** What went wrong, in the reader's words. */
  readonly problem?: string;
};

export type DueRow = {
  readonly kind: "renewal" | "end" | "follow-up" | "release";
  readonly on: string;
  readonly isOverdue: boolean;
  readonly storyId: string;
  readonly title: string;
  readonly months?: number;
};

/** What is live on a story's page, and fetched again while it is worked on. */
export type StoryState = {
  readonly standing: Standing;
  readonly stage: "received" | "ready" | "failed" | "erased";
  readonly stepsDone: readonly string[];
  readonly problem?: string;
};

export type StoryPage = {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly showTitle: string;
  readonly createdAt: string;
  readonly recordedBy?: string;
  readonly state: StoryState;
  /** It should be done by now: whatever worked on it has stopped. */
  readonly isSlow: boolean;
  readonly sound?: {
    readonly durationSeconds: number;
    readonly before: Loudness;
    readonly after: Loudness;
    readonly hints: readonly SoundHint[];
  };
  /** Timed words, one line for each caption. */
  readonly words: readonly {
    readonly speaker?: string;
    readonly startSeconds: number;
    readonly text: string;
  }[];
  readonly wordsProblem?: string;
  readonly voices: readonly VoiceRow[];
  readonly followUps: readonly { readonly months: number; readonly dueOn: string }[];
  readonly url?: string;
  readonly mayAsk: boolean;
  /** Held back until somebody lifts it; a date. */
  readonly heldUntil?: string;
  /** Scopes that a signed form can cover now. */
  readonly scopes: readonly Scope[];
};

type Loudness = { readonly integratedLufs: number; readonly truePeakDbtp: number };

export type VoiceRow = {
  readonly id: string;
  readonly firstName: string;
  /** Where it is not the language of the story. */
  readonly language?: string;
  readonly role: Role;
  readonly situation: Situation["kind"];
  readonly blockedBy?: string;
  readonly signatories: readonly {
    readonly id: string;
    readonly askedAt?: string;
    readonly answers: readonly { readonly scope: Scope; readonly state: SlotState }[];
  }[];
};

export type StudioScreen = AccountScreen | StoryScreen | EditScreen | ProjectScreen | RunningScreen;
