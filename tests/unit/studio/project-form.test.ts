import fc from "fast-check";
import { expect, test } from "vitest";
import { checkProject } from "#core/content/project";
import { createContentFolder } from "#adapters/content/content-folder";
import { chosenCard, differencesOf, isSameCard } from "#core/studio/card-merge";
import { readProjectForm, withEntry } from "#core/studio/project-form";
import { projectFormOf } from "../../support/project-form-of.ts";
import { aCard } from "../../support/project-builder.ts";

const { projectFiles } = createContentFolder(new URL("../../../content", import.meta.url).pathname);
const files = projectFiles.all();
const checked = (card: Readonly<Record<string, unknown>>) => {
  const result = checkProject(card, "card");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
};

test("the form asks for everything that any card of the repository says, and gives it back unchanged", () => {
  expect(files.length).toBeGreaterThan(15);
  for (const { slug, card } of files)
    expect(checked(readProjectForm(projectFormOf(card))), slug).toEqual(checked(card));
});

test("a card that nobody changed is written byte for byte as its file", () => {
  for (const { slug, card, text } of files) expect(projectFiles.write(card, text), slug).toBe(text);
});

test("one changed field leaves the writing of all others alone", () => {
  for (const { card, text } of files.slice(0, 4)) {
    const written = projectFiles.write({ ...card, holder: "Quelqu’un d’autre" }, text);
    const [before, after] = [text.split("\n"), written.split("\n")];
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, index) => line !== before[index])).toEqual([
      "holder: Quelqu’un d’autre",
    ]);
  }
});

test("a card without a former file is written so that it reads back the same", () => {
  const tricky = {
    ...aCard(),
    holder: "Oui: « non », #1 – yes",
    presentation: "Un.\n\n---\n\nDeux.",
  };
  const text = projectFiles.write(tricky);
  expect(projectFiles.read(text, "un-projet.md")).toEqual(tricky);
});

test("what was typed wrong stays as it was typed, and is refused by its field", () => {
  const form = { ...projectFormOf(aCard()), wave: "deux", "objectives[0].figures[0].value": "-4" };
  const card = readProjectForm(form);
  expect(card["wave"]).toBe("deux");
  const result = checkProject(card, "card");
  expect(result.ok ? [] : result.problems.map(({ field }) => field).sort()).toEqual([
    "objectives[0].figures[0].value",
    "wave",
  ]);
});

test("numbers are read as people write them", () => {
  const wave = (typed: string) => readProjectForm({ wave: typed })["wave"];
  expect([wave("1 200"), wave("2,5"), wave("12\u202f000"), wave("1e5"), wave("0x10")]).toEqual([
    1200,
    2.5,
    12_000,
    "1e5",
    "0x10",
  ]);
});

test("entries without a word are no entries, whatever their menus show", () => {
  const form = {
    "partners[0].kind": "member",
    "partners[1].name": "A",
    "partners[1].kind": "partner",
  };
  expect(readProjectForm(form)["partners"]).toEqual([{ name: "A", kind: "partner" }]);
});

test("regions follow from the territories, those of the regional note too", () => {
  const card = readProjectForm({
    "territories[0].label": "Lille",
    "territories[0].regionCodes": ["32"],
    "regionalNote.territories[0].label": "Metz",
    "regionalNote.territories[0].regionCodes": ["44"],
  });
  expect(card["regions"]).toEqual(["32", "44"]);
});

test("an entry is added to, and taken from, any list of the card; other places change nothing", () => {
  const card = aCard();
  const more = withEntry(card, "objectives[0].figures", "add") as ReturnType<typeof aCard>;
  expect((more["objectives"] as [{ figures: unknown[] }])[0].figures).toHaveLength(2);
  const less = withEntry(more, "objectives[0]", "remove");
  expect(less["objectives"]).toEqual([]);
  fc.assert(
    fc.property(fc.string(), (place) => {
      const before = JSON.stringify(card);
      withEntry(card, place, "remove");
      withEntry(card, place, "add");
      expect(JSON.stringify(card)).toBe(before);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }),
  );
});

const cards = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom(1, 2, 3));

test("a merge that follows its suggestions keeps every change that only one side made", () => {
  fc.assert(
    fc.property(cards, cards, cards, (base, mine, theirs) => {
      const differences = differencesOf(mine, theirs, base);
      const picks = Object.fromEntries(
        differences.map(({ field, suggested = "mine" as const }) => [field, suggested]),
      );
      const merged = chosenCard(mine, theirs, picks);
      for (const field of ["a", "b", "c", "d"]) {
        if (base[field] === mine[field]) expect(merged[field]).toBe(theirs[field]);
        else expect(merged[field]).toBe(mine[field]);
      }
      expect(isSameCard(mine, theirs)).toBe(differences.length === 0);
    }),
  );
});
