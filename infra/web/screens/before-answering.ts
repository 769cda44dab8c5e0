import { pathOf, progressOf, stepBefore } from "../journey.ts";
import { buttons, lines, type ScreenContent, submit, type Visit } from "../visit.ts";

/** What this is, before anything is asked. */
export function openingScreen({ view, say }: Visit): ScreenContent {
  const isGuardian = view.audience === "guardian";
  const turn = isGuardian ? guardianLines(view.situation) : [];
  return {
    head: say.line("opening", "minute"),
    ...progressOf(view, "debut"),
    blocks: [
      ...(isGuardian ? [lines(say.lines("guardian", "turn", ...turn))] : []),
      lines(
        say.lines(
          "opening",
          "listen-first",
          "your-yes",
          "no-consequence",
          "with-help",
          "later",
          "change-mind",
        ),
      ),
      {
        kind: "links",
        links: [{ address: pathOf("savoir"), label: say.line("buttons", "next"), tone: "main" }],
      },
    ],
    later: "/voix/plus-tard",
  };
}

function guardianLines(situation: Visit["view"]["situation"]) {
  if (situation === "minor") return ["minor", "minor-no", "alone-withdraws"] as const;
  return situation === "protected-adult" ? (["protected", "alone-withdraws"] as const) : [];
}

/** What being public means, and who asks (GDPR 13). */
export function meaningScreen({ view, say }: Visit, controller: { name: string }): ScreenContent {
  return {
    head: say.line("public", "everyone"),
    ...progressOf(view, "savoir"),
    blocks: [
      lines(say.lines("public", "search", "recognise", "copies", "sensitive", "others", "cut")),
      lines([
        say.line("who", "controller", { controller: controller.name }),
        ...say.lines("who", "why", "basis", "coach", "original", "proof"),
      ]),
      {
        kind: "links",
        links: [{ address: pathOf("ecouter"), label: say.line("buttons", "next"), tone: "main" }],
      },
    ],
    back: stepBefore(view, "savoir"),
    later: "/voix/plus-tard",
  };
}

/** The very recording and the very words; `asks` when it stands before the questions. */
export function listenScreen(
  { view, say }: Visit,
  { asks, wasTold }: { readonly asks: boolean; readonly wasTold: boolean },
): ScreenContent {
  const { story } = view;
  if (story === undefined) throw new RangeError("there is nothing to hear");
  const nameOf = (speakerId: string | undefined) =>
    story.speakers.length > 1 && story.speakers.find(({ id }) => id === speakerId)?.isYou === true
      ? { speaker: story.firstName }
      : {};
  return {
    head: say.line("opening", "listen-first"),
    ...(asks ? progressOf(view, "ecouter") : {}),
    blocks: [
      {
        kind: "sound",
        label: say.line("buttons", "listen"),
        noSound: say.line("errors", "no-sound"),
        waveform: story.waveform,
        sources: story.encodings.map((encoding) => ({
          address: `/voix/son/${encoding}`,
          mimeType: mimeTypes[encoding],
        })),
      },
      {
        kind: "words",
        label: say.line("receipt", "transcript"),
        language: story.language,
        title: story.title,
        summary: story.summary,
        turns: turnsOf(story.cues).map(({ text, speakerId }) => ({ text, ...nameOf(speakerId) })),
      },
      ...story.translations.map((words) => ({
        kind: "words" as const,
        label: say.line("receipt", "transcript"),
        language: words.language,
        title: languageName(words.language),
        summary: "",
        turns: turnsOf(words.cues).map(({ text, speakerId }) => ({ text, ...nameOf(speakerId) })),
      })),
      ...(asks
        ? [
            buttons("/voix/ecouter", [submit(say.line("buttons", "next"), "main")], {
              vu: wasTold ? "1" : "",
            }),
          ]
        : []),
    ],
    back: asks ? stepBefore(view, "ecouter") : "/voix/moi",
    ...(asks ? { later: "/voix/plus-tard" } : {}),
  };
}

/** Each language by its own name, for those who read it. */
const languageName = (language: string): string =>
  new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;

/** Codecs are named where phones would else have to fetch to find out. */
const mimeTypes = {
  mp3: "audio/mpeg",
  m4a: 'audio/mp4; codecs="mp4a.40.2"',
  opus: "audio/ogg; codecs=opus",
} as const;

/** The words as paragraphs: a new one with each change of voice, and after some sentences. */
function turnsOf(
  cues: readonly { readonly text: string; readonly speakerId?: string }[],
): readonly { readonly text: string; readonly speakerId: string | undefined }[] {
  const turns: { text: string; speakerId: string | undefined }[] = [];
  for (const { text, speakerId } of cues) {
    const last = turns.at(-1);
    const isFull = last !== undefined && last.text.length > 240 && /[.!?…»]$/.test(last.text);
    if (last !== undefined && last.speakerId === speakerId && !isFull) last.text += ` ${text}`;
    else turns.push({ text, speakerId });
  }
  return turns;
}
