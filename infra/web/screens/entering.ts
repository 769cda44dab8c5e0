import type { VoixBlock } from "#core/consent/voix-page";
import type { Sentences } from "../sentences.ts";
import { lines, type ScreenContent } from "../visit.ts";

/** The front door: a code from a card, or how else to come in. */
export function entryScreen(
  say: Sentences,
  options: {
    readonly problem: readonly VoixBlock[];
    readonly address: string;
    /** Too many tries: a withdrawal is still heard. */
    readonly onlyWithdraw?: boolean;
    readonly isInside?: boolean;
    /** Somebody has just answered on this device, and hands it to the next who must. */
    readonly isNext?: boolean;
  },
): ScreenContent {
  const { problem, address, onlyWithdraw = false, isInside = false, isNext = false } = options;
  return {
    head: isNext ? say.line("guardian", "turn") : say.line("card", "title"),
    ...(isNext ? { forgets: true } : {}),
    cleanAddress: "/voix/",
    blocks: [
      ...problem,
      ...(isInside
        ? [
            {
              kind: "links" as const,
              links: [
                { address: "/voix/moi", label: say.line("buttons", "next"), tone: "main" as const },
              ],
            },
          ]
        : []),
      {
        kind: "form",
        action: "/voix/ouvrir",
        fields: [
          ...(onlyWithdraw ? [{ kind: "hidden" as const, name: "pour", value: "retirer" }] : []),
          {
            kind: "text",
            name: "code",
            label: say.line("buttons", "code-field"),
            lengthMax: 200,
            isCode: true,
            required: true,
          },
        ],
        buttons: [
          onlyWithdraw
            ? { label: say.line("buttons", "withdraw"), tone: "closing" }
            : { label: say.line("buttons", "open"), tone: "main" },
        ],
      },
      lines([
        say.line("card", "step-code"),
        ...say.lines("later", "yours"),
        ...say.lines("opening", "your-yes", "no-consequence", "change-mind"),
        ...say.lines("end", "lost"),
        say.line("card", "no-phone", { address }),
      ]),
    ],
  };
}

/** A link was opened: nothing happens before somebody presses the button (scanners only look). */
export function linkScreen(say: Sentences, token: string): ScreenContent {
  return {
    head: say.line("card", "title"),
    cleanAddress: "/voix/",
    blocks: [
      lines(say.lines("opening", "listen-first", "your-yes", "no-consequence")),
      {
        kind: "form",
        action: `/voix/l/${token}`,
        fields: [],
        buttons: [{ label: say.line("buttons", "open"), tone: "main" }],
      },
    ],
  };
}

/** "I'm done": nothing is left on the device. */
export function doneScreen(say: Sentences): ScreenContent {
  return {
    head: say.line("buttons", "done"),
    forgets: true,
    blocks: [
      lines([
        ...say.lines("opening", "later", "change-mind"),
        ...say.lines("end", "keep-card", "lost"),
        ...say.lines("withdrawal", "how", "people"),
      ]),
      {
        kind: "links",
        links: [{ address: "/voix/", label: say.line("buttons", "open"), tone: "answer" }],
      },
    ],
  };
}

/** Something broke on our side. */
export function brokenScreen(say: Sentences): ScreenContent {
  return {
    head: say.line("errors", "technical"),
    blocks: [lines(say.lines("errors", "technical-unchanged"))],
    back: "/voix/",
  };
}
