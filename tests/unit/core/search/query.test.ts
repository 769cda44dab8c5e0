import { expect, test } from "vitest";
import { fit, isWanted, matchesIn, shardsFor, wantedIn } from "#core/search/query";
import { shardsWith, type Terms } from "#core/search/shard";
import { foundStory, storyTerms } from "#core/search/story";
import { foldWord, tellingWords, termsOf } from "#core/search/terms";
import { aView, transcriptOf } from "../../../support/site-page-data.ts";

const said = (text: string): Terms => ({ marked: [], said: termsOf(text, "fr") });
const titled = (title: string, text = ""): Terms => ({
  marked: termsOf(title, "fr"),
  said: termsOf(text, "fr"),
});

/** Codes of the stories that answer with every word, best first. */
function find(query: string, stories: Readonly<Record<string, Terms>>): readonly string[] {
  const wanted = wantedIn(query);
  const all = shardsWith(Object.entries(stories).map(([code, terms]) => ({ code, terms })));
  const shards = shardsFor(wanted).flatMap((number) => [all.get(number) ?? {}]);
  return matchesIn(wanted, [{ name: "2026", shards }])
    .filter(({ words }) => words === wanted.length)
    .map(({ code }) => code);
}

test("accents, capitals, ligatures and apostrophes make no difference", () => {
  expect(foldWord("Œuvre")).toBe("oeuvre");
  expect(foldWord("MÉTIER")).toBe("metier");
  expect(tellingWords("L’élève qu'il n’était pas, aujourd’hui")).toEqual([
    "eleve",
    "aujourd",
    "hui",
  ]);
  const stories = { aaaa: said("Le métier de mon cœur."), bbbb: said("Une école.") };
  for (const query of ["métier", "metier", "METIERS", "coeur", "cœur"]) {
    expect(find(query, stories)).toEqual(["aaaa"]);
  }
});

test("a word finds its family: plural, feminine and forms of the verb", () => {
  const stories = {
    aaaa: said("J’ai soudé des portes, les soudures tenaient."),
    bbbb: said("Je chante."),
  };
  for (const query of ["porte", "portes", "soudure", "souder "]) {
    expect(find(query, stories)).toEqual(["aaaa"]);
  }
});

test("the last word may be unfinished from its fourth letter on; the others may not", () => {
  const stories = { aaaa: said("La menuiserie du village") };
  expect(find("menui", stories)).toEqual(["aaaa"]);
  expect(find("vill", stories)).toEqual(["aaaa"]);
  expect(find("men", stories)).toEqual([]);
  expect(find("menui ", stories)).toEqual([]);
  expect(find("menui village", stories)).toEqual([]);
});

test("every word must be answered, the title counts for more, and what few say counts for more", () => {
  const stories = {
    aaaa: said("Je travaille le bois avec mon père."),
    bbbb: titled("Le bois", "Je travaille."),
    cccc: said("Je travaille le métal."),
    dddd: said("Je travaille la terre."),
  };
  expect(find("bois", stories)).toEqual(["bbbb", "aaaa"]);
  expect(find("travaille bois", stories)).toEqual(["bbbb", "aaaa"]);
  expect(find("bois métal", stories)).toEqual([]);
  const wanted = wantedIn("travaille métal");
  const all = shardsWith(Object.entries(stories).map(([code, terms]) => ({ code, terms })));
  const shards = shardsFor(wanted).flatMap((number) => [all.get(number) ?? {}]);
  const [best, second] = matchesIn(wanted, [{ name: "2026", shards }]);
  expect([best?.code, best?.words, second?.words]).toEqual(["cccc", 2, 1]);
});

test("words that tell nothing are left out, unless there are no others", () => {
  expect(wantedIn("le bois et la terre").map(({ terms }) => terms[0])).toEqual(["bois", "terr"]);
  expect(wantedIn("où est-ce")).toHaveLength(3);
  expect(wantedIn("  …! ")).toEqual([]);
  expect(wantedIn("mot ".repeat(50))).toHaveLength(8);
});

