import { expect, test } from "vitest";
import type { EpisodeCard } from "#core/press/catalogue";
import { type FacetName, facetsOf } from "#core/press/facets";
import { fr } from "../../../site/src/i18n/fr.ts";
import { downloadsOf, sourcesOf } from "../../../site/src/story/downloads.ts";
import { factsOf } from "../../../site/src/story/facts.ts";
import { headlineParts } from "../../../site/src/story/headline-parts.ts";
import { speakerLabels } from "../../../site/src/story/speaker-labels.ts";
import { aCard } from "../../support/card-builder.ts";

const labelsOf = (speakers: Parameters<typeof speakerLabels>[0]) =>
  [...speakerLabels(speakers, fr.roleNames).values()].map(({ label }) => label);

test("a speaker is called by the agreed name, otherwise by the role", () => {
  expect(
    labelsOf([
      { id: "s1", role: "professional", name: "Bernard" },
      { id: "s2", role: "apprentice" },
    ]),
  ).toEqual(["Bernard", "En apprentissage"]);
});

test("nameless speakers of one role are told apart by a number", () => {
  expect(
    labelsOf([
      { id: "s1", role: "talent" },
      { id: "s2", role: "talent", name: "Marie" },
      { id: "s3", role: "talent" },
    ]),
  ).toEqual(["Talent 1", "Marie", "Talent 2"]);
});

test("a headline comes in two sizes only when it has names that the title lacks", () => {
  const speakers = [{ id: "s1", role: "talent" as const, name: "Sandra" }];
  expect(headlineParts(aCard({ title: "Compter", speakers }))).toEqual({
    names: "Sandra",
    title: "Compter",
  });
  expect(headlineParts(aCard({ title: "Sandra compte", speakers })).names).toBe("");
  const nameless = [{ id: "s1", role: "talent" as const }];
  expect(headlineParts(aCard({ title: "Compter", speakers: nameless })).names).toBe("");
});

test("facts leave out what is not known", () => {
  const known = aCard({ trade: "Fleuriste", place: "Lyon" });
  const named = (card: EpisodeCard) => (wanted: FacetName) =>
    facetsOf(card)
      .filter(({ name }) => name === wanted)
      .map((facet) => ({ facet, name: facet.key, path: `/${facet.key}/`, own: false }));
  expect(factsOf(known, "fr", named(known)).map(({ name }) => name)).toEqual([
    "Durée",
    "Date",
    "Rôle",
    "Métier",
    "Lieu",
  ]);
  const unknown = factsOf(aCard(), "fr", named(aCard()));
  expect(unknown.map(({ name }) => name)).toEqual(["Durée", "Date", "Rôle"]);
  expect(unknown.map(({ path }) => path)).toEqual([undefined, undefined, "/talent/"]);
});

test("only files that the story has are offered", () => {
  const card = aCard();
  expect(downloadsOf(card).map(({ kind }) => kind)).toEqual([
    "audio",
    "text",
    "vtt",
    "srt",
    "data",
  ]);
  const files = card.files.filter(({ name }) => name.endsWith(".mp3"));
  expect(downloadsOf({ ...card, files }).map(({ path }) => path)).toEqual([
    `${card.path}${card.publicationKey}.mp3`,
  ]);
  expect(downloadsOf({ ...card, files: [] })).toEqual([]);
});

test("browsers try AAC first and MP3 last", () => {
  expect(sourcesOf(aCard()).map(({ mimeType }) => mimeType)).toEqual([
    "audio/mp4",
    "audio/ogg",
    "audio/mpeg",
  ]);
});
