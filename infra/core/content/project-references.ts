import type { ContentProblem } from "./check.ts";
import { reasonInWords } from "./reasons.ts";
import type { Project } from "./project.ts";

/** Everything that a card may point to; what is not in here does not exist. */
export type KnownReferences = {
  readonly calls: ReadonlySet<string>;
  readonly themes: ReadonlySet<string>;
  readonly publics: ReadonlySet<string>;
  /** Ids of stories, published or not. */
  readonly stories: ReadonlySet<string>;
};

/** What a card points to that does not exist, each with its field, for the author of the file. */
export function unknownReferences(
  project: Project,
  known: KnownReferences,
  file: string,
): readonly ContentProblem[] {
  const missing = (field: string, value: string, among: ReadonlySet<string>): ContentProblem[] =>
    among.has(value) ? [] : [{ file, field, reason: reasonInWords("unknown", { value }) }];
  const each = (field: string, values: readonly string[], among: ReadonlySet<string>) =>
    values.flatMap((value, index) => missing(`${field}[${index}]`, value, among));
  return [
    ...missing("call", project.call, known.calls),
    ...(project.regionalNote === undefined
      ? []
      : missing("regionalNote.call", project.regionalNote.call, known.calls)),
    ...each("themes", project.themes, known.themes),
    ...each("publics.keys", project.publics.keys, known.publics),
    ...each("stories", project.stories, known.stories),
  ];
}
