import { expect, test } from "vitest";
import { isArtwork, jpegSize } from "#core/picture/jpeg-size";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { recordErasureWish } from "#pipeline/participant/ask-erasure";
import { publishCheckpoint } from "#pipeline/ledger/publish-checkpoint";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { createStudioApp } from "../../../infra/web/studio/studio-app.ts";
import { aReadyStory, canary, grantAll } from "../../support/story.ts";
import { aStudio, aStudioVisitor } from "../../support/studio-visitor.ts";

test("an administrator invites somebody, changes their role, and takes them out again; at least one stays", async () => {
  const studio = await aStudio();
  const admin = await studio.as("administrator");
  await admin.get("/studio/equipe");
  const invited = await admin.post("/studio/equipe", {
    courriel: "Nouvelle@Example.org",
    nom: "Nora",
    role: "coach",
  });
  const { url, isSent } = invited.screen("team").invited ?? {};
  expect(isSent).toBe(true);
  const nora = studio.visitor();
  const path = new URL(url ?? "").pathname;
  expect((await nora.post(path)).location).toBe("/studio/compte");
  const of = async (email: string) =>
    (await admin.get("/studio/equipe")).screen("team").people.find((one) => one.email === email);
  const { id = "" } = (await of("nouvelle@example.org")) ?? {};
  await admin.post(`/studio/equipe/${id}`, { role: "communications" });
  expect(await of("nouvelle@example.org")).toMatchObject({
    role: "communications",
    state: "joined",
  });
  await admin.post(`/studio/equipe/${id}`, { faire: "retirer" });
  expect((await of("nouvelle@example.org"))?.state).toBe("left");
  expect((await nora.get("/studio")).location).toContain("/studio/entrer");
  const own = (await of("administrator@example.org"))?.id ?? "";
  const refused = await admin.post(`/studio/equipe/${own}`, { role: "coach" });
  expect(refused.page().frame.problem).toContain("au moins une personne");
});

test("a withdrawal opens a request for a recipient, which somebody takes over and closes", async () => {
  const { app, ...studio } = await aStudio();
  const comms = await studio.as("communications");
  const page = async () => (await comms.get("/studio/destinataires")).screen("copies");
  const [owner, other] = (await page()).people;
  await comms.post("/studio/destinataires", {
    nom: "Annuaire des voix",
    genre: "directory",
    comment: "Écrire à leur équipe.",
    responsable: owner?.id ?? "",
    flux: "oui",
    jours: "3",
  });
  expect((await page()).recipients).toMatchObject([{ name: "Annuaire des voix", dueDays: 3 }]);
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await withdrawConsent(app, { episodeId: id, channel: "staff", staffId: "x" });
  const [task] = (await page()).tasks;
  expect(task).toMatchObject({ storyId: id, owner: owner?.name, isLate: false });
  const at = `/studio/destinataires/taches/${task?.id}`;
  await comms.post(at, { faire: "confier", responsable: other?.id ?? "" });
  expect((await page()).tasks).toMatchObject([{ owner: other?.name }]);
  expect((await comms.post(at, { note: "Retiré." })).location).toContain("m=task-done");
  expect((await page()).tasks).toEqual([]);
  const twice = await comms.post(at, { note: "Encore." });
  expect(twice.status).toBe(422);
  const [recipient] = (await page()).recipients;
  await comms.post(`/studio/destinataires/${recipient?.id}/retirer`);
  expect((await page()).recipients).toMatchObject([{ isRetired: true }]);
});

test("an erasure that waits is confirmed only with a second contact, by an administrator; a coach sees it", async () => {
  const { app, ...studio } = await aStudio();
  const id = await aReadyStory(app);
  await recordErasureWish(app, { episodeId: id, staffId: "coach" });
  const coach = await studio.as("coach");
  const seen = (await coach.get("/studio/accords")).screen("consents");
  expect(seen).toMatchObject({ mayErase: false, erasures: [{ storyTitle: canary.title }] });
  expect(seen.statistics).toBeUndefined();
  expect(seen.notices.map(({ locale }) => locale)).toEqual(["fr", "en", "ar"]);
  const at = `/studio/accords/${id}/effacer`;
  expect((await coach.post(at, { contact: "au téléphone" })).status).toBe(403);
  const admin = await studio.as("administrator");
  expect((await admin.get("/studio/accords")).screen("consents").statistics).toEqual([]);
  expect((await admin.post(at, { faire: "effacer", contact: " " })).status).toBe(422);
  expect((await requireEpisode(app.records, id)).episode.stage.name).toBe("ready");
  const done = await admin.post(at, { faire: "effacer", contact: "au téléphone" });
  expect(done.location).toContain("m=erased");
  expect((await requireEpisode(app.records, id)).episode.stage.name).toBe("erased");
});

test("somebody whose yes came to its end is to be told, until somebody did", async () => {
  const { app, ...studio } = await aStudio();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  app.time.now = new Date(Date.parse(app.time.now) + 400 * 86_400_000).toISOString();
  const coach = await studio.as("coach");
  const due = async () => (await coach.get("/studio/accords")).screen("consents").reminders;
  const [reminder] = await due();
  expect(reminder).toMatchObject({ storyId: id, firstName: canary.firstName });
  const whose = { voix: reminder?.speakerId ?? "", signataire: reminder?.signatoryId ?? "" };
  await coach.post(`/studio/accords/${id}/rappel`, whose);
  expect(await due()).toEqual([]);
});

