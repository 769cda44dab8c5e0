import type { Scope } from "#core/consent/consent";
import { answerKeys } from "#core/consent/receipt";
import { isOpenState } from "#core/consent/states";
import type { Notice } from "#core/consent/notice";
import type { VoixBlock, VoixMark } from "#core/consent/voix-page";
import type { Question } from "#pipeline/participant/participant-view";
import { askedQuestions, home, pathOf } from "../journey.ts";
import { buttons, lines, type ScreenContent, submit, type Visit } from "../visit.ts";
import { nameLine } from "./questions.ts";

type WayLink = Extract<VoixBlock, { kind: "links" }>["links"][number];

function markOf({ isOpen, state }: Question): VoixMark {
  if (isOpen) return "yes";
  return ["refused", "withdrawn", "revoked", "expired", "erased"].includes(state)
    ? "no"
    : "waiting";
}

/** Where each answer stands, in the words of the receipt. */
export function answersBlock(visit: Visit): VoixBlock {
  const { view, say, day } = visit;
  return {
    kind: "answers",
    rows: view.questions
      .filter(({ state, shownHash }) => state !== "unknown" || shownHash !== undefined)
      .map((question) => {
        const { scope, state, hasChanged, isOpen, validUntil, nameChoice } = question;
        const shows = isOpen || state === "pending-cooling";
        const until =
          validUntil === undefined
            ? say.line("receipt", "until-withdrawn")
            : say.line("receipt", "until", { date: day(validUntil) });
        return {
          label: say.line("receipt", scope),
          answer: say.line("receipt", hasChanged ? "invalidated" : answerKeys[state]).text,
          mark: markOf(question),
          details: shows
            ? [...(nameChoice === undefined ? [] : [nameLine(visit, nameChoice)]), until.text]
            : [],
        };
      }),
  };
}

export const openScopes = ({ view }: Visit): readonly Scope[] =>
  view.questions
    .filter(({ state }) => isOpenState(state) || state === "pending-cooling")
    .map(({ scope }) => scope);

/** The end of answering: what was kept, and the card. */
export function endScreen(visit: Visit): ScreenContent {
  const { view, say, day } = visit;
  const cooling = view.questions.flatMap((one) =>
    one.state === "pending-cooling" ? (one.confirmableFrom ?? []) : [],
  );
  const [from] = [...cooling].sort().reverse();
  return {
    head: say.line("end", "recorded"),
    blocks: [
      ...(from === undefined
        ? []
        : [
            lines([
              say.line("cooling", "counts-later"),
              say.line("cooling", "come-back", { date: day(from) }),
              ...say.lines("cooling", "alone", "nothing-yet"),
            ]),
          ]),
      ...(view.others.waiting > 0
        ? [
            lines(say.lines("end", "others-wait")),
            // The same phone goes from hand to hand: this session ends before the next one begins.
            buttons("/voix/passer", [submit(say.line("end", "others-turn"), "answer")]),
          ]
        : []),
      answersBlock(visit),
      lines(say.lines("end", "keep-card", "card-power", "codes-secret", "lost")),
      buttons("/voix/carte", [submit(say.line("buttons", "print"), "main")]),
      {
        kind: "links",
        links: [
          { address: "/voix/recu", label: say.line("receipt", "title"), tone: "answer" },
          { address: home, label: say.line("buttons", "next"), tone: "answer" },
        ],
      },
      lines(say.lines("end", "done-clears")),
    ],
  };
}

/** What a person finds when they come back: what is public and where, and everything that they can do. */
export function homeScreen(visit: Visit, problem: readonly VoixBlock[]): ScreenContent {
  const { view, say } = visit;
  const open = openScopes(visit);
  const hasQuestions = askedQuestions(view).length > 0;
  const [page] = view.urls;
  return {
    head: say.line("later", "yours"),
    blocks: [
      ...problem,
      ...(view.blockedBy === undefined
        ? []
        : [lines(say.lines("guardian", ...blockedLines(view)))]),
      ...(view.isErasureWaiting ? [lines(say.lines("erasure", "waiting"))] : []),
      ...(view.questions.some(({ hasChanged }) => hasChanged)
        ? [lines(say.lines("later", "content-changed"))]
        : []),
      ...(hasQuestions
        ? [ways({ address: pathOf("debut"), label: say.line("guardian", "turn"), tone: "main" })]
        : []),
      ...confirmBlock(visit),
      ...(page === undefined
        ? [lines(say.lines("later", "nothing-public"))]
        : [
            lines(say.lines("later", "public-now", "where")),
            { kind: "addresses" as const, rows: [{ address: page, isOpen: true }] },
          ]),
      answersBlock(visit),
      ...(open.length > 0
        ? [
            ways({
              address: "/voix/retirer",
              label: say.line("buttons", "withdraw-all"),
              tone: "closing",
            }),
          ]
        : []),
      ...undoBlock(visit),
      ...recipientsBlock(visit),
      ways(...otherWays(visit, open)),
    ],
  };
}

