/** Backups of an engine that cannot copy itself: the use cases of backup and restore, on an archive. */
import { expect, test } from "vitest";

import { AppError } from "#core/errors";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import { pressAll } from "#pipeline/publication/press-all";
import { backUp } from "#pipeline/restore/back-up";
import { restore } from "#pipeline/restore/restore";
import { isRestoring } from "#pipeline/restore-mark";
import { verifySite } from "#pipeline/publication/verify-site";
import type { RecordArchive } from "#ports/record-archive";

import { backupsOf } from "../../support/archive-backups.ts";
import { aLaptop, type Place } from "../../support/moving.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

/** Two open stories. */
async function aSite() {
  const place = aLaptop();
  await pressAll(place.app);
  const [kept, taken] = [await aReadyStory(place.app), await aReadyStory(place.app)];
  for (const id of [kept, taken]) await grantAll(place.app, id);
  return { ...place, kept, taken };
}
const isOpen = async ({ memory }: Place, id: string) =>
  (await memory.stranger(`/episodes/${id}/`)).status === 200;

test("a restore brings back what the archive's copy holds, and nothing that was taken back since", async () => {
  const site = await aSite();
  const backups = backupsOf(site);
  await backUp(site.app, backups, "monday");
  await withdrawConsent(site.app, { episodeId: site.taken, channel: "page" });
  const later = await aReadyStory(site.app);
  expect(await restore(site.app, backups, "monday")).toMatchObject({
    stories: 2,
    opened: 1,
    yesesClosed: 4,
    filesMissing: 0,
  });
  expect(await isOpen(site, site.kept)).toBe(true);
  expect(await isOpen(site, site.taken)).toBe(false);
  expect(await site.app.records.query(`episode#${later}`)).toMatchObject({ records: [] });
  expect(await verifySite(site.app)).toMatchObject({ ok: true, differences: [] });
  await expect(backUp(site.app, backups, "monday")).rejects.toMatchObject({
    code: "backup-exists",
  });
});

test("a restore that dies at any of its writes leaves everything closed, and is finished by running it again", async () => {
  const site = await aSite();
  let left = Number.POSITIVE_INFINITY;
  const dying: RecordArchive = {
    ...site.archive,
    async put(records) {
      // One record at a time, so that there are many places to die at.
      for (const record of records) {
        if (left <= 0) throw new Error("killed");
        left -= 1;
        await site.archive.put([record]);
      }
    },
  };
  const backups = backupsOf(site, { archive: dying });
  await backUp(site.app, backups, "monday");
  for (const writes of [0, 1, 7, 20]) {
    left = writes;
    await expect(restore(site.app, backups, "monday")).rejects.toThrow("killed");
    expect(await isRestoring(site.app.records)).toBe(true);
    for (const id of [site.kept, site.taken]) expect(await isOpen(site, id)).toBe(false);
  }
  left = Number.POSITIVE_INFINITY;
  expect(await restore(site.app, backups, "monday")).toMatchObject({ stories: 2, opened: 2 });
  expect(await verifySite(site.app)).toMatchObject({ ok: true, differences: [] });
});

test("nothing is replaced before everybody has ended who began before the mark", async () => {
  const site = await aSite();
  const order: string[] = [];
  const backups = backupsOf(site, {
    archive: {
      ...site.archive,
      put: async (records) => {
        order.push("put");
        await site.archive.put(records);
      },
    },
    quiet: async () => void order.push(`quiet, marked: ${await isRestoring(site.app.records)}`),
  });
  await backUp(site.app, backups, "monday");
  await restore(site.app, backups, "monday");
  expect(order.slice(0, 2)).toEqual(["quiet, marked: true", "put"]);
});

test("a story that the listings do not tell of yet, though its record is back, is closed like the others", async () => {
  const site = await aSite();
  let isBehind = false;
  // As an index that follows by itself: empty of all that was just brought, until it is waited for.
  const records: typeof site.app.records = {
    ...site.app.records,
    queryListing: async (...asked) =>
      isBehind ? { records: [] } : site.app.records.queryListing(...asked),
  };
  const archive: RecordArchive = {
    ...site.archive,
    put: async (brought) => {
      isBehind = true;
      await site.archive.put(brought);
    },
    settled: async () => void (isBehind = false),
  };
  const app = { ...site.app, records };
  const backups = backupsOf({ app, archive });
  await backUp(app, backups, "monday");
  await withdrawConsent(app, { episodeId: site.taken, channel: "page" });
  expect(await restore(app, backups, "monday")).toMatchObject({ stories: 2, opened: 1 });
  expect(await isOpen(site, site.taken)).toBe(false);
  expect(await isOpen(site, site.kept)).toBe(true);
});

test("a copy is of one moment: what changes while it is written is written again, and what never stops is no copy", async () => {
  const site = await aSite();
  let changes = 1;
  const busy: RecordArchive = {
    ...site.archive,
    async *pages() {
      yield* site.archive.pages();
      if (changes-- <= 0) return;
      const sort = `count-${changes}`;
      await site.app.records.commit([
        { kind: "put", partition: "busy", sort, body: {}, expect: "any" },
      ]);
    },
  };
  const backups = backupsOf(site, { archive: busy });
  await backUp(site.app, backups, "once");
  await restore(site.app, backups, "once");
  expect((await site.app.records.query("busy")).records).toHaveLength(1);

  changes = Number.POSITIVE_INFINITY;
  const backingUp = backUp(site.app, backups, "always");
  await expect(backingUp).rejects.toMatchObject({ code: "backup-unsettled", retryable: true });
  await expect(backups.check("always")).rejects.toMatchObject({ code: "backup-damaged" });
});

test("a copy with a part that is not as it was written is refused before anything is closed", async () => {
  const site = await aSite();
  const folders = new Map<string, ReturnType<typeof aLaptop>["memory"]["publicStore"]>();
  const openFolder = (path: string) => {
    const folder = folders.get(path) ?? aLaptop().memory.publicStore;
    folders.set(path, folder);
    return folder;
  };
  const backups = backupsOf(site, { openFolder });
  await backUp(site.app, backups, "monday");
  const files = folders.get("monday")?.files;
  const part = [...(files?.keys() ?? [])].find((key) => key.endsWith(".ndjson")) ?? "";
  files?.set(part, new TextEncoder().encode("{}\n"));
  const restoring = restore(site.app, backups, "monday");
  await expect(restoring).rejects.toBeInstanceOf(AppError);
  await expect(restoring).rejects.toMatchObject({
    code: "backup-damaged",
    params: { folder: "monday", problem: part },
  });
  expect(await isOpen(site, site.kept)).toBe(true);
});
