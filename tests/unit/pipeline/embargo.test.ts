import { expect, test } from "vitest";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { embargoes, liftEmbargo, setEmbargo } from "#pipeline/consent/set-embargo";
import { confirmErasure, recordErasureWish } from "#pipeline/participant/ask-erasure";
import { takedownsOf } from "#pipeline/takedown/takedown";
import { pressAll } from "#pipeline/publication/press-all";
import { sweep } from "#pipeline/sweep/sweep";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { workOnce } from "#pipeline/work";
import { type MemoryApp, memoryApp } from "../../support/memory-app.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

const until = "2026-12-24T00:00:00.000Z";

async function aPublicStory() {
  const app = memoryApp();
  await pressAll(app);
  const episodeId = await aReadyStory(app);
  await grantAll(app, episodeId);
  return { app, episodeId };
}
const isOpen = async (app: MemoryApp, id: string) =>
  (await app.allowList.get(id))?.state === "allowed";

test("an embargo takes a public story down, is looked at from outside, and a person lifts it again", async () => {
  const { app, episodeId } = await aPublicStory();
  await setEmbargo(app, { episodeId, until });
  expect(await isOpen(app, episodeId)).toBe(false);
  expect(await takedownsOf(app, episodeId)).toMatchObject([{ closed: true }]);
  expect(await embargoes(app)).toEqual([{ episodeId, until, isOver: false }]);
  expect(await liftEmbargo(app, episodeId)).toBe("opened");
  expect(await isOpen(app, episodeId)).toBe(true);
  expect(await embargoes(app)).toEqual([]);
});

test("no date opens anything: when the day has come a person is told so, and decides", async () => {
  const { app, episodeId } = await aPublicStory();
  await setEmbargo(app, { episodeId, until });
  app.time.now = "2027-06-01T00:00:00.000Z";
  await sweep(app, { thorough: true });
  await workOnce(app, 10);
  expect(await isOpen(app, episodeId)).toBe(false);
  expect(await embargoes(app)).toEqual([{ episodeId, until, isOver: true }]);
});

test("lifting opens nothing that somebody has taken back meanwhile", async () => {
  const { app, episodeId } = await aPublicStory();
  await setEmbargo(app, { episodeId, until });
  await withdrawConsent(app, { episodeId, scopes: ["voice"], channel: "page" });
  expect(await liftEmbargo(app, episodeId)).toBe("closed");
  expect(await isOpen(app, episodeId)).toBe(false);
});

test("a yes that is said under an embargo waits behind it", async () => {
  const app = memoryApp();
  await pressAll(app);
  const episodeId = await aReadyStory(app);
  await setEmbargo(app, { episodeId, until });
  await grantAll(app, episodeId);
  expect(await isOpen(app, episodeId)).toBe(false);
  expect(await liftEmbargo(app, episodeId)).toBe("opened");
});

test("what a restore holds back is listed as to be decided, and a person lifts it", async () => {
  const { app, episodeId } = await aPublicStory();
  await backUp(app, app.backups, "monday");
  await setEmbargo(app, { episodeId, until });
  expect(await restore(app, app.backups, "monday")).toMatchObject({ storiesHeld: 1, opened: 0 });
  expect(await embargoes(app)).toMatchObject([{ episodeId, isOver: true }]);
  expect(await liftEmbargo(app, episodeId)).toBe("opened");
});

test.each(["2026-11-23T12:00:00.000Z", "2020-01-01", "soon", ""])(
  "an embargo until “%s” is refused",
  async (past) => {
    const { app, episodeId } = await aPublicStory();
    const refused = setEmbargo(app, { episodeId, until: past });
    await expect(refused).rejects.toMatchObject({ code: "embargo-past", field: "until" });
    expect(await isOpen(app, episodeId)).toBe(true);
  },
);

test("what is not there cannot be lifted, and of an erased story nothing is changed", async () => {
  const { app, episodeId } = await aPublicStory();
  await expect(liftEmbargo(app, episodeId)).rejects.toMatchObject({ code: "embargo-none" });
  await expect(liftEmbargo(app, "nothing")).rejects.toMatchObject({ code: "episode-unknown" });
  await recordErasureWish(app, { episodeId, staffId: "staff-1" });
  await confirmErasure(app, { episodeId, staffId: "staff-1", secondContact: "par lettre" });
  const erased = { code: "episode-erased" };
  await expect(setEmbargo(app, { episodeId, until })).rejects.toMatchObject(erased);
  await expect(liftEmbargo(app, episodeId)).rejects.toMatchObject(erased);
});
