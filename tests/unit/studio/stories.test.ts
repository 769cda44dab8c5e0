import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createSitePartDoor } from "#adapters/node/site-part-door";
import { createStoredUploads } from "#adapters/node/stored-uploads";
import { readEpisode, requireEpisode } from "#pipeline/episode/episode-records";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { sweep } from "#pipeline/sweep/sweep";
import { sweepUploads } from "#pipeline/studio/story-uploads";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { createStudioApp } from "../../../infra/web/studio/studio-app.ts";
import { createWebApp } from "../../../infra/web/web-app.ts";
import { aReadyStory } from "../../support/story.ts";
import { aStudio, aStudioVisitor, type StudioVisitor } from "../../support/studio-visitor.ts";
import { folders } from "../../support/invited.ts";

const fields = {
  titre: "Un matin",
  serie: "paroles-de-talents",
  "voix-1-prenom": "Awa",
  texte: "Bonjour à tous.",
};

const awa = {
  id: "s1",
  role: "talent",
  firstName: "Awa",
  situation: { kind: "adult" },
} as const;

/** The studio with uploads that keep what they are sent. */
async function aReceivingStudio() {
  const studio = await aStudio();
  const { app } = studio;
  // Files are read back here: a store that keeps paths as they are named would not do.
  const privateStore = {
    ...app.privateStore,
    async put(key: string, body: Uint8Array | { readonly path: string }) {
      const { readFile } = await import("node:fs/promises");
      const bytes = "path" in body ? new Uint8Array(await readFile(body.path)) : body;
      return app.privateStore.put(key, bytes);
    },
  };
  const door = createSitePartDoor({
    store: privateStore,
    clock: app.clock,
    key: new Uint8Array(32),
    path: "/studio/depot",
  });
  const uploads = createStoredUploads({ store: privateStore, workspace: folders, door });
  const receiving = { ...app, privateStore, studio: { ...app.studio, uploads } };
  const web = createStudioApp({ app: receiving, receivePart: door.receive });
  const as = (email: string) => studio.signIn(email, aStudioVisitor(web, app.origin));
  return { ...studio, app: receiving, web, coach: () => as("coach@example.org"), as };
}

const sound = Uint8Array.from({ length: 600_000 }, (_, index) => index * 7);
const sha256 = createHash("sha256").update(sound).digest("hex");
const announced = { draft: "draft-0001", bytes: sound.length, sha256 };
type State = { id: string; partBytes: number; received: number[]; episodeId?: string };
const read = <T>(seen: { text: string }) => JSON.parse(seen.text) as T;

async function sendParts(
  visitor: StudioVisitor,
  state: State,
  parts: readonly number[],
): Promise<void> {
  const answer = await visitor.json(`/studio/envois/${state.id}/adresses`, { parts });
  const { addresses } = read<{ addresses: Record<string, string> }>(answer);
  for (const number of parts) {
    const from = (number - 1) * state.partBytes;
    const body = sound.slice(from, from + state.partBytes);
    expect((await visitor.send("PUT", addresses[number] ?? "", { body })).status).toBe(204);
  }
}

test("a recording that is cut off in the middle goes on where it was, and is the same to the last bit", async () => {
  const { coach, app, as } = await aReceivingStudio();
  const first = await coach();
  const begun = read<State>(await first.json("/studio/envois", announced));
  await sendParts(first, begun, [1]);
  // Another tab, another session of the same person, another day.
  const later = await coach();
  const again = read<State>(await later.json("/studio/envois", announced));
  expect(again).toMatchObject({ id: begun.id, received: [1] });
  const early = await later.json(`/studio/envois/${again.id}/finir`, { fields });
  expect(early.status).toBe(503);
  await sendParts(later, again, [2, 3]);
  const done = read<{ episodeId: string; sha256: string }>(
    await later.json(`/studio/envois/${again.id}/finir`, { fields }),
  );
  expect(done.sha256).toBe(sha256);
  const { episode } = await requireEpisode(app.records, done.episodeId);
  expect(episode).toMatchObject({ title: "Un matin", stage: { name: "received" } });
  expect(Buffer.from(await app.privateStore.get(episode.source.key)).equals(sound)).toBe(true);
  // Asked again because the answer was lost: the same story, not a second one.
  const repeated = await later.json(`/studio/envois/${again.id}/finir`, { fields });
  expect(read<{ episodeId: string }>(repeated).episodeId).toBe(done.episodeId);
  // Nobody else's: an administrator neither.
  const other = await as("administrator@example.org");
  expect((await other.get(`/studio/envois/${begun.id}`)).status).toBe(404);
});

