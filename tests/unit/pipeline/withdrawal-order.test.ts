import { expect, test } from "vitest";
import { closeGate } from "#pipeline/publication/close-gate";
import { episodeStatus } from "#pipeline/publication/episode-status";
import { probeClosed } from "#pipeline/takedown/probe-closed";
import { pressAll } from "#pipeline/publication/press-all";
import { reconcileEpisode } from "#pipeline/publication/reconcile-episode";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { StaleListError } from "#ports/allow-list";
import { memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

// Each layer of a withdrawal by itself: together they hide each other's faults.

async function aPublishedStory(hook: (call: string) => Promise<void> = async () => undefined) {
  const app = memoryApp(hook);
  await pressAll(app);
  const id = await aReadyStory(app);
  await grantAll(app, id);
  await reconcileEpisode(app, id);
  const [url = ""] = (await episodeStatus(app, id)).urls;
  return { app, id, page: new URL(url).pathname };
}

test("the gate is closed while pages without a name are still being made", async () => {
  const seen: number[] = [];
  let look = async () => {};
  const { app, id, page } = await aPublishedStory(async (call) => {
    if (call.startsWith("put ")) await look();
  });
  look = async () => {
    look = async () => {};
    seen.push((await app.stranger(page)).status);
  };
  await withdrawConsent(app, { episodeId: id, scopes: ["name"], channel: "page" });
  expect(seen).toEqual([410]);
  expect((await app.stranger(page)).status).toBe(200);
});

test("a withdrawal whose clean-up fails has closed the gate all the same", async () => {
  let isFull = false;
  const { app, id, page } = await aPublishedStory(async (call) => {
    if (isFull && call.startsWith("deletePrefix")) throw new Error("the disk does not answer");
  });
  isFull = true;
  await expect(withdrawConsent(app, { episodeId: id, channel: "page" })).rejects.toThrow(
    "the disk does not answer",
  );
  expect((await app.stranger(page)).status).toBe(410);
  isFull = false;
  expect((await withdrawConsent(app, { episodeId: id, channel: "page" })).closed).toBe(true);
});

test("a marker is written also where nothing was allowed, so that no earlier look at the list can open", async () => {
  const app = memoryApp();
  const before = await app.allowList.etag();
  await closeGate(app, "story-never-seen", 3);
  expect(app.allowList.entries.get("story-never-seen")).toEqual({ state: "denied", epoch: 3 });
  const late = app.allowList.put(
    "story-never-seen",
    { state: "allowed", epoch: 2, publication: "former" },
    before,
  );
  await expect(late).rejects.toThrow(StaleListError);
});

test("it is called closed only when every address was seen closed from outside", async () => {
  const { app, id } = await aPublishedStory();
  expect((await probeClosed(app, id)).closed).toBe(false);
  await withdrawConsent(app, { episodeId: id, channel: "page" });
  expect((await probeClosed(app, id)).closed).toBe(true);
  const stubborn: typeof app = { ...app, prober: { ...app.prober, status: async () => 200 } };
  expect((await probeClosed(stubborn, id)).closed).toBe(false);
});
