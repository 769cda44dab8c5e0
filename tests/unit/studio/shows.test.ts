import sharp from "sharp";
import { expect, test } from "vitest";
import { createSharpArtist } from "#adapters/sharp/sharp-artist";
import { showFields, showFieldText } from "#core/studio/show-form";
import { withContent } from "#pipeline/current-content";
import { isPressed, pressAll } from "#pipeline/publication/press-all";
import { sweep } from "#pipeline/sweep/sweep";
import type { StudioScreen } from "#core/studio/page";
import { aReadyStory, grantAll } from "../../support/story.ts";
import { aStudio } from "../../support/studio-visitor.ts";

type Shown = Extract<StudioScreen, { name: "show" }>;
const at = "/studio/series/paroles-de-talents";

/** A pressed site with a public story, and an administrator at a show's form. */
async function atAShow() {
  const { app, ...studio } = await aStudio();
  // The pictures are judged for real; drawing them stays a stand-in.
  const { lookAt } = createSharpArtist();
  Object.assign(app.artist, { lookAt });
  const story = await aReadyStory(app);
  await grantAll(app, story);
  await pressAll(app);
  const admin = await studio.as("administrator");
  const page = async (path = at) => (await admin.get(path)).screen("show");
  const fieldsOf = ({ show, revision }: Shown) => ({
    ...Object.fromEntries(showFields.map((field) => [field.name, showFieldText(show, field)])),
    explicit: "",
    revision: String(revision),
  });
  const send = async (
    changes: Readonly<Record<string, string>>,
    picture?: Uint8Array<ArrayBuffer>,
  ) => {
    const form = new FormData();
    const all = { ...fieldsOf(await page()), jeton: admin.formToken(), ...changes };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    if (picture !== undefined) form.set("image", new Blob([picture]), "image");
    return admin.send("POST", at, { body: form });
  };
  const feed = async () => {
    const bytes = await app.publicStore.get("feeds/paroles-de-talents.xml");
    return new TextDecoder().decode(bytes);
  };
  return { app, ...studio, admin, page, fieldsOf, send, feed };
}

const drawn = async (
  side: number,
  { height = side, format = "png", grey = false, alpha = 1 } = {},
): Promise<Uint8Array<ArrayBuffer>> => {
  const background = { r: 38, g: 23, b: 45, alpha };
  const channels = alpha === 1 ? (3 as const) : (4 as const);
  const plain = sharp({ create: { width: side, height, channels, background } });
  const colours = grey ? plain.toColourspace("b-w") : plain;
  return new Uint8Array(await colours.toFormat(format as "png").toBuffer());
};

test("a changed show is pressed everywhere it stands, under the same feed address and guid", async () => {
  const { app, send, feed, work, page } = await atAShow();
  const guid = /<podcast:guid>[^<]+/.exec(await feed())?.[0] ?? "none";
  expect((await send({ title: "Voix du quartier" })).location).toBe(`${at}?m=show-saved`);
  expect(await isPressed(app)).toBe(false);
  await work();
  expect(await isPressed(app)).toBe(true);
  const after = await feed();
  expect(after).toContain("<title>Voix du quartier</title>");
  expect(after).toContain(guid);
  expect((await withContent(app)).content.shows.map(({ title }) => title)).toEqual([
    "Voix du quartier",
  ]);
  const shown = await page();
  expect(shown.history.map(({ revision, by }) => [revision, by])).toEqual([[1, "administrator"]]);
});

test("a press that nobody finished is sent again by a sweep, once it is late", async () => {
  const { app, send } = await atAShow();
  await send({ title: "Voix du quartier" });
  const presses = () => app.queue.waiting.filter(({ job }) => job.kind === "press").length;
  app.queue.waiting.length = 0;
  await sweep(app);
  expect(presses()).toBe(0);
  app.time.now = new Date(Date.parse(app.time.now) + 16 * 60_000).toISOString();
  await sweep(app);
  await sweep(app);
  expect(presses()).toBe(1);
});

test("a show's picture is what Apple takes, or is refused with the reason, and nothing is saved", async () => {
  const { send, page } = await atAShow();
  const reasons: readonly (readonly [Uint8Array<ArrayBuffer>, RegExp])[] = [
    [await drawn(1399), /1400 à 3000/],
    [await drawn(3001), /1400 à 3000/],
    [await drawn(1400, { height: 1401 }), /carrée/],
    [await drawn(1400, { format: "webp" }), /JPEG ou PNG/],
    [await drawn(1400, { grey: true }), /RVB/],
    [await drawn(1400, { alpha: 0.5 }), /transparence/],
    [new TextEncoder().encode("no picture"), /ne peut pas être lue/],
  ];
  for (const [picture, reason] of reasons) {
    const refused = await send({ title: "Autre titre" }, picture);
    expect(refused.status).toBe(422);
    expect(refused.page().frame.problem).toMatch(reason);
    expect(refused.screen("show").show["title"]).toBe("Autre titre");
  }
  expect((await page()).revision).toBe(0);
  for (const format of ["jpeg", "png"]) await send({}, await drawn(1400, { format }));
  expect((await page()).show["artworkVersion"]).toBe(3);
  expect((await page()).history).toHaveLength(2);
});

