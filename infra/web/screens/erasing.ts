import type { VoixBlock } from "#core/consent/voix-page";
import { home } from "../journey.ts";
import { lines, type ScreenContent, submit, type Visit } from "../visit.ts";

/** What erasing is, before it is asked: an own code erases now, without one it waits. */
export function eraseScreen(visit: Visit, problem: readonly VoixBlock[]): ScreenContent {
  const { view, say } = visit;
  const isOwn = view.audience === "self";
  const hasCode = isOwn && view.capabilities.includes("erase-confirm");
  return {
    head: say.line("erasure", "question"),
    blocks: [
      ...problem,
      lines(say.lines("erasure", "first-close", "what", "final")),
      lines(say.lines("withdrawal", "free", "no-reason", "copies-remain")),
      {
        kind: "form",
        action: "/voix/effacer",
        fields:
          hasCode || !isOwn
            ? []
            : [
                {
                  kind: "text",
                  name: "code",
                  label: say.line("erasure", "with-code"),
                  lengthMax: 60,
                  isCode: true,
                },
              ],
        buttons: [submit(say.line("buttons", "erase"), "closing")],
      },
      ...(hasCode ? [] : [lines(say.lines("erasure", "without-code"))]),
      {
        kind: "links",
        links: [
          { address: home, label: say.line("buttons", "keep"), tone: "answer" },
          // Afterwards nobody has a copy to give.
          ...(view.capabilities.includes("view")
            ? [
                {
                  address: "/voix/telecharger",
                  label: say.line("buttons", "download"),
                  tone: "answer" as const,
                },
              ]
            : []),
        ],
      },
    ],
    back: home,
  };
}

/** Everything is closed, and a second contact comes before anything is destroyed. */
export function erasureWaitsScreen(visit: Visit): ScreenContent {
  const { say } = visit;
  return {
    head: say.line("erasure", "waiting"),
    blocks: [
      lines(say.lines("erasure", "without-code")),
      lines(say.lines("rights", "answer-time")),
      takedownBlock(visit),
    ],
    back: home,
  };
}

/** The report: every address with the time at which it was seen closed, and what no one can take back. */
export function erasedScreen(visit: Visit, backupDays: number): ScreenContent {
  const { view, say } = visit;
  const [takedown] = view.takedowns;
  return {
    head: say.line("erasure", "done"),
    blocks: [
      lines([
        ...say.lines("withdrawal", "free", "copies-remain", "platforms-told"),
        ...(backupDays > 0 ? [say.line("erasure", "backups", { days: String(backupDays) })] : []),
        ...(takedown === undefined || takedown.closed ? [] : say.lines("withdrawal", "checking")),
      ]),
      takedownBlock(visit),
    ],
  };
}

/** Every address that there ever was, with what a stranger got there. */
export function takedownBlock({ view, moment }: Visit): VoixBlock {
  const [takedown] = view.takedowns;
  return {
    kind: "addresses",
    rows: (takedown?.probes ?? []).map(({ path, status, at }) => ({
      address: path,
      isOpen: status !== 410,
      ...(status === 410 ? { closedAt: moment(at) } : {}),
    })),
  };
}
