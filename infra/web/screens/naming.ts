import { progressOf, stepAfter } from "../journey.ts";
import type { ScreenContent, Visit } from "../visit.ts";

/** Three ways to be named, each as the page will show it. */
export function looks({ view, say }: Visit, shownHash: string): ScreenContent["blocks"][number] {
  const { story } = view;
  if (story === undefined) throw new RangeError("there is no page to be seen");
  return {
    kind: "look",
    caption: say.line("scopes", "name-preview"),
    language: story.language,
    title: story.title,
    action: `/voix/question/name?montre=${shownHash}`,
    looks: [
      { label: say.line("buttons", "name-real"), name: story.firstName, way: { value: "vrai" } },
      {
        label: say.line("buttons", "name-other"),
        name: "…",
        way: { address: "/voix/autre-prenom" },
      },
      { label: say.line("buttons", "name-none"), name: "", way: { value: "aucun" } },
    ],
  };
}

/** Another first name; once it is written, how the page will look with it comes before going on. */
export function otherNameScreen(
  { view, say }: Visit,
  shownHash: string,
  isWritten: boolean,
): ScreenContent {
  const draft = view.draft.answers.find(({ scope }) => scope === "name")?.nameChoice;
  const name = draft?.kind === "other" ? draft.name : undefined;
  const { story } = view;
  return {
    head: say.line("buttons", "name-other"),
    ...progressOf(view, "question/name"),
    blocks: [
      ...(isWritten && name !== undefined && story !== undefined
        ? [
            {
              kind: "look" as const,
              caption: say.line("scopes", "name-preview"),
              language: story.language,
              title: story.title,
              action: "/voix/autre-prenom",
              looks: [
                {
                  label: say.line("buttons", "next"),
                  name,
                  way: { address: stepAfter(view, "question/name") },
                },
              ],
            },
          ]
        : []),
      {
        kind: "form",
        action: "/voix/question/name",
        fields: [
          { kind: "hidden", name: "montre", value: shownHash },
          { kind: "hidden", name: "reponse", value: "autre" },
          {
            kind: "text",
            name: "prenom",
            label: say.line("buttons", "name-field"),
            lengthMax: 80,
            required: true,
            ...(name === undefined ? {} : { value: name }),
          },
        ],
        buttons: [
          isWritten
            ? { label: say.line("buttons", "name-other"), tone: "answer" }
            : { label: say.line("buttons", "next"), tone: "main" },
        ],
      },
    ],
    back: "/voix/question/name",
    later: `/voix/question/name?montre=${shownHash}`,
  };
}
