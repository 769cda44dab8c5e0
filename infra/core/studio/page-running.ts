import type { RequesterStatistics } from "../consent/answer-statistics.ts";
import type { LooseCard } from "./card-merge.ts";
import type { FieldProblem } from "./page-projects.ts";
import type { StudioRole } from "./person.ts";
import type { SettingName, SettingRange, Settings } from "./settings.ts";

/** Screens on which the place is run. */
export type RunningScreen =
  | ({ readonly name: "team" } & TeamPage)
  | ({ readonly name: "copies" } & CopiesPage)
  | ({ readonly name: "consents" } & ConsentsPage)
  | ({ readonly name: "upkeep" } & UpkeepPage)
  | ({ readonly name: "receipts" } & ReceiptsPage)
  | ({ readonly name: "show" } & ShowPage);

/** What was seen of every address of a story each time it was closed, the newest first. */
export type ReceiptsPage = {
  readonly storyId: string;
  readonly storyTitle: string;
  readonly takedowns: readonly {
    readonly id: string;
    readonly at: string;
    readonly closed: boolean;
    readonly probes: readonly {
      readonly path: string;
      readonly status: number;
      readonly at: string;
    }[];
  }[];
};

export type ShowPage = {
  readonly slug: string;
  readonly isNew: boolean;
  readonly show: LooseCard;
  /** The newest revision; 0 while only the file has it. */
  readonly revision: number;
  readonly problems: readonly FieldProblem[];
  /** Of the picture as it is now. */
  readonly pictureUrl: string | undefined;
  readonly hasFile: boolean;
  /** The repository's file says something else by now. */
  readonly fileChanged: boolean;
  readonly history: readonly {
    readonly revision: number;
    readonly at: string;
    readonly by: string;
  }[];
};

export type TeamPage = {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: StudioRole;
    readonly state: "invited" | "joined" | "left";
    readonly isSelf: boolean;
  }[];
  /** An invitation that was just made; shown once. */
  readonly invited?: { readonly email: string; readonly url: string; readonly isSent: boolean };
};

type Named = { readonly id: string; readonly name: string };

export type CopiesPage = {
  readonly recipients: readonly (Named & {
    readonly kind: "app" | "directory" | "search" | "partner";
    readonly how: string;
    readonly owner: string;
    readonly dueDays: number;
    readonly stories: number;
    readonly isRetired: boolean;
  })[];
  readonly tasks: readonly {
    readonly id: string;
    readonly recipient: string;
    readonly how: string;
    readonly owner: string;
    readonly storyId: string;
    readonly storyTitle: string;
    readonly dueAt: string;
    readonly isLate: boolean;
  }[];
  /** Who can be made to ask. */
  readonly people: readonly Named[];
};

export type ConsentsPage = {
  /** Whom to speak to. */
  readonly reminders: readonly {
    readonly storyId: string;
    readonly storyTitle: string;
    readonly speakerId: string;
    readonly signatoryId: string;
    readonly firstName: string;
    readonly kind: "renewal" | "yearly" | "ended";
    readonly since: string;
    readonly endsAt?: string;
  }[];
  /** Everything of these is closed; what is left is to reach the person a second time. */
  readonly erasures: readonly {
    readonly storyId: string;
    readonly storyTitle: string;
    readonly askedAt: string;
    readonly answerBy: string;
    readonly isUrgent: boolean;
  }[];
  readonly mayErase: boolean;
  readonly notices: readonly {
    readonly locale: string;
    readonly version: string;
    readonly hash: string;
  }[];
  readonly settings: {
    readonly values: Settings;
    readonly ranges: Readonly<Record<SettingName, SettingRange>>;
    readonly paperNeedsConfirmation: boolean;
    /** What a change has to name, so that it is nobody else's that it undoes. */
    readonly version: number;
    readonly mayChange: boolean;
    /** The audit: what was changed, the newest first. */
    readonly changes: readonly {
      readonly at: string;
      readonly by: string;
      readonly changed: readonly {
        readonly name: SettingName;
        readonly from: number;
        readonly to: number;
      }[];
    }[];
  };
  /** Closed, or never answered, for longer than recordings of closed stories are kept; the longest first. */
  readonly closedLong: readonly {
    readonly storyId: string;
    readonly storyTitle: string;
    readonly since: string;
    /** Otherwise nobody ever said anything about it. */
    readonly isAnswered: boolean;
  }[];
  /** How answers came about, by who asked; for administrators. */
  readonly statistics?: readonly (RequesterStatistics & { readonly name: string })[];
};

/** What is looked at to tell whether everything works. */
export const healthChecks = ["records", "files", "public", "queue", "ledger"] as const;
export type HealthCheck = (typeof healthChecks)[number];

export type UpkeepPage = {
  readonly health: readonly { readonly check: HealthCheck; readonly isWell: boolean }[];
  readonly deadJobs: readonly {
    readonly id: string;
    readonly kind: string;
    readonly storyId?: string;
    readonly attempts: number;
    /** In the reader's words. */
    readonly reason: string;
    readonly diedAt: string;
  }[];
  readonly takedowns: readonly {
    readonly storyId: string;
    readonly storyTitle: string;
    readonly at: string;
    readonly closed: boolean;
    readonly addresses: number;
  }[];
  readonly shows: readonly {
    readonly title: string;
    readonly slug: string;
    /** Absent where there is none, or it is no JPEG. */
    readonly artwork?: {
      readonly widthPx: number;
      readonly heightPx: number;
      readonly bytes: number;
    };
    readonly isWell: boolean;
  }[];
  /** What was found when somebody asked for it. */
  readonly ledger?: {
    readonly isWhole: boolean;
    readonly entries: number;
    readonly published: number;
    readonly faults: readonly string[];
  };
  readonly storage?: readonly {
    readonly folder: string;
    readonly files: number;
    readonly bytes: number;
  }[];
  readonly backup?: {
    readonly name: string;
    readonly folder: string;
    readonly files: number;
    readonly bytes: number;
  };
  /** A copy of the records can be made from here. */
  readonly mayBackUp: boolean;
};
