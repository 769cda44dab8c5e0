import { expect, test } from "vitest";
import { episodeWrite, requireEpisode } from "#pipeline/episode/episode-records";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { grantOnPaper } from "#pipeline/consent/grant-on-paper";
import { memoryApp } from "../../support/memory-app.ts";
import { everythingPublic } from "../../support/public-words.ts";
import { aReadyStory, canaryWords, grantAll } from "../../support/story.ts";

async function aPublishedStory() {
  const app = memoryApp();
  await pressAll(app);
  const id = await aReadyStory(app);
  await grantAll(app, id);
  expect(await reconcileEpisode(app, id)).toBe("publishable");
  const { urls } = await episodeStatus(app, id);
  return { app, id, paths: urls.map((url) => new URL(url).pathname) };
}

test("a ready story stays closed until someone said yes", async () => {
  const app = memoryApp();
  await pressAll(app);
  const id = await aReadyStory(app);
  expect(await reconcileEpisode(app, id)).toBe("withheld");
  const status = await episodeStatus(app, id);
  expect(status.publication).toBe("withheld");
  expect(status.urls).toEqual([]);
  const all = await everythingPublic(app);
  for (const word of canaryWords) expect(all).not.toContain(word);
});

test("a grant opens the page, every file, the home page and the feed", async () => {
  const { app, paths } = await aPublishedStory();
  expect(paths.length).toBeGreaterThan(8);
  for (const path of paths) expect((await app.stranger(path)).status).toBe(200);
  expect((await app.stranger("/")).text).toContain("Kaléidoscope");
  expect((await app.stranger("/feeds/paroles-de-talents.xml")).text).toContain("Kaléidoscope");
  expect(await verifySite(app)).toMatchObject({ ok: true, differences: [] });
});

test("a withdrawal closes every address and leaves not one of its words anywhere", async () => {
  const { app, id, paths } = await aPublishedStory();
  const { closed, probes } = await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect(closed).toBe(true);
  expect(probes.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
  for (const path of paths) expect((await app.stranger(path)).status).toBe(410);
  const files = [...app.publicStore.files.values()].map((body) => new TextDecoder().decode(body));
  for (const word of canaryWords) expect(files.join("\n").toLowerCase()).not.toContain(word);
  expect([...app.publicStore.files.keys()].filter((key) => key.includes(id))).toEqual([]);
  expect(await verifySite(app)).toMatchObject({ ok: true });
});

test("withdrawing twice, or what was never granted, is accepted and stays closed", async () => {
  const { app, id } = await aPublishedStory();
  for (let time = 0; time < 2; time += 1) {
    expect((await withdrawConsent(app, { episodeId: id, channel: "staff" })).closed).toBe(true);
  }
  const never = await aReadyStory(app);
  expect((await withdrawConsent(app, { episodeId: never, channel: "page" })).closed).toBe(true);
});

test("a new yes after a withdrawal opens under new media addresses; the former ones stay closed for good", async () => {
  const { app, id, paths } = await aPublishedStory();
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  // A form counts only if it was signed after the last answer.
  app.time.now = "2026-11-23T12:01:00.000Z";
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  const again = (await episodeStatus(app, id)).urls.map((url) => new URL(url).pathname);
  expect(again[0]).toBe(paths[0]);
  for (const path of again) expect((await app.stranger(path)).status).toBe(200);
  for (const path of paths.slice(1)) expect((await app.stranger(path)).status).toBe(410);
});

test("taking back the yes to podcast apps leaves the story on the site and takes it out of the feeds", async () => {
  const { app, id, paths } = await aPublishedStory();
  await withdrawConsent(app, { episodeId: id, scopes: ["platforms"], channel: "page" });
  expect((await app.stranger(paths[0] ?? "")).status).toBe(200);
  expect((await app.stranger("/feeds/paroles-de-talents.xml")).text).not.toContain("Kaléidoscope");
});

test("taking back the name leaves the story and takes the name out of every file", async () => {
  const { app, id } = await aPublishedStory();
  await withdrawConsent(app, { episodeId: id, scopes: ["name"], channel: "page" });
  expect((await episodeStatus(app, id)).publication).toBe("published");
  const all = await everythingPublic(app);
  expect(all).toContain("kaléidoscope");
  expect(all).not.toContain("phyrin");
});

test("when its time is over the sweep closes a story, and no clock opens it again", async () => {
  const app = memoryApp();
  await pressAll(app);
  const id = await aReadyStory(app);
  const validUntil = "2026-12-01T00:00:00.000Z";
  await grantOnPaper(app, {
    episodeId: id,
    scan: { path: "/scan" },
    scopes: ["voice", "transcript"],
    validUntil,
  });
  await reconcileEpisode(app, id);
  await sweep(app);
  expect((await episodeStatus(app, id)).publication).toBe("published");
  app.time.now = validUntil;
  expect(await sweep(app)).toEqual({ closed: 1, resent: 0 });
  expect((await episodeStatus(app, id)).publication).toBe("withheld");
  app.time.now = "2026-11-24T00:00:00.000Z";
  await sweep(app);
  expect((await episodeStatus(app, id)).publication).toBe("withheld");
});

test("pressing everything again writes nothing new", async () => {
  const { app } = await aPublishedStory();
  await pressAll(app);
  expect(await pressAll(app)).toMatchObject({ created: 0, replaced: 0, deleted: 0, stories: 1 });
});

test("a renamed story gets a picture of its new name before anything of it is public", async () => {
  const app = memoryApp();
  const drawn: string[] = [];
  app.artist.drawShare = async ({ title }) => {
    drawn.push(title);
    return { path: `/scratch/share of ${title}` };
  };
  await pressAll(app);
  drawn.length = 0;
  const id = await aReadyStory(app);
  expect(drawn).toEqual(["Kaléidoscope tourbillonnant"]);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  // The one that was drawn while processing is the one that is public.
  expect(drawn).toHaveLength(1);
  const { episode, version } = await requireEpisode(app.records, id);
  const renamed = { ...episode, title: "Autre", epoch: episode.epoch + 1 };
  await app.records.commit([episodeWrite(renamed, version)]);
  await reconcileEpisode(app, id);
  app.time.now = "2026-11-23T12:01:00.000Z";
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  expect(drawn).toEqual(["Kaléidoscope tourbillonnant", "Autre"]);
  const shares = [...app.publicStore.files].filter(([key]) => key.endsWith("-share.jpg"));
  expect(shares).toHaveLength(1);
  expect(new TextDecoder().decode(shares[0]?.[1])).toContain("Autre");
});

test("the picture for previews is withdrawn with the story, under the address it had", async () => {
  const { app, id, paths } = await aPublishedStory();
  const share = paths.find((path) => path.endsWith("-share.jpg")) ?? "";
  expect((await app.stranger(share)).status).toBe(200);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect((await app.stranger(share)).status).toBe(410);
  expect([...app.publicStore.files.keys()].filter((key) => key.includes("share"))).toEqual([]);
});
