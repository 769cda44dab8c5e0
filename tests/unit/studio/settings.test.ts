import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "#core/consent/terms";
import { policyInForce, settingRanges, settingsInForce } from "#core/studio/settings";
import { requireEpisode } from "#pipeline/episode/episode-records";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { sweepAnswered } from "#pipeline/studio/closed-for-long";
import { aReadyStory, grantAll } from "../../support/story.ts";
import { aStudio } from "../../support/studio-visitor.ts";

const times = { coolingOffHours: "48", undoDays: "14", closedMonths: "6" };

/** A studio with an administrator at its times. */
async function atItsTimes() {
  const { app, ...studio } = await aStudio();
  const admin = await studio.as("administrator");
  const page = async () => (await admin.get("/studio/accords")).screen("consents");
  const set = async (changes: Readonly<Record<string, string>> = {}) => {
    const version = String((await page()).settings.version);
    return admin.post("/studio/reglages", { version, ...times, ...changes });
  };
  const voiceOf = async (id: string) =>
    (await requireEpisode(app.records, id)).consents.find(({ scope }) => scope === "voice");
  return { app, ...studio, admin, page, set, voiceOf };
}

test("a longer wait holds for the next yes, and for none that was said before", async () => {
  const { app, set, voiceOf } = await atItsTimes();
  const [before, after] = [await aReadyStory(app), await aReadyStory(app)];
  await grantAll(app, before);
  expect((await set()).location).toContain("m=settings-changed");
  await grantAll(app, after);
  expect(await voiceOf(before)).toMatchObject({ state: "given" });
  const waits = await voiceOf(after);
  expect(waits).toMatchObject({ state: "pending-cooling" });
  expect(waits?.confirmableFrom).toBe(addDays(app.time.now, 2));
  // Shorter again: whoever was told two days keeps them.
  await set({ coolingOffHours: "0" });
  expect(await voiceOf(after)).toEqual(waits);
});

test("the days to take a withdrawal back are those that held when it was said", async () => {
  const { app, set, voiceOf } = await atItsTimes();
  const [before, after] = [await aReadyStory(app), await aReadyStory(app)];
  for (const id of [before, after]) await grantAll(app, id);
  await withdrawConsent(app, { episodeId: before, channel: "staff", staffId: "x" });
  await set();
  await withdrawConsent(app, { episodeId: after, channel: "staff", staffId: "x" });
  expect((await voiceOf(before))?.undoUntil).toBe(addDays(app.time.now, 7));
  expect((await voiceOf(after))?.undoUntil).toBe(addDays(app.time.now, 14));
});

test("every change stands in the audit with who made it; no change leaves no entry", async () => {
  const { page, set } = await atItsTimes();
  await set();
  await set();
  await set({ undoDays: "20" });
  const { settings } = await page();
  expect(settings.values).toEqual({ coolingOffHours: 48, undoDays: 20, closedMonths: 6 });
  expect(settings.paperNeedsConfirmation).toBe(true);
  expect(settings.changes.map(({ by, changed }) => [by, changed.length])).toEqual([
    ["administrator", 1],
    ["administrator", 3],
  ]);
  expect(settings.changes[0]?.changed).toEqual([{ name: "undoDays", from: 14, to: 20 }]);
});

test("nothing is set outside its range, by a coach, or over somebody else's change", async () => {
  const { admin, as, page, set } = await atItsTimes();
  for (const wrong of [
    { coolingOffHours: "-1" },
    { coolingOffHours: "721" },
    { coolingOffHours: "" },
    { coolingOffHours: "1.5" },
    { undoDays: "6" },
    { undoDays: "91" },
    { closedMonths: "0" },
    { closedMonths: "Infinity" },
  ])
    expect((await set(wrong)).status, JSON.stringify(wrong)).toBe(422);
  const coach = await as("coach");
  expect((await coach.post("/studio/reglages", { version: "0", ...times })).status).toBe(403);
  expect((await coach.get("/studio/accords")).screen("consents").settings.mayChange).toBe(false);
  expect((await page()).settings.changes).toEqual([]);
  await set();
  const late = await admin.post("/studio/reglages", { version: "0", ...times, undoDays: "30" });
  expect(late.status).toBe(409);
  expect((await page()).settings.values.undoDays).toBe(14);
});

