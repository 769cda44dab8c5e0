import type { Episode } from "../episode.ts";
import type { Show } from "../content/show.ts";
import { flattenText } from "./line-wrapping.ts";

/** What recognisers take: more makes them hear these words everywhere. */
const expectedMax = 40;
const charsMax = 80;

/**
 * Names and trades that may be said in a story, each once: the first names of
 * those who speak, the trade, the place, the show. A recogniser writes them as
 * they are written here.
 */
export function expectedWords(
  episode: Pick<Episode, "speakers" | "trade" | "place">,
  show: Pick<Show, "title"> | undefined,
): readonly string[] {
  const all = [
    ...episode.speakers.map(({ firstName }) => firstName),
    episode.trade,
    episode.place,
    show?.title,
  ];
  const words = all
    .map((word) => flattenText(word ?? "").slice(0, charsMax))
    .filter((word) => word !== "");
  return [...new Set(words)].slice(0, expectedMax);
}
