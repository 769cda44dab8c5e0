import { durations } from "#core/consent/terms";
import type { VoixBlock } from "#core/consent/voix-page";
import { home } from "../journey.ts";
import { buttons, lines, type ScreenContent, submit, type Visit } from "../visit.ts";
import { openScopes, undoBlock } from "./afterwards.ts";
import { takedownBlock } from "./erasing.ts";

/** The second of two taps; what happens then is told before. */
export function withdrawScreen({ say }: Visit): ScreenContent {
  return {
    head: say.line("withdrawal", "confirm-question"),
    blocks: [
      lines(say.lines("withdrawal", "at-once", "free", "no-reason", "copies-remain")),
      buttons("/voix/retirer", [submit(say.line("buttons", "withdraw"), "closing", "tout")]),
      {
        kind: "links",
        links: [{ address: home, label: say.line("buttons", "keep"), tone: "answer" }],
      },
    ],
    back: home,
  };
}

/** Some of it: nothing is chosen for them. */
export function narrowScreen(visit: Visit, problem: readonly VoixBlock[]): ScreenContent {
  const { say } = visit;
  return {
    head: say.line("withdrawal", "choose"),
    blocks: [
      ...problem,
      {
        kind: "form",
        action: "/voix/moins",
        fields: [
          {
            kind: "several",
            name: "quoi",
            options: openScopes(visit).map((scope) => ({
              value: scope,
              label: say.line("receipt", scope),
            })),
          },
        ],
        buttons: [submit(say.line("buttons", "withdraw"), "closing")],
      },
      lines(say.lines("scopes", "transcript-condition")),
    ],
    back: home,
  };
}

/** Every address with the time at which it was seen closed, told as it is. */
export function withdrawnScreen(visit: Visit, isPart: boolean): ScreenContent {
  const { view, say } = visit;
  const [takedown] = view.takedowns;
  const isStillOpen = view.isPublic;
  return {
    head: say.line("withdrawal", isStillOpen || isPart ? "partly-done" : "done"),
    blocks: [
      lines(say.lines("withdrawal", "free", "copies-remain", "platforms-told")),
      ...(takedown === undefined || takedown.closed
        ? []
        : [lines(say.lines("withdrawal", "checking"))]),
      ...undoBlock(visit),
      {
        kind: "links",
        links: [{ address: "/voix/recu", label: say.line("receipt", "title"), tone: "answer" }],
      },
      // Last, because it is longer than a small screen: nothing to tap may lie behind it.
      ...(takedown === undefined ? [] : [takedownBlock(visit)]),
    ],
    back: home,
  };
}

/** Longer: each duration offered alike. */
export function renewScreen({ view, say }: Visit, problem: readonly VoixBlock[]): ScreenContent {
  const hidden = view.capabilities.includes("grant-once");
  return {
    head: say.line("later", "renew-question"),
    blocks: [
      ...problem,
      hidden
        ? buttons(
            "/voix/prolonger",
            durations.map((duration) => submit(say.line("duration", duration), "answer", duration)),
          )
        : {
            kind: "form",
            action: "/voix/prolonger",
            fields: [
              {
                kind: "text",
                name: "code",
                label: say.line("buttons", "code-field"),
                lengthMax: 60,
                isCode: true,
                required: true,
              },
            ],
            buttons: durations.map((duration) =>
              submit(say.line("duration", duration), "answer", duration),
            ),
          },
      lines(say.lines("duration", "end", "before-end", "yearly")),
    ],
    back: home,
  };
}
