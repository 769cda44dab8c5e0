import { expect, test } from "vitest";
import { projectFormOf } from "../../support/project-form-of.ts";
import type { LooseCard } from "#core/studio/card-merge";
import { aStudio, type StudioVisitor } from "../../support/studio-visitor.ts";
import { aCard } from "../../support/project-builder.ts";

const at = "/studio/projets/un-projet";
const post = (
  visitor: StudioVisitor,
  path: string,
  card: LooseCard,
  more: Readonly<Record<string, string | File>> = {},
) => {
  const body = new FormData();
  body.set("jeton", visitor.formToken());
  for (const [name, value] of Object.entries(projectFormOf(card)))
    for (const one of [value].flat()) body.append(name, String(one));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return visitor.send("POST", path, { body });
};

async function begun() {
  const studio = await aStudio();
  const visitor = await studio.as("communications");
  await visitor.get("/studio/projets/nouveau");
  const made = await post(visitor, "/studio/projets/nouveau", aCard());
  expect(made.location).toBe(`${at}?m=saved`);
  return { studio, visitor };
}
const titled = (fr: string) => aCard({ title: { fr, en: fr } });
const revision = (number: number) => ({ revision: String(number) });

test("a project is written, published, edited, restored and taken off, each by a form of its own", async () => {
  const { studio, visitor } = await begun();
  const page = "/projets/un-projet/";
  expect((await studio.app.stranger(page)).status).toBe(404);
  await visitor.press(`${at}/publier`, revision(1));
  expect((await studio.app.stranger(page)).status).toBe(200);
  await post(visitor, at, titled("Autrement"), { ...revision(1), faire: "publier" });
  expect((await visitor.get(at)).screen("project")).toMatchObject({
    title: "Autrement",
    isPublic: true,
    hasDraft: false,
  });
  await visitor.press(`${at}/revenir`, { ...revision(2), version: "1" });
  expect((await visitor.get(at)).screen("project")).toMatchObject({
    title: "Un projet",
    hasDraft: true,
    history: [{ revision: 3, why: "restored", by: "communications" }, { isPublic: true }, {}],
  });
  await visitor.press(`${at}/depublier`, revision(3));
  expect((await studio.app.stranger(page)).status).toBe(404);
});

test("two tabs on one card: the second sees both versions and overwrites only what it chooses", async () => {
  const { visitor } = await begun();
  await post(visitor, at, titled("Onglet un"), revision(1));
  const late = await post(visitor, at, aCard({ holder: "Onglet deux" }), revision(1));
  expect(late.status).toBe(409);
  const { rows, carried = "", revision: now } = late.screen("differences");
  expect(rows.map(({ field, suggested }) => [field, suggested])).toEqual([
    ["title", "theirs"],
    ["holder", "mine"],
  ]);
  const picks = { "choix.title": "theirs", "choix.holder": "mine" };
  await visitor.press(`${at}/choisir`, { ...revision(now), carte: carried, ...picks });
  expect((await visitor.get(at)).screen("project").card).toMatchObject({
    title: { fr: "Onglet un" },
    holder: "Onglet deux",
  });
});

test("every wrong field is told at its place, in the reader's words, and the draft is kept", async () => {
  const { visitor } = await begun();
  const { holder: _holder, ...rest } = aCard({
    summary: { fr: "<b>Gras</b>", en: "Bold" },
    territories: [{ label: "Lille", regionCodes: ["99"] }],
    peopleTarget: [{ count: -3, kind: "accompanied" }],
  });
  const refused = await post(visitor, at, rest, { ...revision(1), faire: "publier" });
  expect(refused.status).toBe(422);
  const { problems, isRefused } = refused.screen("project");
  expect(isRefused).toBe(true);
  const toldFields = problems.map(({ field }) => field);
  for (const field of [
    "holder",
    "summary.fr",
    "territories[0].regionCodes[0]",
    "peopleTarget[0].count",
  ])
    expect(toldFields).toContain(field);
  expect(problems.every(({ text }) => text.length > 5)).toBe(true);
  expect((await visitor.get(at)).screen("project").card["holder"]).toBeUndefined();
});

