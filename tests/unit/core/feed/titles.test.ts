import fc from "fast-check";
import { expect, test } from "vitest";
import { uniqueTitles } from "#core/feed/titles";

const at = (id: string, title: string, publishedAt: string) => ({ id, title, publishedAt });

test("the later of two stories with the same title on the same day gets a number, and a warning says so", () => {
  const { titles, warnings } = uniqueTitles([
    at("b", "Mon chemin", "2026-03-14T15:00:00.000Z"),
    at("a", "Mon chemin", "2026-03-14T09:00:00.000Z"),
  ]);
  expect(titles.get("a")).toBe("Mon chemin");
  expect(titles.get("b")).toBe("Mon chemin (2)");
  expect(warnings).toEqual([
    { code: "title-repeated", id: "b", title: "Mon chemin", becomes: "Mon chemin (2)" },
  ]);
});

test("the same day anywhere on Earth counts, a day apart does not", () => {
  const evening = at("a", "Mon chemin", "2026-03-14T23:30:00.000Z");
  const night = at("b", "Mon chemin", "2026-03-15T00:30:00.000Z");
  const nextDay = at("c", "Mon chemin", "2026-03-15T23:30:00.000Z");
  expect(uniqueTitles([evening, night]).titles.get("b")).toBe("Mon chemin (2)");
  expect(uniqueTitles([evening, nextDay]).warnings).toEqual([]);
});

test("titles that only differ in quotes, dashes or case look the same to AntennaPod or to an eye", () => {
  const { titles } = uniqueTitles([
    at("a", '"Oser" - la suite', "2026-03-14T09:00:00.000Z"),
    at("b", "“Oser” — la suite", "2026-03-14T10:00:00.000Z"),
    at("c", "« oser » – la suite", "2026-03-14T11:00:00.000Z"),
  ]);
  expect(titles.get("b")).toBe("“Oser” — la suite (2)");
  expect(titles.get("c")).toBe("« oser » – la suite");
});

test("a number that someone typed is not given out again", () => {
  const { titles } = uniqueTitles([
    at("a", "Oser", "2026-03-14T09:00:00.000Z"),
    at("b", "Oser (2)", "2026-03-14T10:00:00.000Z"),
    at("c", "Oser", "2026-03-14T11:00:00.000Z"),
  ]);
  expect([...titles.values()].sort()).toEqual(["Oser", "Oser (2)", "Oser (3)"]);
});

test("a numbered title stays within 255 characters", () => {
  const title = "a".repeat(255);
  const { titles } = uniqueTitles([
    at("a", title, "2026-03-14T09:00:00.000Z"),
    at("b", title, "2026-03-14T10:00:00.000Z"),
  ]);
  expect(titles.get("b")).toHaveLength(255);
  expect(titles.get("b")?.endsWith("a… (2)")).toBe(true);
});

test("whatever the titles and moments, no two within a day are alike, and a newer one changes no older one", () => {
  const story = fc.record({
    title: fc.constantFrom("Oser", "oser", "Oser (2)", "Tenir", "— Oser"),
    hour: fc.integer({ min: 0, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(story, { maxLength: 12 }), (stories) => {
      const items = stories.map(({ title, hour }, index) =>
        at(`s${index}`, title, new Date(Date.UTC(2026, 2, 1, hour, index)).toISOString()),
      );
      const { titles } = uniqueTitles(items);
      for (const a of items) {
        for (const b of items) {
          const apart = Math.abs(Date.parse(a.publishedAt) - Date.parse(b.publishedAt));
          if (a.id !== b.id && apart < 86_400_000) {
            expect(titles.get(a.id)?.toLowerCase()).not.toBe(titles.get(b.id)?.toLowerCase());
          }
        }
      }
      const newest = items.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))[0];
      const before = uniqueTitles(items.filter((item) => item !== newest)).titles;
      for (const [id, title] of before) expect(titles.get(id)).toBe(title);
    }),
  );
});
