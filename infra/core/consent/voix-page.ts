import type { NoticeLocale, Pictogram } from "./notice.ts";
import type { VoicePalette } from "../picture/voice-palette.ts";

/** One idea, as a person meets it: words, a drawing, and the recording that reads them aloud. */
export type VoixLine = {
  readonly text: string;
  readonly picto: Pictogram;
  /** Address of the recording; absent where there is none. */
  readonly audio?: string;
};

/** What surrounds every screen of a participant. */
export type VoixFrame = {
  readonly language: NoticeLocale;
  readonly direction: "ltr" | "rtl";
  readonly languages: readonly { readonly code: NoticeLocale; readonly name: string }[];
  /** Address that a change of language comes back to. */
  readonly place: string;
  /** Bound to the session; every form carries it. Absent before a session. */
  readonly formToken?: string;
  /** The colour of this voice, as on its public page. */
  readonly palette: VoicePalette;
  readonly labels: Readonly<
    Record<"language" | "readAloud" | "stop" | "done" | "back" | "later", VoixLine>
  >;
};

/** What a button or link stands for, and so how it looks; yes and no look alike in size and weight. */
export type VoixTone = "main" | "answer" | "quiet" | "closing";

export type VoixButton = {
  readonly label: VoixLine;
  readonly tone: VoixTone;
  /** The field that it sends. */
  readonly name?: string;
  readonly value?: string;
};

export type VoixField =
  | { readonly kind: "hidden"; readonly name: string; readonly value: string }
  | {
      readonly kind: "text";
      readonly name: string;
      readonly label: VoixLine;
      readonly value?: string;
      readonly lengthMax: number;
      /** A code reads from left to right in every language. */
      readonly isCode?: boolean;
      readonly required?: boolean;
    }
  | {
      readonly kind: "several";
      readonly name: string;
      readonly options: readonly { readonly value: string; readonly label: VoixLine }[];
    }
  /** A spoken yes: a file that a phone records by itself, or the page's own recorder. */
  | {
      readonly kind: "recording";
      readonly name: string;
      readonly labels: Readonly<Record<"record" | "again" | "stop" | "failed", VoixLine>>;
      readonly secondsMax: number;
    };

export type VoixMark = "yes" | "no" | "waiting";

export type VoixBlock =
  | { readonly kind: "lines"; readonly lines: readonly VoixLine[] }
  /** Something did not go as hoped: in plain words, read out at once by a screen reader. */
  | { readonly kind: "problem"; readonly lines: readonly VoixLine[] }
  /** Something went well. */
  | { readonly kind: "good"; readonly lines: readonly VoixLine[] }
  | {
      readonly kind: "sound";
      readonly label: VoixLine;
      readonly noSound: VoixLine;
      readonly sources: readonly { readonly address: string; readonly mimeType: string }[];
      readonly waveform: readonly number[];
    }
  | {
      readonly kind: "words";
      readonly label: VoixLine;
      readonly language: string;
      readonly title: string;
      readonly summary: string;
      readonly turns: readonly { readonly speaker?: string; readonly text: string }[];
    }
  /** How the head of the public page looks with a name. */
  | {
      readonly kind: "look";
      readonly caption: VoixLine;
      readonly language: string;
      readonly title: string;
      /** Address that a choice is sent to, as `name`. */
      readonly action: string;
      readonly looks: readonly {
        readonly label: VoixLine;
        /** Empty where no name is shown. */
        readonly name: string;
        /** A choice made at once, or the screen on which it is made. */
        readonly way: { readonly value: string } | { readonly address: string };
      }[];
    }
  | {
      readonly kind: "form";
      /** Address that it is sent to. */
      readonly action: string;
      readonly fields: readonly VoixField[];
      readonly buttons: readonly VoixButton[];
      readonly hasFile?: boolean;
    }
  | {
      readonly kind: "links";
      readonly links: readonly {
        readonly address: string;
        readonly label: VoixLine;
        readonly tone: VoixTone;
        readonly isDownload?: boolean;
      }[];
    }
  /** What was answered, line by line. */
  | {
      readonly kind: "answers";
      readonly rows: readonly {
        readonly label: VoixLine;
        readonly answer: string;
        readonly mark: VoixMark;
        readonly details: readonly string[];
        /** Where the answer can be changed. */
        readonly change?: { readonly address: string; readonly label: VoixLine };
      }[];
    }
  /** Addresses, each open or with the time at which it was seen closed. */
  | {
      readonly kind: "addresses";
      readonly rows: readonly {
        readonly address: string;
        readonly isOpen: boolean;
        /** As the reader writes it. */
        readonly closedAt?: string;
      }[];
    }
  /** Small print that has to be there. */
  | { readonly kind: "facts"; readonly facts: readonly string[] }
  /** Prints this page; a browser without scripts has a menu for it. */
  | { readonly kind: "print"; readonly label: VoixLine }
  /** The card, both sides, drawn by core/consent/card.ts. */
  | { readonly kind: "card"; readonly front: string; readonly back: string };

/** One screen: one idea, and the ways on from it. */
export type VoixScreen = {
  readonly kind: "voix-screen";
  readonly frame: VoixFrame;
  readonly head: VoixLine;
  readonly blocks: readonly VoixBlock[];
  /** How far a person is. */
  readonly progress?: { readonly step: number; readonly of: number };
  /** Where "back" leads. */
  readonly back?: string;
  /** Whether "decide later" is offered, and where it is sent. */
  readonly later?: string;
  /** Whether "I'm done" is offered: in every session. */
  readonly hasDone: boolean;
  /** Takes the secret out of the address bar, and a code out of the part behind #. */
  readonly cleanAddress?: string;
  /** What was read does not stay on the device. */
  readonly forgets?: boolean;
};

export type VoixContent = VoixScreen;