test("times that cannot be read keep nobody from taking their yes back", async () => {
  const { app, voiceOf } = await atItsTimes();
  const id = await aReadyStory(app);
  await grantAll(app, id);
  const broken = { partition: "settings", sort: "settings", body: { coolingOffHours: "soon" } };
  await app.records.commit([{ kind: "put", ...broken, expect: "any" }]);
  await withdrawConsent(app, { episodeId: id, channel: "staff", staffId: "x" });
  expect(await voiceOf(id)).toMatchObject({ state: "withdrawn" });
});

test("a story that was closed for longer than is set is proposed, and nothing of it goes before its person was reached", async () => {
  const { app, admin, page, set, signIn, emailOf } = await atItsTimes();
  const [closed, live] = [await aReadyStory(app), await aReadyStory(app)];
  for (const id of [closed, live]) await grantAll(app, id);
  await withdrawConsent(app, { episodeId: closed, channel: "staff", staffId: "x" });
  await set();
  const proposed = async () => (await page()).closedLong.map(({ storyId }) => storyId);
  const later = async (days: number) => {
    app.time.now = addDays(app.time.now, days);
    await signIn(emailOf("administrator"), admin);
  };
  await later(150);
  expect(await proposed()).toEqual([]);
  await later(50);
  expect(await proposed()).toEqual([closed]);
  const prepared = await admin.post(`/studio/accords/${closed}/effacer`, { faire: "preparer" });
  expect(prepared.location).toContain("m=erasure-prepared");
  expect(await proposed()).toEqual([]);
  expect((await page()).erasures.map(({ storyId }) => storyId)).toEqual([closed]);
  expect((await requireEpisode(app.records, closed)).episode.stage.name).toBe("ready");
});

test("a story that nobody ever answered is proposed as well, and forgotten as one once it was answered", async () => {
  const { app, admin, page, set, signIn, emailOf } = await atItsTimes();
  const [silent, answered] = [await aReadyStory(app), await aReadyStory(app)];
  await set();
  const since = app.time.now;
  app.time.now = addDays(since, 200);
  await signIn(emailOf("administrator"), admin);
  const both = { isAnswered: false, since };
  const proposed = async () => [...(await page()).closedLong].map(({ storyId }) => storyId).sort();
  expect((await page()).closedLong).toMatchObject([both, both]);
  await grantAll(app, answered);
  expect(await proposed()).toEqual([silent]);
  expect(await sweepAnswered(app)).toBe(1);
  expect(await sweepAnswered(app)).toBe(0);
  const prepared = await admin.post(`/studio/accords/${silent}/effacer`, { faire: "preparer" });
  expect(prepared.location).toContain("m=erasure-prepared");
  const contact = { contact: "Au téléphone, ce jour." };
  await admin.post(`/studio/accords/${silent}/effacer`, { faire: "effacer", ...contact });
  expect((await requireEpisode(app.records, silent)).episode.stage.name).toBe("erased");
  expect(await proposed()).toEqual([]);
  expect((await app.records.queryListing("unanswered")).records).toEqual([]);
});

test("whatever is set, nobody is given less time than the site was started with", () => {
  const started = fc.record({
    coolingOffHours: fc.integer({ min: 0, max: 720 }),
    undoDays: fc.integer({ min: 0, max: 90 }),
    paperNeedsConfirmation: fc.boolean(),
  });
  const set = fc.record(
    {
      coolingOffHours: fc.integer({ min: -10, max: 900 }),
      undoDays: fc.integer({ min: -10, max: 200 }),
      closedMonths: fc.integer({ min: 1, max: 120 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(started, set, (policy, chosen) => {
      const held = policyInForce(policy, chosen);
      expect(held.coolingOffHours).toBeGreaterThanOrEqual(policy.coolingOffHours);
      expect(held.undoDays).toBeGreaterThanOrEqual(policy.undoDays);
      expect(held.paperNeedsConfirmation || !policy.paperNeedsConfirmation).toBe(true);
      expect(held.paperNeedsConfirmation || held.coolingOffHours === 0).toBe(true);
      const { coolingOffHours } = settingsInForce(policy, chosen);
      expect(settingRanges(policy).coolingOffHours.min).toBeLessThanOrEqual(coolingOffHours);
    }),
  );
});
