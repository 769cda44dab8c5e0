import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { requireContent } from "#core/content/check";
import { titleLengthMax } from "#core/text";
import { ScopeSchema } from "#core/consent/consent";
import { SlugSchema, SpeakerIdSchema } from "#core/ids";
import { addMonths } from "#core/studio/follow-ups";
import { namesIn } from "#core/names-in-words";
import { ShowSchema } from "#core/content/show";
import { RoleSchema } from "#core/speaker";
import { TradesSchema, VocabularySchema } from "#core/content/vocabulary";
import { contentFiles, readContentText, readContentYaml } from "../../support/content-files.ts";

const DemoSchema = z.strictObject({
  grants: z.array(ScopeSchema),
  recordings: z.array(
    z.strictObject({
      file: z.string(),
      textKey: z.string(),
      show: SlugSchema,
      title: z.string().max(titleLengthMax),
      summary: z.string().min(1),
      summaryEn: z.string().min(1),
      speakers: z
        .array(
          z.strictObject({ id: SpeakerIdSchema, role: RoleSchema, firstName: z.string().min(1) }),
        )
        .min(1),
      followUpOf: z.string().optional(),
      pairedWith: z.string().optional(),
      themes: z.array(SlugSchema).min(1),
      trade: z
        .strictObject({ key: SlugSchema, label: z.string(), rome: z.string().optional() })
        .optional(),
      recordedOn: z.iso.date(),
    }),
  ),
});

const demo = requireContent(DemoSchema, readContentYaml("demo/demo.yaml"), "demo/demo.yaml");
const shows = contentFiles("shows", ".yaml").map((file) => ({
  file,
  show: requireContent(ShowSchema, readContentYaml(file), file),
}));
const texts = JSON.parse(readContentText("demo/texts.json")) as Record<
  string,
  string | readonly { readonly speaker: string; readonly text: string }[]
>;
const audioFolder = join(import.meta.dirname, "../../../content/demo/audio");

/** Cut from a recording that was handed in. */
const cuts = ["metier.opus", "apprentie.opus", "suite.opus"];

test("seven minutes and three cuts are in the demonstration, each with its file and its words", () => {
  expect(demo.recordings).toHaveLength(10);
  for (const { file, textKey } of demo.recordings) {
    expect(existsSync(join(audioFolder, file)), file).toBe(true);
    expect(texts[textKey], textKey).toBeDefined();
  }
});

test("a pair of two stories and a follow-up are cut from the recording in two voices, and say so", () => {
  const ofFile = (name: string) => demo.recordings.find(({ file }) => file === name);
  const [master, apprentice, later] = cuts.map(ofFile);
  expect(apprentice?.pairedWith).toBe(master?.file);
  expect(later?.followUpOf).toBe(apprentice?.file);
  // Three months, as the programme asks; the page counts them from the days.
  expect(addMonths(apprentice?.recordedOn ?? "", 3) <= (later?.recordedOn ?? "")).toBe(true);
  const whole = texts["transmission"];
  const said = typeof whole === "string" ? whole : (whole ?? []).map(({ text }) => text).join(" ");
  for (const cut of [master, apprentice, later]) {
    const words = texts[cut?.textKey ?? ""];
    const turns = typeof words === "string" ? [words] : (words ?? []).map(({ text }) => text);
    const sentences = turns.flatMap((turn) => turn.split(/(?<=[.?!]) /));
    expect(sentences.filter((sentence) => !said.includes(sentence))).toEqual([]);
    expect(cut?.summary).toMatch(/Extrait, pour la démonstration/);
    expect(cut?.summaryEn).toMatch(/For the demonstration, cut from/);
  }
});

test("six talents speak in Paroles de Talents, and in the centres of hope whoever hands a trade on and whoever learns it", () => {
  const rolesIn = (slug: string) =>
    demo.recordings
      .filter(({ show }) => show === slug)
      .map(({ speakers }) => speakers.map(({ role }) => role));
  expect(rolesIn("paroles-de-talents")).toEqual(Array(6).fill(["talent"]));
  expect(rolesIn("centres-d-espoir")).toEqual([
    ["professional"],
    ["apprentice"],
    ["apprentice", "professional"],
    ["professional", "apprentice"],
  ]);
});

test("whoever speaks in the words of a recording is one of its speakers", () => {
  for (const { textKey, speakers } of demo.recordings) {
    const words = texts[textKey];
    const said = typeof words === "string" ? [] : (words ?? []).map(({ speaker }) => speaker);
    const names = speakers.map(({ firstName }) => firstName);
    expect(said.filter((name) => !names.includes(name))).toEqual([]);
    if (typeof words === "string") expect(namesIn(words, names[0] ?? "")).toBe(true);
  }
});

test("no title or summary of the demonstration names a speaker: a name has a consent of its own", () => {
  for (const { title, summary, summaryEn, speakers } of demo.recordings) {
    for (const { firstName } of speakers)
      expect(namesIn(`${title} ${summary} ${summaryEn}`, firstName)).toBe(false);
  }
});

test("titles and recording days of the demonstration are all different", () => {
  const distinct = (values: readonly string[]) => new Set(values).size;
  expect(distinct(demo.recordings.map(({ title }) => title))).toBe(demo.recordings.length);
  expect(distinct(demo.recordings.map(({ recordedOn }) => recordedOn))).toBe(
    demo.recordings.length,
  );
});

test("the demonstration grants everything but portrait and reuse", () => {
  expect(demo.grants).toEqual(["voice", "transcript", "name", "platforms"]);
});

test("shows, themes and trades of the recordings exist", () => {
  const themes = requireContent(
    VocabularySchema,
    readContentYaml("vocabulary/themes.yaml"),
    "vocabulary/themes.yaml",
  );
  const trades = requireContent(
    TradesSchema,
    readContentYaml("vocabulary/trades.yaml"),
    "vocabulary/trades.yaml",
  );
  const themeKeys = themes.map(({ key }) => key);
  for (const recording of demo.recordings) {
    expect(shows.map(({ show }) => show.slug)).toContain(recording.show);
    expect(recording.themes.filter((theme) => !themeKeys.includes(theme))).toEqual([]);
    if (recording.trade === undefined) continue;
    const { key, rome } = recording.trade;
    expect(trades.find((trade) => trade.key === key)?.rome).toBe(rome);
  }
});

test("both shows are named after their slug and say in both languages that they are a demonstration", () => {
  expect(shows.map(({ file }) => file)).toEqual(shows.map(({ show }) => `shows/${show.slug}.yaml`));
  for (const { show } of shows) {
    expect(show.demonstration).toBe(true);
    expect(show.description).toMatch(/Démonstration : les voix .* synthétiques/);
    expect(show.descriptionEn).toMatch(/Demonstration: the voices .* synthetic/);
    expect(new TextEncoder().encode(show.description).length).toBeLessThanOrEqual(4000);
    expect(show.ownerEmail).toMatch(/@example\.org$/);
  }
});

test("the recordings are those that were handed in", () => {
  for (const { file } of demo.recordings.filter((recording) => !cuts.includes(recording.file))) {
    expect(readFileSync(join(audioFolder, file)).length, file).toBeGreaterThan(100_000);
  }
});
