import type { Episode } from "../episode.ts";
import type { Speaker } from "../speaker.ts";

/** Stands where a schema wants a word and none is left. */
const nothing = "–";

/**
 * What is left of a story whose erasure was asked for: its id, its show, and the
 * opaque ids of its speakers, so that a withdrawal is still heard and no address
 * of it is ever given to another one. No word, name, place, situation, file or
 * hash of one.
 */
export function erasedEpisode({
  id,
  showSlug,
  speakers,
  createdAt,
  epoch,
}: Pick<Episode, "id" | "showSlug" | "createdAt" | "epoch"> & {
  readonly speakers: readonly Pick<Speaker, "id">[];
}): Episode {
  return {
    id,
    showSlug,
    title: nothing,
    summary: "",
    language: "und",
    speakers: speakers.map((speaker) => ({
      id: speaker.id,
      role: "talent",
      firstName: nothing,
      situation: { kind: "adult" },
    })),
    themes: [],
    createdAt,
    demonstration: false,
    source: { key: "erased", bytes: 1, sha256: "0".repeat(64) },
    stage: { name: "erased" },
    epoch,
  };
}

/**
 * What is noted of a story of which the records know nothing and whose files are
 * erased: the same, so that its id is never given to another one and nothing
 * brings it back. Which show it was in, when it came and how many spoke in it is lost.
 */
export const lostEpisode = (id: string, at: string, epoch: number): Episode =>
  erasedEpisode({ id, showSlug: "lost", speakers: [{ id: "s1" }], createdAt: at, epoch });

/** The same address without the words of the title that it was read with: only the id counts at the gate. */
export function addressWithoutWords(path: string): string {
  return path.replace(/^(\/episodes\/)[a-z0-9-]*-([0-9a-hjkmnp-tv-z]{20})(?=\/|$)/, "$1$2");
}
