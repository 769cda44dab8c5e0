import type { Scope } from "#core/consent/consent";
import { durations } from "#core/consent/terms";
import type { Notice } from "#core/consent/notice";
import type { Question } from "#pipeline/participant/participant-view";
import { pathOf, progressOf, stepBefore } from "../journey.ts";
import { looks } from "./naming.ts";
import { buttons, lines, type ScreenContent, submit, type Visit } from "../visit.ts";

type ScopeKey = keyof Notice["scopes"] & string;

/** What has to be known before answering, one idea a line. */
const explained: Readonly<Record<Scope, readonly ScopeKey[]>> = {
  voice: ["voice-explain"],
  transcript: ["transcript-explain", "transcript-condition"],
  name: ["name-explain"],
  portrait: ["portrait-explain"],
  platforms: ["platforms-explain", "platforms-copies", "platforms-delay"],
  reuse: ["reuse-explain", "reuse-copies"],
};

/** One question: yes and no of the same size, nothing chosen beforehand. */
export function questionScreen(visit: Visit, question: Question, knows: boolean): ScreenContent {
  const { view, say } = visit;
  const { scope, shownHash = "" } = question;
  const step = `question/${scope}` as const;
  const hidden = { montre: shownHash, ...(knows ? { connu: "1" } : {}) };
  return {
    head: say.line("scopes", `${scope}-question`),
    ...progressOf(view, step),
    blocks: [
      lines(say.lines("scopes", ...explained[scope])),
      ...(scope === "name"
        ? [looks(visit, shownHash)]
        : [
            buttons(
              pathOf(step),
              [
                submit(say.line("buttons", "yes"), "answer", "oui"),
                submit(say.line("buttons", "no"), "answer", "non"),
              ],
              hidden,
            ),
          ]),
    ],
    back: stepBefore(view, step),
    later: `${pathOf(step)}?montre=${shownHash}`,
  };
}

export function durationScreen({ view, say }: Visit): ScreenContent {
  const isMinor = view.situation === "minor";
  return {
    head: say.line("duration", "question"),
    ...progressOf(view, "duree"),
    blocks: [
      buttons(
        "/voix/duree",
        durations.map((duration) => submit(say.line("duration", duration), "answer", duration)),
      ),
      lines(
        say.lines(
          "duration",
          "end",
          "before-end",
          "yearly",
          ...(isMinor ? ["turning-18" as const] : []),
        ),
      ),
    ],
    back: stepBefore(view, "duree"),
    later: "/voix/plus-tard",
  };
}

/** Shows whether we were clear; a wrong answer says the sentence again. */
export function understandingScreen({ view, say }: Visit, wasWrong: boolean): ScreenContent {
  const { understanding } = view;
  if (understanding.outcome === "understood") throw new RangeError("nothing is left to ask");
  const { question, offerHelp } = understanding;
  const [section, key] = question.again;
  const again =
    section === "opening"
      ? say.line("opening", key as keyof Notice["opening"] & string)
      : section === "withdrawal"
        ? say.line("withdrawal", key as keyof Notice["withdrawal"] & string)
        : say.line("scopes", key as ScopeKey);
  return {
    head: say.line("understanding", question.question as keyof Notice["understanding"] & string),
    ...progressOf(view, "compris"),
    blocks: [
      ...(wasWrong
        ? [
            {
              kind: "problem" as const,
              lines: [
                say.line("understanding", "not-quite"),
                again,
                ...(offerHelp ? say.lines("understanding", "help") : []),
              ],
            },
          ]
        : [lines(say.lines("understanding", "intro"))]),
      buttons(
        "/voix/compris",
        question.choices.map((choice) =>
          submit(
            say.line("understanding", choice as keyof Notice["understanding"] & string),
            "answer",
            choice,
          ),
        ),
        { question: question.id },
      ),
    ],
    back: stepBefore(view, "compris"),
    later: "/voix/plus-tard",
  };
}

/** A yes in one's own voice, for those who like: skipping it is as large as doing it. */
export function spokenScreen({ view, say }: Visit): ScreenContent {
  return {
    head: say.line("spoken", "offer"),
    ...progressOf(view, "voix-haute"),
    blocks: [
      lines(say.lines("spoken", "free", "private", "example")),
      {
        kind: "form",
        action: "/voix/voix-haute",
        hasFile: true,
        fields: [
          {
            kind: "recording",
            name: "son",
            secondsMax: 30,
            labels: {
              record: say.line("buttons", "record"),
              again: say.line("buttons", "record-again"),
              stop: say.line("buttons", "stop"),
              failed: say.line("errors", "no-recording"),
            },
          },
        ],
        buttons: [
          submit(say.line("buttons", "next"), "answer", "garder"),
          submit(say.line("buttons", "skip"), "answer", "passer"),
        ],
      },
    ],
    back: stepBefore(view, "voix-haute"),
    later: "/voix/plus-tard",
  };
}

/** Everything that was answered, once more, before it counts. */
export function checkScreen(visit: Visit): ScreenContent {
  const { view, say } = visit;
  const { draft } = view;
  const words = { yes: "given", no: "refused", later: "deferred" } as const;
  const marks = { yes: "yes", no: "no", later: "waiting" } as const;
  const said = (scope: Scope) => draft.answers.find((one) => one.scope === scope)?.answer;
  const misses = said("voice") === "yes" && said("transcript") !== "yes";
  const saysYes = draft.answers.some(({ answer }) => answer === "yes");
  return {
    head: say.line("card", "agreed"),
    ...progressOf(view, "verifier"),
    blocks: [
      {
        kind: "answers",
        rows: view.questions.flatMap(({ scope }) => {
          const given = draft.answers.find((one) => one.scope === scope);
          if (given === undefined) return [];
          return [
            {
              label: say.line("receipt", scope),
              answer: say.line("receipt", words[given.answer]).text,
              mark: marks[given.answer],
              details: given.nameChoice === undefined ? [] : [nameLine(visit, given.nameChoice)],
              change: { address: `/voix/question/${scope}`, label: say.line("buttons", "back") },
            },
          ];
        }),
      },
      ...(saysYes && draft.duration !== undefined
        ? [lines([say.line("duration", draft.duration)])]
        : []),
      ...(misses
        ? [{ kind: "problem" as const, lines: say.lines("scopes", "transcript-condition") }]
        : []),
      buttons("/voix/verifier", [submit(say.line("buttons", "confirm"), "main")]),
    ],
    back: stepBefore(view, "verifier"),
    later: "/voix/plus-tard",
  };
}

export function nameLine(
  { view, say }: Visit,
  choice: NonNullable<Question["nameChoice"]>,
): string {
  if (choice.kind === "none") return say.line("receipt", "name-hidden").text;
  const name = choice.kind === "real" ? (view.story?.firstName ?? "…") : choice.name;
  return say.line("receipt", "name-shown", { name }).text;
}