test("what arrives and is not what was announced becomes no story", async () => {
  const { coach, app } = await aReceivingStudio();
  const visitor = await coach();
  const lie = { ...announced, sha256: "0".repeat(64) };
  const begun = read<State>(await visitor.json("/studio/envois", lie));
  await sendParts(visitor, begun, [1, 2, 3]);
  const refused = await visitor.json(`/studio/envois/${begun.id}/finir`, { fields });
  expect(read<{ error: { code: string } }>(refused).error.code).toBe("upload-differs");
  expect((await app.privateStore.list("uploads/")).keys).toEqual([]);
  expect((await app.privateStore.list("incoming/")).keys).toEqual([]);
});

test("a form that lacks something is told by field, and the recording is kept for another try", async () => {
  const { coach } = await aReceivingStudio();
  const visitor = await coach();
  const begun = read<State>(await visitor.json("/studio/envois", announced));
  await sendParts(visitor, begun, [1, 2, 3]);
  const refused = await visitor.json(`/studio/envois/${begun.id}/finir`, {
    fields: { ...fields, "voix-1-prenom": "" },
  });
  expect(refused.status).toBe(422);
  expect(read<{ error: { field: string } }>(refused).error.field).toBe("voix-1-prenom");
  const mended = await visitor.json(`/studio/envois/${begun.id}/finir`, { fields });
  expect(mended.status).toBe(200);
});

test("an upload that nobody finished is forgotten after two weeks", async () => {
  const { coach, app } = await aReceivingStudio();
  const visitor = await coach();
  const begun = read<State>(await visitor.json("/studio/envois", announced));
  await sendParts(visitor, begun, [1]);
  app.time.now = "2026-12-08T12:00:00.000Z";
  expect(await sweepUploads(app)).toBe(1);
  expect((await app.privateStore.list("incoming/")).keys).toEqual([]);
});

test("parts that no record knows of, as after a restore, go when they are two weeks old, and no others", async () => {
  const { coach, app } = await aReceivingStudio();
  const visitor = await coach();
  await backUp(app, app.backups, "before");
  const begun = read<State>(await visitor.json("/studio/envois", announced));
  await sendParts(visitor, begun, [1, 2]);
  const { keys } = await app.privateStore.list("incoming/");
  expect(keys).toHaveLength(2);
  const partsAreOld = (days: number) => {
    const date = new Date(Date.parse(app.time.now) - days * 86_400_000);
    for (const key of keys) app.privateStore.dates.set(key, date);
  };
  const left = async () => {
    await sweep(app, { thorough: true });
    return (await app.privateStore.list("incoming/")).keys.length;
  };
  // Its record is younger: a store that dates them wrongly takes nothing from anybody.
  partsAreOld(15);
  expect(await left()).toBe(2);
  await restore(app, app.backups, "before");
  partsAreOld(13);
  expect(await left()).toBe(2);
  partsAreOld(14);
  expect(await left()).toBe(0);
});

test("without scripts the form brings the recording itself", async () => {
  const { coach, app } = await aReceivingStudio();
  const visitor = await coach();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("jeton", visitor.formToken());
  const withoutSound = await visitor.send("POST", "/studio/enregistrer", { body: form });
  expect(withoutSound.status).toBe(422);
  expect(withoutSound.screen("record").fields["titre"]).toBe("Un matin");
  form.append("son", new File([sound], "minute.wav"));
  const sent = await visitor.send("POST", "/studio/enregistrer", { body: form });
  expect(sent.location).toMatch(/^\/studio\/recits\/[0-9a-z]{20}$/);
  const id = sent.location.split("/").at(-1) ?? "";
  expect((await requireEpisode(app.records, id)).episode.source.sha256).toBe(sha256);
});

test("the board tells what each story waits for, from the recording to the public page and back", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const { app } = studio;
  const standing = async () => (await visitor.get("/studio")).screen("board").rows[0]?.standing;
  const id = await aReadyStory(app);
  expect(await standing()).toBe("ask");
  await visitor.post(`/studio/recits/${id}/demander`, { voix: "s1", signataire: "self" });
  expect(await standing()).toBe("asked");
  await grantOnPaper(app, {
    episodeId: id,
    scan: { path: "/scan" },
    scopes: ["voice", "transcript"],
  });
  expect(await standing()).toBe("live");
  await withdrawConsent(app, { episodeId: id, channel: "staff" });
  expect(await standing()).toBe("closed");
});

