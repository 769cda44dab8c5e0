import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { requireContent } from "#core/content/check";
import { titleLengthMax } from "#core/text";
import { ScopeSchema } from "#core/consent/consent";
import { SlugSchema, SpeakerIdSchema } from "#core/ids";
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

test("seven recordings are in the demonstration, each with its file and its words", () => {
  expect(demo.recordings).toHaveLength(7);
  for (const { file, textKey } of demo.recordings) {
    expect(existsSync(join(audioFolder, file)), file).toBe(true);
    expect(texts[textKey], textKey).toBeDefined();
  }
});

test("six talents speak in Paroles de Talents, and a pair in the centres of hope", () => {
  const rolesIn = (slug: string) =>
    demo.recordings
      .filter(({ show }) => show === slug)
      .map(({ speakers }) => speakers.map(({ role }) => role));
  expect(rolesIn("paroles-de-talents")).toEqual(Array(6).fill(["talent"]));
  expect(rolesIn("centres-d-espoir")).toEqual([["professional", "apprentice"]]);
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
  expect(distinct(demo.recordings.map(({ title }) => title))).toBe(7);
  expect(distinct(demo.recordings.map(({ recordedOn }) => recordedOn))).toBe(7);
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
  for (const { file } of demo.recordings) {
    expect(readFileSync(join(audioFolder, file)).length, file).toBeGreaterThan(100_000);
  }
});
