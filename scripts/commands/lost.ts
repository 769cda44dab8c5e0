import { AppError } from "#core/errors";
import type { LostStanding } from "#core/lost-story";
import type { Installation } from "#compose/installation";
import { eraseEveryLost, eraseLost, type LostErased } from "#pipeline/restore/erase-lost";
import { findLost, type LostStory, requireLost } from "#pipeline/restore/lost-stories";
import type { Output } from "./output.ts";
import { commandLine } from "./request.ts";

export type LostOptions = { readonly erase?: boolean; readonly all?: boolean };

/**
 * `lost`: the private files of stories without a record, or the keys of one
 * story's, so that somebody can look after them. With `--erase` those of one
 * story go, and with `--all` those of each that a restore explains. Status 1
 * while an address still answers.
 */
export async function lost(
  { app }: Installation,
  story: string | undefined,
  { erase = false, all = false }: LostOptions,
  output: Output,
): Promise<void> {
  if (all ? story !== undefined || !erase : erase && story === undefined)
    throw new AppError("lost-which", { field: all ? "all" : "erase" });
  const by = { staffId: commandLine };
  if (erase && story !== undefined)
    tellErased([await eraseLost(app, story, by)], undefined, output);
  else if (erase) tellErased(await eraseEveryLost(app, by), await findLost(app), output);
  else if (story === undefined) tellFound(await findLost(app), output);
  else tellKeys(await requireLost(app, story), output);
}

const meanings: Readonly<Record<LostStanding, string>> = {
  lost: "left without a record by a restore",
  unexplained: "no restore explains it: --erase only by its id",
  recent: "less than a day old: its record may be coming",
  "under-way": "a recording on its way in",
  open: "OPEN at the gate: are these the right records?",
};

const lineOf = ({ episodeId, files, bytes, newest, standing }: LostStory) =>
  `${episodeId}  ${files} files  ${sizeOf(bytes)}  newest ${newest}  ${meanings[standing]}`;

const sizeOf = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

const withoutKeys = ({ keys: _keys, ...story }: LostStory) => story;

function tellFound(found: readonly LostStory[], output: Output): void {
  const stories = found.map(withoutKeys);
  const files = found.reduce((sum, story) => sum + story.files, 0);
  const bytes = found.reduce((sum, story) => sum + story.bytes, 0);
  output.result({ stories, files, bytes }, [
    ...found.map(lineOf),
    found.length === 0
      ? "every private file of a story belongs to a record"
      : `${found.length} stories without a record: ${files} files, ${sizeOf(bytes)}; nothing was erased`,
  ]);
}

function tellKeys(story: LostStory, output: Output): void {
  output.result(story, [lineOf(story), ...story.keys.map((key) => `  ${key}`)]);
}

function tellErased(
  erased: readonly LostErased[],
  left: readonly LostStory[] | undefined,
  output: Output,
): void {
  const stories = erased.map(({ episodeId, files, bytes, takedown }) => ({
    episodeId,
    files,
    bytes,
    closed: takedown.closed,
  }));
  output.result({ erased: stories, left: (left ?? []).map(withoutKeys) }, [
    ...stories.map(({ episodeId, files, bytes, closed }) =>
      closed
        ? `${episodeId}  erased: ${files === 0 ? "nothing is left" : `${files} files, ${sizeOf(bytes)}`}`
        : `${episodeId}  NOT closed yet; the sweep goes on`,
    ),
    ...(left === undefined
      ? []
      : [...left.map(lineOf), `${stories.length} stories erased, ${left.length} left as they are`]),
  ]);
  if (stories.some(({ closed }) => !closed)) process.exitCode = 1;
}