test("between equals the newer year comes first", () => {
  const shards = [{ bois: ["", "aaaa"] as const }];
  const found = matchesIn(wantedIn("bois"), [
    { name: "2026", shards },
    { name: "2025", shards },
  ]);
  expect(found.map(({ volume }) => volume)).toEqual(["2026", "2025"]);
});

test("English words and words of other languages are found too", () => {
  const english = { marked: [], said: termsOf("She was baking loaves every morning", "en") };
  const arabic = { marked: [], said: termsOf("كنت أعمل في المخبز", "ar") };
  expect(find("baked", { aaaa: english })).toEqual(["aaaa"]);
  expect(find("المخبز", { aaaa: arabic })).toEqual(["aaaa"]);
});

test("a story is found by its title, the names it shows, trade, place and words, and by nothing else", () => {
  const story = aView({
    title: "Compter",
    speakers: [
      { id: "s1", role: "professional", name: "Bernard" },
      { id: "s2", role: "apprentice" },
    ],
    trade: "Menuiserie",
    place: "Roubaix",
    themes: ["seconde-chance"],
    summary: "Un rabot.",
    transcript: transcriptOf(["Je compte les planches."]),
  });
  const { marked, said: words } = storyTerms(story, { themes: [], trades: [] });
  expect(marked).toEqual(termsOf("Compter Bernard menuiserie Roubaix seconde chance", "fr"));
  expect(words).toEqual(termsOf("rabot planches", "fr"));
  expect([...marked, ...words]).not.toContain("sandra");
});

test("themes and trades are found as the interface calls them, in both of its languages", () => {
  const story = aView({
    themes: ["confiance-en-soi", "seconde-chance"],
    trade: "Soudeuse",
    tradeKey: "soudeur",
  });
  const labels = {
    themes: [
      { key: "confiance-en-soi", fr: "Confiance en soi", en: "Self-confidence" },
      { key: "jeu", fr: "Jeu", en: "Play" },
    ],
    trades: [{ key: "soudeur", fr: "Soudeuse ou soudeur", en: "Welder" }],
  };
  const stories = { aaaa: storyTerms(story, labels) };
  for (const query of ["confiance", "self-confidence", "soudeur", "welders", "seconde chance"])
    expect(find(query, stories), query).toEqual(["aaaa"]);
  expect(find("jeu ", stories)).toEqual([]);
  expect(find("confiance ", { aaaa: storyTerms({ ...story, themes: [] }, labels) })).toEqual([]);
});

test("a story is found by its words in another language, and its result shows those", () => {
  const translation = { ...transcriptOf(["She bakes the loaves at night."]), language: "en" };
  const story = aView({ transcript: transcriptOf(["Elle cuit le pain la nuit."]) });
  const nothing = { themes: [], trades: [] };
  const translated = { ...story, translations: [translation] };
  expect(find("baking loaves", { aaaa: storyTerms(translated, nothing) })).toEqual(["aaaa"]);
  expect(find("baking loaves", { aaaa: storyTerms(story, nothing) })).toEqual([]);
  expect(find("pain nuit", { aaaa: storyTerms(translated, nothing) })).toEqual(["aaaa"]);
  expect(foundStory(translated).translations).toEqual([
    { language: "en", words: "She bakes the loaves at night." },
  ]);
  expect(foundStory(story)).not.toHaveProperty("translations");
});

test("what is marked in a result is what was looked for", () => {
  const wanted = wantedIn("menuiserie portes");
  expect(isWanted("menuiseries", wanted, "fr")).toBe(true);
  expect(isWanted("Porte", wanted, "fr")).toBe(true);
  expect(isWanted("fenêtre", wanted, "fr")).toBe(false);
  expect(fit("menuiser", wanted[0] ?? { terms: [] })).toBe(1);
  expect(fit("fenetr", wanted[0] ?? { terms: [] })).toBe(0);
});
