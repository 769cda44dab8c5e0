import type { LooseCard, Side } from "./card-merge.ts";
import type { ChoiceList } from "./project-fields.ts";

/** Where a project stands, as a row and as the head of its page. */
export type ProjectStanding = {
  /** Readers see a page of it. */
  readonly isPublic: boolean;
  /** The studio has words that readers do not see yet. */
  readonly hasDraft: boolean;
  /** The studio and the other side say different things. */
  readonly waitsFor?: "file" | "import";
};

/** Something to choose from, in the reader's language. */
export type FormChoice = { readonly key: string; readonly label: string };

/** Why a field is refused. */
export type FieldProblem = { readonly field: string; readonly text: string };

/** A field of which there are two versions, each in lines. */
export type DifferenceRow = {
  readonly field: string;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  readonly suggested?: Side;
};

/** Screens of the project pages' own people. */
export type ProjectScreen =
  | {
      readonly name: "projects";
      readonly rows: readonly (ProjectStanding & {
        readonly slug: string;
        readonly title: string;
        readonly holder: string;
      })[];
      /** What became of files that were taken in. */
      readonly takenIn?: readonly {
        readonly file: string;
        readonly outcome: "unchanged" | "draft" | "to-choose" | "refused";
        readonly problem?: string;
      }[];
    }
  | ({ readonly name: "project"; readonly isNew: boolean } & ProjectStanding & ProjectPage)
  | {
      readonly name: "differences";
      /** Address of the page that they belong to: a project's or a show's. */
      readonly at: string;
      readonly slug: string;
      readonly title: string;
      readonly from: "file" | "import" | "tab";
      readonly revision: number;
      readonly rows: readonly DifferenceRow[];
      /** What this person wrote, where somebody else was quicker. */
      readonly carried?: string;
    }
  /** The Markdown of a card as its page shows it. */
  | { readonly name: "presentation"; readonly text: string }
  | ({ readonly name: "kit" } & Kit);

export type ProjectPage = {
  readonly slug: string;
  readonly title: string;
  /** The newest revision; 0 while only the file has it. */
  readonly revision: number;
  readonly card: LooseCard;
  readonly problems: readonly FieldProblem[];
  /** They were just refused, rather than what is still to be written. */
  readonly isRefused: boolean;
  readonly choices: Readonly<Record<ChoiceList, readonly FormChoice[]>>;
  readonly history: readonly {
    readonly revision: number;
    readonly at: string;
    readonly by: string;
    readonly why: "saved" | "restored" | "imported" | "duplicated" | "chosen";
    readonly isPublic: boolean;
  }[];
  readonly hasFile: boolean;
};

/** What others need to show, link or print something public. */
export type Kit = {
  readonly of: "story" | "project";
  readonly title: string;
  /** The page of the studio that it belongs to. */
  readonly back: string;
  /** Absent while it is not public: then there is nothing to take away. */
  readonly taken?: {
    readonly url: string;
    readonly text: string;
    readonly imageUrl?: string;
    readonly embed?: string;
    readonly oembedUrl?: string;
    readonly feedUrl?: string;
    readonly qr: { readonly path: string; readonly modules: number };
  };
};