test("a photograph is told by what is in it; its own name, a path among them, goes nowhere", async () => {
  const { studio, visitor } = await begun();
  const photo = { credit: "Nous", alt: "Un atelier", file: "../../../etc/passwd.jpg" };
  await post(visitor, at, aCard({ photo }), revision(1));
  expect((await visitor.get(at)).screen("project").card["photo"]).toEqual({
    credit: "Nous",
    alt: "Un atelier",
  });
  const jpeg = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])], "../../Photo de Léa.jpg");
  await post(visitor, at, aCard({ photo }), { ...revision(2), "photo-fichier": jpeg });
  const { photo: kept } = (await visitor.get(at)).screen("project").card;
  expect((kept as LooseCard)["file"]).toMatch(/^[0-9a-f]{32}\.jpg$/);
  const keys = [
    ...(studio.app.privateStore as never as { files: Map<string, unknown> }).files.keys(),
  ];
  expect(keys.filter((key) => key.startsWith("projects/"))).toEqual([
    `projects/photos/${String((kept as LooseCard)["file"])}`,
  ]);
  const script = new File(["<svg onload=alert(1)>"], "photo.jpg");
  const refused = await post(visitor, at, aCard(), { ...revision(3), "photo-fichier": script });
  expect(refused.status).toBe(422);
  expect(refused.page().frame.problem).toContain("JPEG");
});

test("a photograph of 40 MB is refused with words, and nothing of it is kept", async () => {
  const { studio, visitor } = await begun();
  const large = new File([new Uint8Array(40_000_000)], "grande.jpg");
  const refused = await post(visitor, at, aCard(), { ...revision(1), "photo-fichier": large });
  expect(refused.status).toBe(413);
  expect(refused.page().frame.problem).toMatch(/trop/);
  const nearly = new Uint8Array(21_000_000);
  nearly.set([0xff, 0xd8, 0xff]);
  const smaller = new File([nearly], "moyenne.jpg");
  const told = await post(visitor, at, aCard(), { ...revision(1), "photo-fichier": smaller });
  expect(told.page().frame.problem).toBe(
    "Cette photo pèse 21 Mo\u00a0; 20 Mo au plus. Envoyez-en une version plus légère.",
  );
  const { files } = studio.app.privateStore as never as { files: Map<string, unknown> };
  expect([...files.keys()].filter((key) => key.startsWith("projects/"))).toEqual([]);
});

test("files come in and go out as the repository writes them", async () => {
  const { visitor } = await begun();
  const body = new FormData();
  body.set("jeton", visitor.formToken());
  body.append("fichiers", new File([JSON.stringify(titled("Importé"))], "un-projet.md"));
  body.append("fichiers", new File([JSON.stringify(aCard())], "mal-nomme.md"));
  const taken = await visitor.send("POST", "/studio/projets/importer", { body });
  expect(taken.screen("projects").takenIn?.map(({ outcome }) => outcome)).toEqual([
    "to-choose",
    "refused",
  ]);
  const choosing = (await visitor.get(`${at}/choisir`)).screen("differences");
  expect(choosing.rows.map(({ field }) => field)).toEqual(["title"]);
  await visitor.press(`${at}/choisir`, { ...revision(1), "choix.title": "theirs" });
  const file = await visitor.get(`${at}/fichier`);
  expect(JSON.parse(file.text)).toMatchObject({ title: { fr: "Importé" } });
  expect(file.headers.get("content-disposition")).toContain("un-projet.md");
});

test("a kit holds what is public and says nothing of what is not", async () => {
  const { studio, visitor } = await begun();
  expect((await visitor.get(`${at}/kit`)).screen("kit").taken).toBeUndefined();
  expect((await visitor.get(`${at}/kit/qr.svg`)).status).toBe(422);
  await visitor.press(`${at}/publier`, revision(1));
  const { taken } = (await visitor.get(`${at}/kit`)).screen("kit");
  expect(taken?.embed).toMatch(/^<iframe src="[^"]+\/projets\/[^/]+\/embed\.html" title="[^"]+"/);
  expect(taken?.url).toBe(`${studio.app.origin}/projets/un-projet/`);
  expect((await visitor.get(`${at}/kit/qr.svg`)).text).toContain("<svg");
  expect((await visitor.get(`${at}/kit/autre.txt`)).status).toBe(404);
});