test("the board finds stories by words and first names without accents, by show, by state and by who recorded them", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  await aReadyStory(studio.app);
  const found = async (query: string) =>
    (await visitor.get(`/studio?${query}`)).screen("board").rows.length;
  expect(await found("q=zephyrine+KALEIDO")).toBe(1);
  expect(await found("q=nobody")).toBe(0);
  expect(await found("serie=paroles-de-talents&etat=ask")).toBe(1);
  expect(await found("etat=live")).toBe(0);
  expect(await found("miens=1")).toBe(0);
});

test("a recording that was refused says why, in the reader's words, and is worked on again at one press", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const { app } = studio;
  const id = await aReadyStory(app);
  const file = await readEpisode(app.records, id);
  if (file === undefined) throw new Error("no story");
  await app.records.commit([
    {
      kind: "put",
      partition: `episode#${id}`,
      sort: "episode",
      expect: { version: file.version },
      body: {
        ...file.episode,
        stage: { name: "failed", code: "media-silent", params: { loudnessLufs: -70 } },
      },
      listing: { list: "episodes", order: `${file.episode.createdAt}#${id}` },
    },
  ]);
  const page = (await visitor.get(`/studio/recits/${id}`)).screen("story");
  expect(page.state).toMatchObject({ stage: "failed", standing: "failed" });
  expect(page.state.problem).toContain("Rapprochez le micro");
  expect((await visitor.post(`/studio/recits/${id}/reprendre`)).location).toContain("trying-again");
  const state = read<{ stage: string }>(await visitor.get(`/studio/recits/${id}/etat`));
  expect(state.stage).toBe("received");
  await processEpisode(app, id);
  const again = await visitor.post(`/studio/recits/${id}/reprendre`);
  expect(again.status).toBe(422);
});

test("links and codes are shown once, to whoever asked, and open what they promise", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const id = await aReadyStory(studio.app);
  const asked = await visitor.post(`/studio/recits/${id}/demander`, {
    voix: "s1",
    signataire: "self",
  });
  const [person] = asked.screen("asked").people;
  expect(person?.card?.front).toContain("<svg");
  expect(person?.qr.modules).toBeGreaterThan(20);
  const page = await visitor.get(`/studio/recits/${id}`);
  expect(page.text).not.toContain(person?.url.split("/").at(-1));
  const [voice] = page.screen("story").voices;
  expect(voice?.signatories[0]?.askedAt).toBe("2026-11-23T12:00:00.000Z");
});

test("a device that is handed over holds the participant's session and the team's no more", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const { app } = studio;
  const id = await aReadyStory(app);
  const held = visitor.cookies.get("__Host-studio") ?? "";
  const handed = await visitor.post(`/studio/recits/${id}/remettre`, {
    voix: "s1",
    signataire: "self",
  });
  expect(handed.location).toBe("/voix/debut");
  expect([...visitor.cookies.keys()]).toEqual(["__Host-voix"]);
  // Ended on our side: going back in the browser, or keeping the cookie, opens nothing.
  const kept = studio.visitor();
  kept.cookies.set("__Host-studio", held);
  expect((await kept.get("/studio")).status).toBe(303);
  const voix = createWebApp({
    app,
    notice: (locale) => ({ ...app.consent.notice(locale), recordings: new Set() }),
  });
  const cookie = `__Host-voix=${visitor.cookies.get("__Host-voix")}`;
  const request = new Request(`${app.origin}/voix/debut`, { headers: { Cookie: cookie } });
  expect((await voix(request, { address: "203.0.113.7" })).status).toBe(200);
});

test("a signed form with its scan opens the story, and without one it is refused", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const id = await aReadyStory(studio.app);
  const form = new FormData();
  form.append("jeton", visitor.formToken());
  form.append("voix", "s1");
  form.append("portee", "voice");
  form.append("portee", "transcript");
  form.append("prenom", "aucun");
  const path = `/studio/recits/${id}/papier`;
  expect((await visitor.send("POST", path, { body: form })).status).toBe(422);
  form.append("formulaire", new File(["scan"], "form.png"));
  const recorded = await visitor.send("POST", path, { body: form });
  expect(recorded.location).toContain("paper-recorded");
  const file = await readEpisode(studio.app.records, id);
  expect(file?.consents.map(({ scope, state, channel }) => [scope, state, channel])).toEqual([
    ["transcript", "given", "paper"],
    ["voice", "given", "paper"],
  ]);
});