test("work that is stuck is told in words and tried again", async () => {
  const { app, ...studio } = await aStudio();
  const dead = {
    id: "job-1",
    job: { kind: "process" as const, episodeId: "e" },
    attempts: 5,
    reason: "store-full",
    diedAt: new Date(app.time.now),
  };
  const replayed: string[] = [];
  const queue = {
    ...app.queue,
    listDead: async () => ({ jobs: replayed.length === 0 ? [dead] : [] }),
    replay: async (id: string) => replayed.push(id) > 0,
  };
  const web = createStudioApp({ app: { ...app, queue } });
  const admin = await studio.signIn("administrator@example.org", aStudioVisitor(web, app.origin));
  const page = (await admin.get("/studio/exploitation")).screen("upkeep");
  expect(page.deadJobs).toMatchObject([{ kind: "process", storyId: "e", attempts: 5 }]);
  expect(page.deadJobs[0]?.reason).not.toContain("store-full");
  expect(page.health).toContainEqual({ check: "queue", isWell: false });
  await admin.post("/studio/exploitation/rejouer/job-1");
  expect(replayed).toEqual(["job-1"]);
  const after = (await admin.get("/studio/exploitation")).screen("upkeep");
  expect(after.health).toContainEqual({ check: "queue", isWell: true });
});

test("the ledger is checked when it is asked for, and a changed one is noticed", async () => {
  const { app, ...studio } = await aStudio();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await publishCheckpoint(app);
  const admin = await studio.as("administrator");
  await admin.get("/studio/exploitation");
  const check = async () =>
    (await admin.post("/studio/exploitation/registre")).screen("upkeep").ledger;
  expect(await check()).toMatchObject({ isWhole: true, faults: [] });
  const [file = ""] = (await app.publicStore.list("ledger/")).keys;
  await app.publicStore.put(file, new TextEncoder().encode("something else\n"));
  const broken = await check();
  expect(broken?.isWhole).toBe(false);
  expect(broken?.faults).not.toEqual([]);
});

test("room taken is measured by folder, withdrawals are shown, and a backup is made and taken away where one can be", async () => {
  const { app, ...studio } = await aStudio();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await withdrawConsent(app, { episodeId: id, channel: "staff", staffId: "x" });
  const name = "2026-11-23T12-00-00-000Z";
  const backups = {
    make: async () => ({ name, folder: `copies/${name}`, files: 3, bytes: 10 }),
    async *read(copy: string) {
      const body = new TextEncoder().encode(`records of ${copy}`);
      yield { name: `${copy}/records`, modifiedAt: app.time.now, body };
    },
  };
  const web = createStudioApp({ app, backups });
  const admin = await studio.signIn("administrator@example.org", aStudioVisitor(web, app.origin));
  const page = (await admin.get("/studio/exploitation")).screen("upkeep");
  expect(page).toMatchObject({ mayBackUp: true, takedowns: [{ storyId: id, closed: true }] });
  const measured = (await admin.post("/studio/exploitation/stockage")).screen("upkeep").storage;
  expect(measured?.find(({ folder }) => folder === "private/renditions")?.files).toBeGreaterThan(6);
  const saved = await admin.post("/studio/exploitation/sauvegarde");
  expect(saved.screen("upkeep").backup).toMatchObject({ folder: `copies/${name}` });
  const taken = await admin.post("/studio/exploitation/sauvegarde/fichier", { copie: name });
  expect(taken.headers.get("content-disposition")).toContain(`paroles-${name}.zip`);
  expect(taken.text).toContain(`records of ${name}`);
  for (const copie of ["", "../../etc", "..", `${name}/../x`]) {
    const refused = await admin.post("/studio/exploitation/sauvegarde/fichier", { copie });
    expect(refused.status, copie).toBe(422);
  }
  const other = await studio.as("administrator");
  expect((await other.post("/studio/exploitation/sauvegarde")).status).toBe(422);
});

test("a picture fits podcast apps when it is a square JPEG of 1400 to 3000 pixels", async () => {
  const { default: sharp } = await import("sharp");
  const drawn = async (width: number, height: number, format: "jpeg" | "png" = "jpeg") => {
    const create = { width, height, channels: 3 as const, background: "#26172d" };
    return jpegSize(new Uint8Array(await sharp({ create }).toFormat(format).toBuffer()));
  };
  expect(await drawn(1400, 1400)).toEqual({ widthPx: 1400, heightPx: 1400 });
  expect(isArtwork(await drawn(1400, 1400))).toBe(true);
  expect(isArtwork(await drawn(3000, 3000))).toBe(true);
  for (const [width, height] of [
    [1399, 1399],
    [3001, 3001],
    [1400, 1401],
  ] as const)
    expect(isArtwork(await drawn(width, height))).toBe(false);
  expect(await drawn(1400, 1400, "png")).toBeUndefined();
  expect(jpegSize(new Uint8Array([0xff, 0xd8, 0xff]))).toBeUndefined();
});

test("whoever closed a story for its person reads what every address answered, and takes it away as a file", async () => {
  const { app, ...studio } = await aStudio();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  const coach = await studio.as("coach");
  const at = `/studio/recits/${id}/retraits`;
  expect((await coach.get(at)).screen("receipts").takedowns).toEqual([]);
  await coach.get(`/studio/recits/${id}`);
  await coach.post(`/studio/recits/${id}/retirer`, { raison: "" });
  const [takedown] = (await coach.get(at)).screen("receipts").takedowns;
  expect(takedown?.closed).toBe(true);
  expect(takedown?.probes.length).toBeGreaterThan(3);
  expect(new Set(takedown?.probes.map(({ status }) => status))).toEqual(new Set([410]));
  const file = await coach.get(`${at}/fichier`);
  expect(file.headers.get("content-disposition")).toBe(
    `attachment; filename="retraits-${id}.json"`,
  );
  expect(JSON.parse(file.text)).toMatchObject({ story: id, takedowns: [{ closed: true }] });
});
