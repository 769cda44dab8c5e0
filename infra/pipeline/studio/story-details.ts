import { isOpenState } from "#core/consent/states";
import { type Episode, EpisodeSchema } from "#core/episode";
import { AppError } from "#core/errors";
import { hashOf } from "#core/hash";
import { allEpisodesListing } from "#core/record-keys";
import type { DetailsPage } from "#core/studio/page-editing";
import type { z } from "zod";
import type { App } from "../app.ts";
import { changeWords } from "../words/change-words.ts";
import type { Edit, EditOutcome } from "../words/edit-words.ts";
import { requireEpisode } from "../episode/episode-records.ts";

/** What a story is called and by what it is found. */
const StoryDetailsSchema = EpisodeSchema.pick({
  title: true,
  summary: true,
  themes: true,
  trade: true,
  place: true,
  recordedOn: true,
});
export type StoryDetails = z.input<typeof StoryDetailsSchema>;

const detailsMark = ({ title, summary, themes, trade, place, recordedOn }: Episode) =>
  hashOf({ title, summary, themes, trade, place, recordedOn }).slice(0, 16);

/**
 * Changes what a story is called and by what it is found. Title and summary are
 * words that were agreed to: a changed one ends the yes to the words, and no
 * other. `mark` is what the form began from. Errors: `episode-unknown`,
 * `episode-erased`, `bad-field`, `details-changed-meanwhile` (nothing is written over).
 */
export async function changeDetails(
  app: App,
  edit: Edit & { readonly mark: string; readonly details: StoryDetails },
): Promise<EditOutcome> {
  const { episodeId, staffId, mark } = edit;
  const checked = StoryDetailsSchema.safeParse(edit.details);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = issue?.path.join(".") ?? "";
    throw new AppError("bad-field", { field, params: { field, problem: issue?.message ?? "" } });
  }
  return changeWords(app, episodeId, { kind: "staff", staffId }, (current) => {
    if (detailsMark(current) !== mark) throw new AppError("details-changed-meanwhile");
    const { trade: _trade, place: _place, recordedOn: _day, ...rest } = current;
    return { ...rest, ...checked.data };
  });
}

/** How many stories are looked at for the themes and trades that there are. */
const lookedAt = 200;

/** The form of a story's details; what somebody `sent` and could not be kept stands in it. Throws `episode-unknown`. */
export async function detailsPage(
  app: App,
  episodeId: string,
  sent?: { readonly mark: string; readonly fields: DetailsPage["fields"] },
): Promise<DetailsPage> {
  const { episode, consents, publication } = await requireEpisode(app.records, episodeId);
  const { title, summary, themes, trade = "", place = "", recordedOn = "" } = episode;
  const page = await app.records.queryListing(allEpisodesListing, {
    descending: true,
    limit: lookedAt,
  });
  const others = page.records.map(({ body }) => EpisodeSchema.parse(body));
  const sorted = (words: readonly string[]) =>
    [...new Set(words)].sort((a, b) => a.localeCompare(b, "fr"));
  return {
    id: episode.id,
    fields: sent?.fields ?? { title, summary, themes, trade, place, recordedOn },
    mark: sent?.mark ?? detailsMark(episode),
    knownThemes: sorted(others.flatMap((one) => one.themes)),
    knownTrades: sorted(others.flatMap((one) => one.trade ?? [])),
    heldUntil: episode.embargoUntil?.slice(0, 10) ?? "",
    isLive: publication.live !== undefined,
    endsYeses: consents.some(({ scope, state }) => scope === "transcript" && isOpenState(state)),
  };
}
