import { expect, test } from "vitest";
import { addDays } from "#core/consent/terms";
import { decidePublication } from "#core/publication";
import { asIfAgreed } from "#core/studio/as-if-agreed";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { sweep } from "#pipeline/sweep/sweep";
import { agendaUntil } from "#pipeline/studio/agenda";
import { aDossier } from "../../support/episode-builder.ts";
import { aReadyStory, canary, grantAll } from "../../support/story.ts";
import { aStudio, type StudioVisitor } from "../../support/studio-visitor.ts";

async function aStory() {
  const studio = await aStudio();
  const id = await aReadyStory(studio.app);
  const visitor = await studio.as("communications");
  const at = `/studio/recits/${id}`;
  const form = async () => {
    const { fields, mark } = (await visitor.get(`${at}/fiche`)).screen("details");
    return {
      marque: mark,
      titre: fields.title,
      resume: fields.summary,
      themes: fields.themes.join(", "),
      metier: fields.trade,
      lieu: fields.place,
      "enregistre-le": fields.recordedOn,
    };
  };
  const states = async () =>
    Object.fromEntries(
      (await requireEpisode(studio.app.records, id)).consents.map(({ scope, state }) => [
        scope,
        state,
      ]),
    );
  const isOpen = async () => (await studio.app.allowList.get(id))?.state === "allowed";
  return { ...studio, id, visitor, at, form, states, isOpen };
}

test("a tag or a trade changes nothing that was agreed to; a title ends the yes to the words alone", async () => {
  const { app, id, visitor, at, form, states, isOpen } = await aStory();
  await grantAll(app, id);
  await visitor.post(`${at}/fiche`, {
    ...(await form()),
    metier: "Boulangère",
    themes: "Pain, Été",
  });
  const { episode } = await requireEpisode(app.records, id);
  expect(episode).toMatchObject({ trade: "Boulangère", themes: ["pain", "ete"] });
  expect(await isOpen()).toBe(true);
  await visitor.post(`${at}/fiche`, { ...(await form()), titre: "Un autre titre", metier: "" });
  expect(await states()).toMatchObject({
    voice: "given",
    transcript: "invalidated",
    name: "given",
  });
  expect(await isOpen()).toBe(false);
  expect((await requireEpisode(app.records, id)).episode.trade).toBeUndefined();
});

test("details that somebody else has changed meanwhile are not written over, and what was typed stays on the screen", async () => {
  const { visitor, at, form, as } = await aStory();
  const mine = await form();
  const other = await as("coach");
  await other.get(`${at}/fiche`);
  await other.post(`${at}/fiche`, { ...mine, titre: "Le leur" });
  const refused = await visitor.post(`${at}/fiche`, { ...mine, titre: "Le mien" });
  expect(refused.status).toBe(409);
  expect(refused.screen("details").fields.title).toBe("Le mien");
  expect((await form()).titre).toBe("Le leur");
  const empty = await visitor.post(`${at}/fiche`, { ...(await form()), titre: " " });
  expect(empty.status).toBe(422);
});

test("a day that was set holds a story back, the clock does not open it, and a person does", async () => {
  const { app, id, visitor, at, isOpen, states, as } = await aStory();
  await grantAll(app, id);
  expect(await isOpen()).toBe(true);
  const refused = await visitor.post(`${at}/date`, { date: "2026-02-31" });
  expect(refused.page().frame.problem).toContain("n’existe pas");
  const day = (days: number) => addDays(app.clock.now(), days);
  const on = day(10).slice(0, 10);
  await visitor.post(`${at}/date`, { date: on });
  expect(await isOpen()).toBe(false);
  expect(await states()).toMatchObject({ voice: "given", transcript: "given" });
  expect((await visitor.get(at)).screen("story").heldUntil).toBe(on);
  const release = expect.objectContaining({ kind: "release", on, episodeId: id });
  expect(await agendaUntil(app, day(9))).not.toContainEqual(release);
  expect(await agendaUntil(app, day(11))).toContainEqual(release);
  app.time.now = day(12);
  await sweep(app);
  expect(await isOpen()).toBe(false);
  const later = await as("coach");
  await later.post(`${at}/date`, { faire: "lever" });
  expect(await isOpen()).toBe(true);
  expect(await agendaUntil(app, day(400))).not.toContainEqual(release);
});

test("a day that is lifted opens a story whose every yes is there", async () => {
  const { app, id, visitor, at, isOpen } = await aStory();
  await visitor.get(at);
  await visitor.post(`${at}/date`, { date: "2030-01-15" });
  await grantAll(app, id);
  expect(await isOpen()).toBe(false);
  await visitor.post(`${at}/date`, { faire: "lever" });
  expect(await isOpen()).toBe(true);
});

test("the preview is the public page with private files, for the team alone, and records nothing", async () => {
  const { app, id, visitor, at, isOpen } = await aStory();
  const before = await requireEpisode(app.records, id);
  const seen = await visitor.get(`${at}/apercu`);
  expect(seen.headers.get("x-robots-tag")).toContain("noindex");
  expect(seen.headers.get("cache-control")).toBe("no-store");
  const page = JSON.parse(seen.text) as {
    kind: string;
    episode: { path: string; headline: string; files: { name: string }[] };
  };
  expect(page).toMatchObject({ kind: "episode", episode: { path: `${at}/apercu/` } });
  expect(page.episode.headline).toContain(canary.firstName);
  for (const { name } of page.episode.files) {
    const file = await visitor.get(`${page.episode.path}${name}`);
    expect(file.status, name).toBe(200);
    expect((await signedOut(visitor, `${page.episode.path}${name}`)).status).toBe(401);
  }
  expect((await visitor.get(`${at}/apercu/autre.mp3`)).status).toBe(404);
  expect(await isOpen()).toBe(false);
  expect(await requireEpisode(app.records, id)).toEqual(before);
});

async function signedOut(visitor: StudioVisitor, path: string) {
  const kept = [...visitor.cookies];
  visitor.cookies.clear();
  const seen = await visitor.get(path, { headers: { Accept: "application/json" } });
  for (const [name, value] of kept) visitor.cookies.set(name, value);
  return seen;
}

test("what blocks a story blocks its preview, and a name that was refused stays out of it", () => {
  const now = "2026-05-04T10:00:00.000Z";
  const blocked = aDossier();
  const [speaker] = blocked.episode.speakers;
  if (speaker === undefined) throw new Error("nobody speaks");
  const situation = { kind: "minor-in-criminal-proceedings" as const };
  const minor = {
    ...blocked,
    episode: { ...blocked.episode, speakers: [{ ...speaker, situation }] },
  };
  expect(decidePublication(asIfAgreed(minor, now), now).status).toBe("withheld");
  const consents = blocked.consents.map((one) =>
    one.scope === "name" ? { ...one, nameChoice: { kind: "none" as const } } : one,
  );
  const decision = decidePublication(asIfAgreed({ ...blocked, consents }, now), now);
  const names =
    decision.status === "publishable" ? decision.episode.speakers.map(({ name }) => name) : ["?"];
  expect(names).toEqual(
    consents.some(({ scope }) => scope === "name") ? [undefined] : [speaker.firstName],
  );
});
