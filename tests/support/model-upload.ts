import type { ModelSite } from "./model-site.ts";
import type { OracleStory } from "./naive-oracle.ts";
import { processEpisode } from "#pipeline/episode/process-episode";
import { type NewEpisode, receiveEpisode } from "#pipeline/episode/receive-episode";

const minor = { kind: "minor", holders: ["g1", "g2"] } as const;
const adult = { kind: "adult" } as const;
/** More of them would only make the steps fewer that meet each other. */
const storiesMax = 3;

/** Takes a story in, of an adult, of a minor or of two people, and processes it. */
export async function uploadStory(site: ModelSite, kind: number): Promise<void> {
  if (site.stories.length >= storiesMax) return;
  const isMinor = kind % 3 === 1;
  const people = kind % 3 === 2 ? ["s1", "s2"] : ["s1"];
  const told = tellStory(site, people, isMinor);
  const id = await receiveEpisode(site.app, asIntake(told, isMinor), { path: "/upload" });
  await processEpisode(site.app, id);
  site.stories.push({ ...told, id, audio: site.lastAudio });
}

/** The oracle's side of a story that is about to arrive. */
function tellStory(site: ModelSite, people: readonly string[], isMinor: boolean) {
  return {
    title: site.token("title"),
    words: site.token("words"),
    beside: ["summary", "place", "trade", "theme"].map((kind) => site.token(kind)),
    speakers: people.map((id) => ({
      id,
      name: site.token("name"),
      signatories: isMinor ? ["self", ...minor.holders] : ["self"],
    })),
    translation: "",
    wordsRead: true,
    translationRead: true,
    slots: [],
    embargo: false,
    erased: false,
  } satisfies Omit<OracleStory, "id" | "audio">;
}

function asIntake(told: ReturnType<typeof tellStory>, isMinor: boolean): NewEpisode {
  const [summary = "", place = "", trade = "", theme = ""] = told.beside;
  return {
    showSlug: "paroles-de-talents",
    title: told.title,
    summary,
    language: "fr",
    place,
    trade,
    themes: [theme],
    speakers: told.speakers.map(({ id, name }) => ({
      id,
      role: "talent",
      firstName: name,
      situation: isMinor ? { ...minor, holders: [...minor.holders] } : adult,
    })),
    knownText: told.speakers.map(({ id }) => ({ speakerId: id, text: told.words })),
  };
}