/** A withdrawal was taken back. */
export const undoneBlock = ({ say }: Visit): VoixBlock => ({
  kind: "good",
  lines: say.lines("withdrawal", "undone"),
});

const ways = (...links: readonly WayLink[]): VoixBlock => ({ kind: "links", links });

function blockedLines(view: Visit["view"]): readonly (keyof Notice["guardian"] & string)[] {
  return view.situation === "detained" ? ["detained"] : ["blocked"];
}

function otherWays({ view, say }: Visit, open: readonly Scope[]): readonly WayLink[] {
  const canSee = view.capabilities.includes("view");
  const hasStory = canSee && view.story !== undefined;
  const link = (key: keyof Notice["buttons"] & string, address: string): WayLink => ({
    address,
    label: say.line("buttons", key),
    tone: "answer",
  });
  return [
    ...(hasStory ? [link("listen-again", "/voix/ecouter")] : []),
    ...(open.length > 1 ? [link("narrow", "/voix/moins")] : []),
    ...(open.length > 0 && canSee ? [link("renew", "/voix/prolonger")] : []),
    ...(canSee
      ? [{ address: "/voix/recu", label: say.line("receipt", "title"), tone: "answer" as const }]
      : []),
    ...(canSee ? [link("download", "/voix/telecharger")] : []),
    ...(view.isErasureWaiting ? [] : [link("erase", "/voix/effacer")]),
    link("help", "/voix/droits"),
  ];
}

/** After the cooling-off delay: the second yes. */
function confirmBlock({ view, say, day, now }: Visit): readonly VoixBlock[] {
  const from = view.questions
    .flatMap(({ state, confirmableFrom }) =>
      state === "pending-cooling" ? (confirmableFrom ?? []) : [],
    )
    .sort()
    .at(-1);
  if (from === undefined) return [];
  const told = lines([
    say.line("cooling", "counts-later"),
    say.line("cooling", "come-back", { date: day(from) }),
    say.line("cooling", "alone"),
  ]);
  const mayNow = from <= now && view.capabilities.includes("grant-once") && !view.isAssisted;
  return [
    told,
    ...(mayNow
      ? [buttons("/voix/confirmer", [submit(say.line("buttons", "confirm"), "main")])]
      : []),
  ];
}

/** Taking a withdrawal back: in the very session, or with a code of the card. */
export function undoBlock({ view, say, day, now }: Visit): readonly VoixBlock[] {
  const undoable = view.questions.filter(
    ({ undoUntil }) => undoUntil !== undefined && now < undoUntil,
  );
  const until = undoable.flatMap(({ undoUntil }) => undoUntil ?? []).sort()[0];
  if (until === undefined) return [];
  const mayHere =
    undoable.some(({ canUndoHere }) => canUndoHere) || view.capabilities.includes("grant-once");
  const offer = say.line("withdrawal", "undo-offer", { date: day(until) });
  return [
    lines([offer]),
    mayHere
      ? buttons("/voix/annuler", [submit(say.line("buttons", "undo"), "answer")])
      : codeForm("/voix/annuler", say.line("buttons", "code-field"), say.line("buttons", "undo")),
  ];
}

/** A code of the card, for what widens or cannot be taken back. */
const codeForm = (
  action: string,
  label: ReturnType<Visit["say"]["line"]>,
  button: ReturnType<Visit["say"]["line"]>,
): VoixBlock => ({
  kind: "form",
  action,
  fields: [{ kind: "text", name: "code", label, lengthMax: 60, isCode: true, required: true }],
  buttons: [{ label: button, tone: "answer" }],
});

function recipientsBlock({ view, say }: Visit): readonly VoixBlock[] {
  if (view.recipients.length === 0) return [];
  return [
    lines(say.lines("later", "others-copies")),
    { kind: "facts", facts: view.recipients.map(({ name }) => name) },
  ];
}