test("a field that does not hold is named, and a show without its category, address or text is not saved", async () => {
  const { send } = await atAShow();
  for (const [field, value] of [
    ["title", " "],
    ["ownerEmail", "nobody"],
    ["category", "Cookery / Soup"],
    ["description", ""],
    ["license.url", "not an address"],
  ] as const) {
    const refused = await send({ [field]: value });
    expect(refused.status, field).toBe(422);
    const named = refused.screen("show").problems.map((problem) => problem.field);
    expect(named, field).toEqual([field]);
  }
});

test("two people at one show lose nothing: the second chooses field by field", async () => {
  const { admin, fieldsOf, page, send } = await atAShow();
  const seen = fieldsOf(await page());
  await send({ title: "De l’une" });
  const late = await admin.post(at, { ...seen, subtitle: "De l’autre" });
  expect(late.status).toBe(409);
  const { rows, carried = "", revision } = late.screen("differences");
  expect(rows.map(({ field, suggested }) => [field, suggested])).toEqual([
    ["title", "theirs"],
    ["subtitle", "mine"],
  ]);
  await admin.post(`${at}/choisir`, {
    revision: String(revision),
    carte: carried,
    "choix.title": "theirs",
    "choix.subtitle": "mine",
  });
  const { show } = await page();
  expect([show["title"], show["subtitle"]]).toEqual(["De l’une", "De l’autre"]);
});

test("a file of the repository that has changed waits for a choice, and never goes over the studio", async () => {
  const { app, admin, page, send } = await atAShow();
  await send({ title: "Du studio" });
  const [file] = app.content.shows;
  if (file === undefined) throw new Error("a show is needed");
  Object.assign(app.content, { shows: [{ ...file, location: "Lille" }] });
  expect((await page()).fileChanged).toBe(true);
  expect((await withContent(app)).content.shows[0]?.title).toBe("Du studio");
  expect((await send({ title: "Encore" })).page().frame.problem).toContain("Choisissez d’abord");
  const { rows } = (await admin.get(`${at}/choisir`)).screen("differences");
  expect(rows.map(({ field, suggested }) => [field, suggested])).toEqual([
    ["title", "mine"],
    ["location", "theirs"],
  ]);
  const { revision } = await page();
  const picks = { "choix.title": "mine", "choix.location": "theirs" };
  await admin.post(`${at}/choisir`, { revision: String(revision), ...picks });
  const { show, fileChanged } = await page();
  expect([show["title"], show["location"], fileChanged]).toEqual(["Du studio", "Lille", false]);
});

test("an earlier state and the file itself come back as the newest, and a picture under a new address", async () => {
  const { admin, page, send } = await atAShow();
  await send({ title: "Un" }, await drawn(1400));
  await send({ title: "Deux" });
  const restore = async (version: string) =>
    admin.post(`${at}/revenir`, { version, revision: String((await page()).revision) });
  await restore("1");
  expect(await page()).toMatchObject({ revision: 3, show: { title: "Un", artworkVersion: 2 } });
  await restore("0");
  const { show, pictureUrl } = await page();
  expect(show["artworkVersion"]).toBe(3);
  expect(pictureUrl).toBe("/series/paroles-de-talents/artwork-3-500.jpg");
});

test("a new show has a page, a feed and a place in the recorder at once; its name is nobody else's", async () => {
  const { app, admin, as, fieldsOf, page, work } = await atAShow();
  const fields = { ...fieldsOf(await page()), title: "Voix de Lens" };
  const taken = await admin.post("/studio/series/nouvelle", {
    ...fields,
    slug: "paroles-de-talents",
  });
  expect(taken.page().frame.problem).toContain("porte déjà ce nom");
  const made = await admin.post("/studio/series/nouvelle", { ...fields, slug: "voix-de-lens" });
  expect(made.location).toBe("/studio/series/voix-de-lens?m=show-saved");
  await work();
  expect((await app.publicStore.list("series/voix-de-lens/")).keys.length).toBeGreaterThan(0);
  const coach = await as("coach");
  const { shows } = (await coach.get("/studio/enregistrer")).screen("record");
  expect(shows.map(({ slug }) => slug)).toEqual(["paroles-de-talents", "voix-de-lens"]);
  const file = await admin.get("/studio/series/voix-de-lens/fichier");
  expect(JSON.parse(file.text)).toMatchObject({ slug: "voix-de-lens", title: "Voix de Lens" });
});
