import type {
  VoixBlock,
  VoixButton,
  VoixLine,
  VoixScreen,
  VoixTone,
} from "#core/consent/voix-page";
import type { ParticipantView } from "#pipeline/participant/participant-view";
import type { Sentences } from "./sentences.ts";

/** What the screens of a session are made from. */
export type Visit = {
  readonly view: ParticipantView;
  readonly say: Sentences;
  /** A day as this reader writes it. */
  day(instant: string): string;
  /** A moment as this reader writes it, to the second. */
  moment(instant: string): string;
  readonly now: string;
};

/** A screen without what surrounds it. */
export type ScreenContent = Omit<VoixScreen, "kind" | "frame" | "hasDone">;

export const lines = (all: readonly VoixLine[]): VoixBlock => ({ kind: "lines", lines: all });

export const submit = (label: VoixLine, tone: VoixTone, value?: string): VoixButton => ({
  label,
  tone,
  ...(value === undefined ? {} : { name: "reponse", value }),
});

/** A form of buttons alone. */
export const buttons = (
  action: string,
  all: readonly VoixButton[],
  hidden: Readonly<Record<string, string>> = {},
): VoixBlock => ({
  kind: "form",
  action,
  fields: Object.entries(hidden).map(([name, value]) => ({ kind: "hidden", name, value })),
  buttons: all,
});
