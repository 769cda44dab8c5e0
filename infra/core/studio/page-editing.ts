import type { RowHint } from "../transcript/row-hints.ts";
import type { WordsRow } from "../transcript/row-edits.ts";
import type { ThirdParty } from "../transcript/third-parties.ts";

/** Screens on which what a story says is put right. */
export type EditScreen =
  ({ readonly name: "words" } & WordsPage) | ({ readonly name: "details" } & DetailsPage);

export type DetailsPage = {
  readonly id: string;
  /** What is written in the form: as it is, or as somebody sent it. */
  readonly fields: {
    readonly title: string;
    readonly summary: string;
    readonly trade: string;
    readonly place: string;
    readonly recordedOn: string;
    readonly themes: readonly string[];
  };
  /** Tells what the form began from. */
  readonly mark: string;
  /** Themes and trades that stories have already. */
  readonly knownThemes: readonly string[];
  readonly knownTrades: readonly string[];
  /** A date until which the story is held back, or nothing. */
  readonly heldUntil: string;
  readonly isLive: boolean;
  readonly endsYeses: boolean;
};

export type WordsPage = {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly voices: readonly {
    readonly id: string;
    readonly firstName: string;
    /** Where it is not the language of the story. */
    readonly language: string | undefined;
  }[];
  readonly rows: readonly (WordsRow & {
    readonly hints: readonly RowHint[];
    /** When each of its words begins, as they were timed; empty where nobody knows. */
    readonly wordStarts: readonly number[];
  })[];
  /** What tells the words that this began from; and the version of the draft, 0 without one. */
  readonly mark: string;
  readonly version: number;
  /** Somebody began to correct: what is shown is not what the story says yet. */
  readonly draft?: {
    readonly savedAt: string;
    readonly savedBy: string;
    /** The story's own words have changed since. */
    readonly isStale: boolean;
  };
  /** Another draft was kept meanwhile: its version, which may be replaced knowingly. */
  readonly other?: number;
  readonly thirdParties: readonly ThirdParty[];
  /** Words that no person wrote and none has read yet. */
  readonly needsReview: boolean;
  readonly translations: readonly {
    readonly language: string;
    readonly needsReview: boolean;
    readonly lines: number;
  }[];
  /** What the words were before earlier corrections, the newest first. */
  readonly former: readonly {
    readonly id: string;
    readonly at: string;
    readonly by: string;
    readonly firstLine: string;
    /** Going back to it brings passages of the recording back, or takes others out. */
    readonly isOtherSound: boolean;
  }[];
  /** Yeses end when this is made the words of the story. */
  readonly endsYeses: boolean;
};