test("a detained person's form needs the authorisation too, and is filed with it", async () => {
  const studio = await aStudio();
  const { app } = studio;
  const visitor = await studio.as("coach");
  const id = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: "Dedans",
      language: "fr",
      speakers: [{ id: "s1", role: "talent", firstName: "Noa", situation: { kind: "detained" } }],
      knownText: [{ speakerId: "s1", text: "Bonjour." }],
    },
    { path: "/upload" },
  );
  await processEpisode(app, id);
  const page = (await visitor.get(`/studio/recits/${id}`)).screen("story");
  expect(page.voices[0]?.blockedBy).toBe("detained-without-authorisation");
  const form = new FormData();
  form.append("jeton", visitor.formToken());
  form.append("voix", "s1");
  form.append("formulaire", new File(["scan"], "form.png"));
  for (const scope of ["voice", "transcript"]) form.append("portee", scope);
  const path = `/studio/recits/${id}/papier`;
  expect((await visitor.send("POST", path, { body: form })).status).toBe(422);
  form.append("autorisation", "DISP 2026-114");
  expect((await visitor.send("POST", path, { body: form })).location).toContain("paper-recorded");
  expect((await requireEpisode(app.records, id)).episode.speakers[0]?.situation).toMatchObject({
    kind: "detained",
    authorisation: "DISP 2026-114",
  });
  expect((await visitor.get("/studio")).screen("board").rows[0]?.standing).toBe("live");
});

test("a recording whose work has stopped can be given on again", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const { app } = studio;
  const id = await receiveEpisode(
    app,
    { showSlug: "paroles-de-talents", title: "Un matin", language: "fr", speakers: [awa] },
    { path: "/upload" },
  );
  app.queue.waiting.length = 0;
  const isSlow = async () => (await visitor.get(`/studio/recits/${id}`)).screen("story").isSlow;
  expect(await isSlow()).toBe(false);
  app.time.now = "2026-11-23T12:05:01.000Z";
  expect(await isSlow()).toBe(true);
  await visitor.post(`/studio/recits/${id}/reprendre`);
  expect(app.queue.waiting.map(({ job }) => job)).toEqual([{ kind: "process", episodeId: id }]);
});

test("the whole team can close a story at a person's word, with or without a reason", async () => {
  const studio = await aStudio();
  const { app } = studio;
  const id = await aReadyStory(app);
  await grantOnPaper(app, { episodeId: id, scan: { path: "/s" }, scopes: ["voice", "transcript"] });
  const visitor = await studio.as("communications");
  const closed = await visitor.post(`/studio/recits/${id}/retirer`, { raison: "" });
  expect(closed.location).toContain("withdrawn");
  expect((await visitor.get("/studio")).screen("board").rows[0]?.standing).toBe("closed");
});

test("follow-ups fall due, are met by a story that goes on, and stand in a calendar that names nobody", async () => {
  const studio = await aStudio();
  const visitor = await studio.as("coach");
  const { app } = studio;
  const id = await aReadyStory(app);
  app.time.now = "2027-01-30T12:00:00.000Z";
  const again = await studio.as("coach");
  const [due] = (await again.get("/studio/agenda")).screen("agenda").due;
  expect(due).toMatchObject({ kind: "follow-up", months: 3, on: "2027-02-23", isOverdue: false });
  const made = (await again.post("/studio/agenda/adresse")).screen("agenda").address ?? "";
  const path = new URL(made).pathname;
  const calendar = await studio.visitor().get(path, { headers: { Accept: "*/*" } });
  expect(calendar.headers.get("content-type")).toContain("text/calendar");
  expect(calendar.text).toContain("DTSTART;VALUE=DATE:20270223");
  expect(calendar.text).not.toMatch(/phyrine|Kal/i);
  // The same calendar is the same text, so that apps need not take it in again.
  expect((await studio.visitor().get(path)).text).toBe(calendar.text);
  await again.post("/studio/agenda/adresse");
  expect((await studio.visitor().get(path)).status).toBe(404);
  await again.post(`/studio/recits/${id}/suivi/3`);
  expect((await again.get("/studio/agenda")).screen("agenda").due).toEqual([]);
  expect(visitor.cookies.size).toBe(1);
});
