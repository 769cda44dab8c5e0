import { AppError } from "#core/errors";
import {
  readWordsForm,
  readWordsJson,
  readWordsPlace,
  type WordsForm,
} from "#core/studio/words-form";
import { mergeRow, middleOf, splitRow, type WordsRow } from "#core/transcript/row-edits";
import {
  addTranslation,
  removeTranslation,
  replaceWords,
  reviewWords,
  typeWords,
} from "#pipeline/words/edit-words";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { finishWords, restoreWords } from "#pipeline/studio/words-desk";
import { dropDraft, saveDraft } from "#pipeline/studio/words-records";
import { wordsPage } from "#pipeline/studio/words-view";
import { field, type Form } from "../../desk.ts";
import type { Here, StudioDesk } from "../studio-desk.ts";
import { jsonAnswer } from "../studio-problems.ts";

/** Correcting what is said in a story, with the sound beside it. */
export function wordsRoutes(desk: StudioDesk): void {
  const { app } = desk;
  const storyOf = ({ context }: Here) => (context.req.param("story") ?? "").slice(0, 40);
  const editOf = (here: Here) => ({ episodeId: storyOf(here), staffId: here.person.id });
  const pageOf = (here: Here) => `/studio/recits/${storyOf(here)}`;

  const show = async (
    here: Here,
    options: { readonly sent?: WordsForm; readonly problem?: unknown } = {},
  ) => {
    const { sent, problem } = options;
    const page = await wordsPage(app, storyOf(here), sent);
    const status =
      problem === undefined ? {} : { problem, status: isConflict(problem) ? 409 : 422 };
    return here.show({ name: "words", ...page }, { area: "stories", ...status });
  };

  desk.team("GET /studio/recits/:story/texte", (here) => show(here));

  desk.team("POST /studio/recits/:story/texte", async (here) => {
    if (here.json !== undefined) return byScript(desk, here, editOf(here));
    const sent = readWordsForm(here.form);
    const [what = "", which = ""] = field(here.form, "faire").split(":");
    try {
      if (what === "finir") {
        const { isCut } = await finishWords(app, { ...editOf(here), ...sent });
        return `${pageOf(here)}?m=${isCut ? "words-cut" : "words-saved"}`;
      }
      if (what === "jeter") {
        if (sent.version > 0) await dropDraft(app, storyOf(here), sent.version);
        return `${pageOf(here)}/texte?m=draft-dropped`;
      }
      const isOverOther = what === "imposer";
      const rows = await changedRows(desk, here, sent.rows, what, Number(which));
      const version = isOverOther ? Number(field(here.form, "autre")) || 0 : sent.version;
      await saveDraft(app, { ...editOf(here), ...sent, rows, version });
      const place = what === "couper" || what === "joindre" ? `#ligne-${Number(which) + 1}` : "";
      return `${pageOf(here)}/texte?m=draft-saved${place}`;
    } catch (error) {
      // Whatever it was, the person's own words come back to the screen.
      if (error instanceof AppError && error.code !== "episode-not-ready")
        return show(here, { sent, problem: error });
      throw error;
    }
  });

  desk.team("POST /studio/recits/:story/texte/revenir", async (here) => {
    const formerId = field(here.form, "version-de");
    const place = readWordsPlace(here.form);
    const { isCut } = await restoreWords(app, { ...editOf(here), ...place, formerId });
    return `${pageOf(here)}?m=${isCut ? "words-cut" : "words-saved"}`;
  });

  desk.team("POST /studio/recits/:story/texte/relu", async (here) => {
    const language = field(here.form, "langue-du-texte");
    await reviewWords(app, { ...editOf(here), ...(language === "" ? {} : { language }) });
    return `${pageOf(here)}?m=words-read`;
  });

  // A whole text: typed, and timed by a worker; or a file with times.
  desk.team("POST /studio/recits/:story/texte/remplacer", async (here) => {
    const file = await textFile(here.form);
    const isRead = field(here.form, "relu") !== "";
    if (file !== undefined) {
      await replaceWords(app, { ...editOf(here), file, corrected: isRead });
      return `${pageOf(here)}?m=words-saved`;
    }
    const text = field(here.form, "tout");
    if (text.length > typedCharsMax)
      throw new AppError("words-too-many", { field: "tout", params: { max: typedCharsMax } });
    await typeWords(app, { ...editOf(here), text });
    return `${pageOf(here)}?m=words-timing`;
  });

  desk.team("POST /studio/recits/:story/texte/traduction", async (here) => {
    const language = field(here.form, "langue-du-texte").trim();
    if (field(here.form, "faire") === "retirer") {
      await removeTranslation(app, { ...editOf(here), language });
      return `${pageOf(here)}/texte?m=saved`;
    }
    const file = await textFile(here.form);
    if (file === undefined) throw new AppError("transcript-text-missing", { field: "fichier" });
    const corrected = field(here.form, "relu") !== "";
    await addTranslation(app, { ...editOf(here), language, file, corrected });
    return `${pageOf(here)}/texte?m=saved`;
  });
}

/** As the typed words of a story may be, for all its voices together. */
const typedCharsMax = 20_000;

const conflicts = ["words-draft-elsewhere", "words-changed-meanwhile"];
const isConflict = (error: unknown) => error instanceof AppError && conflicts.includes(error.code);

/** A script keeps what was written so far, or says that it is done; it stays on its page. */
async function byScript(
  { app }: StudioDesk,
  here: Here,
  edit: { readonly episodeId: string; readonly staffId: string },
) {
  const sent = readWordsJson(here.json);
  const { version, savedAt } = await saveDraft(app, { ...edit, ...sent });
  return jsonAnswer({ version, savedAt });
}

/** The lines once one was cut in two or joined to the next. */
async function changedRows(
  { app }: StudioDesk,
  { context }: Here,
  rows: readonly WordsRow[],
  what: string,
  index: number,
): Promise<readonly WordsRow[]> {
  if (what === "joindre") return mergeRow(rows, index);
  if (what !== "couper") return rows;
  const { episode } = await requireEpisode(
    app.records,
    (context.req.param("story") ?? "").slice(0, 40),
  );
  const timed = (episode.transcript?.cues ?? []).flatMap(({ words = [] }) => words);
  return splitRow(rows, index, middleOf(rows[index]?.text ?? ""), timed);
}

async function textFile(form: Form): Promise<string | undefined> {
  const file = form["fichier"];
  return file instanceof File && file.size > 0 ? await file.text() : undefined;
}
