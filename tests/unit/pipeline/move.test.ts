import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { createKeyFileRing } from "#adapters/node/key-file";
import { closingsKey } from "#core/storage-keys";
import { arrive, settleIn } from "#pipeline/move/move-in";
import { carriedKey, digestOf, movingRecords, recordsKey } from "#pipeline/move/move-notes";
import { moveOut, stayAfterAll } from "#pipeline/move/move-out";
import { pressAll } from "#pipeline/publication/press-all";
import { requireNoRestore } from "#pipeline/restore-mark";
import { sweep } from "#pipeline/sweep/sweep";
import { verifySite } from "#pipeline/publication/verify-site";
import { withdrawConsent } from "#pipeline/consent/withdraw-consent";
import type { ObjectStore } from "#ports/object-store";
import type { RecordWrite } from "#ports/records";
import { aCarriedFolder, aLaptop, bytesOf, meansOf, type Place } from "../../support/moving.ts";
import { aFolder } from "../../support/store-folder.ts";
import { aReadyStory, grantAll } from "../../support/story.ts";

/** A site with a story that is open, one that was withdrawn, one that nobody has opened; and its keys. */
async function aSite(place = aLaptop()) {
  const { app, ring } = place;
  await pressAll(app);
  const [open, withdrawn, closed] = [
    await aReadyStory(app),
    await aReadyStory(app),
    await aReadyStory(app),
  ];
  await grantAll(app, open);
  await grantAll(app, withdrawn);
  await withdrawConsent(app, { episodeId: withdrawn, channel: "page" });
  await ring.replace("pepper", bytesOf("pepper of the first site"));
  await ring.replace("ledger", bytesOf("key of the first site"));
  return { ...place, open, withdrawn, closed };
}
const isOpen = async ({ memory }: Place, id: string) =>
  (await memory.stranger(`/episodes/${id}/`)).status === 200;

test("a site that is carried opens elsewhere what was open, keeps closed what was closed, and has every record, version and leaf", async () => {
  const from = await aSite();
  const to = aLaptop();
  await pressAll(to.app);
  const folder = aCarriedFolder();
  const notes = await moveOut(from.app, meansOf(from, folder), { keys: "with" });
  await arrive(to.app, meansOf(to, folder));
  expect(await digestOf(movingRecords(to.archive))).toEqual({
    count: notes.records.count,
    sha256: notes.records.sha256,
  });
  for (const id of [from.open, from.withdrawn, from.closed])
    expect(await isOpen(to, id)).toBe(false);
  await expect(pressAll(to.app)).rejects.toMatchObject({ code: "moving" });
  const arrival = await settleIn(to.app);
  expect(arrival).toMatchObject({ stories: 3, opened: 1, yesesClosed: 0, storiesLost: 0 });
  expect(arrival.verification).toMatchObject({ ok: true, differences: [] });
  expect(arrival.verification.chain.leaves).toBeGreaterThan(0);
  expect(arrival.verification.log.published).toBe(arrival.verification.log.entries);
  expect(await isOpen(to, from.open)).toBe(true);
  expect(await isOpen(to, from.withdrawn)).toBe(false);
  expect(await to.ring.read("pepper")).toEqual(await from.ring.read("pepper"));
  // A withdrawal at the new place is as good as one at the old.
  await withdrawConsent(to.app, { episodeId: from.open, channel: "page" });
  expect(await isOpen(to, from.open)).toBe(false);
});

test("the place that was left shows nothing and presses nothing, until it is said to stay after all", async () => {
  const from = await aSite();
  await moveOut(from.app, meansOf(from), { keys: "apart" });
  expect(await isOpen(from, from.open)).toBe(false);
  await expect(pressAll(from.app)).rejects.toMatchObject({ code: "moving", retryable: true });
  expect(await stayAfterAll(from.app)).toBe(1);
  expect(await isOpen(from, from.open)).toBe(true);
  expect(await isOpen(from, from.withdrawn)).toBe(false);
  expect(await verifySite(from.app)).toMatchObject({ ok: true });
  await expect(stayAfterAll(from.app)).rejects.toMatchObject({ code: "not-moving" });
});

test("what was closed since, as the closings beside the records say, stays closed where it arrives", async () => {
  const from = await aSite();
  const to = aLaptop();
  const folder = aCarriedFolder();
  await moveOut(from.app, meansOf(from, folder), { keys: "with" });
  await arrive(to.app, meansOf(to, folder));
  const closings = { episodeId: from.open, epoch: 1_000, erased: false, withheld: true, open: {} };
  await to.app.privateStore.put(closingsKey(from.open, 1_000), bytesOf(JSON.stringify(closings)));
  expect(await settleIn(to.app)).toMatchObject({ opened: 0, yesesClosed: 4 });
  expect(await isOpen(to, from.open)).toBe(false);
});

test("keys that are left out must be at the new place already, the very same ones", async () => {
  const from = await aSite();
  const to = aLaptop();
  const folder = aCarriedFolder();
  await moveOut(from.app, meansOf(from, folder), { keys: "apart" });
  expect((await folder.list("keys/")).keys).toEqual([]);
  await to.ring.replace("pepper", bytesOf("another"));
  await to.ring.replace("ledger", bytesOf("key of the first site"));
  await expect(arrive(to.app, meansOf(to, folder))).rejects.toMatchObject({
    code: "move-keys-missing",
    params: { names: "pepper" },
  });
  await expect(settleIn(to.app)).rejects.toMatchObject({ code: "not-moving" });
  await to.ring.replace("pepper", bytesOf("pepper of the first site"));
  await arrive(to.app, meansOf(to, folder));
  expect(await settleIn(to.app)).toMatchObject({ opened: 1 });
});

test("a place that holds something takes nothing in, and a folder is written once", async () => {
  const from = await aSite();
  const folder = aCarriedFolder();
  await moveOut(from.app, meansOf(from, folder), { keys: "with" });
  const again = moveOut(from.app, meansOf(from, folder), { keys: "with" });
  await expect(again).rejects.toMatchObject({ code: "move-exists" });
  const to = await aSite();
  await expect(arrive(to.app, meansOf(to, folder))).rejects.toMatchObject({
    code: "move-not-empty",
  });
  expect(await isOpen(to, to.open)).toBe(true);
});

test("a carried folder with a changed record, a changed file, a missing file or changed notes is refused, and mended it arrives", async () => {
  const from = await aSite();
  const folder = aCarriedFolder();
  const notes = await moveOut(from.app, meansOf(from, folder), { keys: "with" });
  const file = notes.files.find(({ store }) => store === "private");
  const to = aLaptop();
  for (const key of [
    recordsKey(0),
    carriedKey("private", file?.key ?? ""),
    carriedKey("keys", "pepper"),
    "move.json",
  ]) {
    const whole = await folder.get(key);
    const changed = Uint8Array.from(whole);
    changed[Math.floor(changed.length / 2)] = 7;
    for (const damage of [() => folder.put(key, changed), () => folder.delete(key)]) {
      await damage();
      const refused = await arrive(to.app, meansOf(to, folder)).catch((error: unknown) => error);
      expect(refused, key).toMatchObject({ code: expect.stringMatching(/^move-/u) as string });
      expect(await isOpen(to, from.open)).toBe(false);
      await folder.put(key, whole);
    }
  }
  await arrive(to.app, meansOf(to, folder));
  expect(await settleIn(to.app)).toMatchObject({ opened: 1 });
});

/** A store of which the n-th call fails, as when a disk or a network goes away. */
function failing(store: ObjectStore, count: { left: number }): ObjectStore {
  const guarded = <T>(work: () => T): T => {
    count.left -= 1;
    if (count.left === 0) throw new Error("cut short");
    return work();
  };
  return {
    ...store,
    put: async (key, body) => guarded(() => store.put(key, body)),
    get: async (key, range) => guarded(() => store.get(key, range)),
  };
}

test("cut short at any file, both halves are run again and end alike", async () => {
  const from = await aSite();
  const to = aLaptop();
  const folder = aCarriedFolder();
  let cuts = 0;
  for (let call = 1; ; call += 3) {
    const cut = failing(folder, { left: call });
    const done = await moveOut(from.app, meansOf(from, cut), { keys: "with" }).catch(String);
    if (typeof done !== "string") break;
    cuts += 1;
  }
  for (let call = 1; ; call += 3) {
    const cut = failing(folder, { left: call });
    const done = await arrive(to.app, meansOf(to, cut)).catch(String);
    expect(await isOpen(to, from.open)).toBe(false);
    if (typeof done !== "string") break;
    cuts += 1;
  }
  expect(cuts).toBeGreaterThan(5);
  expect(await settleIn(to.app)).toMatchObject({ stories: 3, opened: 1 });
  await sweep(to.app, { thorough: true });
  expect(await verifySite(to.app)).toMatchObject({ ok: true });
});

test("a no that is said while the site is being closed is recorded or refused, and never lost", async () => {
  const from = await aSite();
  const to = aLaptop();
  const folder = aCarriedFolder();
  const { promise: marked, resolve: mark } = Promise.withResolvers<void>();
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  // A function that read everything before the mark was set, and writes after it.
  const late = {
    ...from.app,
    records: {
      ...from.app.records,
      commit: async (writes: readonly RecordWrite[]) => {
        reach();
        await marked;
        return from.app.records.commit(writes);
      },
    },
  };
  const withdrawal = withdrawConsent(late, { episodeId: from.open, channel: "page" });
  const refused = expect(withdrawal).rejects.toMatchObject({ code: "moving", retryable: true });
  await reached;
  const quiet = async () => {
    mark();
    await refused;
    // What decides nothing may still come in: it is waited for, and carried.
    const noted = {
      partition: "upload#late",
      sort: "upload",
      body: { a: 1 },
      expect: "any",
    } as const;
    await from.app.records.commit([{ kind: "put", ...noted }]);
  };
  await moveOut(from.app, meansOf(from, folder, quiet), { keys: "with" });
  await arrive(to.app, meansOf(to, folder));
  expect(await settleIn(to.app)).toMatchObject({ opened: 1, verification: { ok: true } });
  expect((await to.app.records.get({ partition: "upload#late", sort: "upload" }))?.body).toEqual({
    a: 1,
  });
});

test("cut short after the mark is gone, the same command goes on, and brings nothing back that was answered since", async () => {
  const from = await aSite();
  const second = await aReadyStory(from.app);
  await grantAll(from.app, second);
  const folder = aCarriedFolder();
  await moveOut(from.app, meansOf(from, folder), { keys: "with" });
  const to = aLaptop();
  await arrive(to.app, meansOf(to, folder));
  const cut = { ...to.app, publicStore: failing(to.app.publicStore, { left: 3 }) };
  await expect(settleIn(cut)).rejects.toThrow("cut short");
  await expect(requireNoRestore(to.app.records)).resolves.toBeUndefined();
  await withdrawConsent(to.app, { episodeId: second, channel: "page" });
  await arrive(to.app, meansOf(to, folder));
  const arrival = await settleIn(to.app);
  expect(arrival).toMatchObject({ stories: 4, verification: { ok: true, differences: [] } });
  expect(await isOpen(to, from.open)).toBe(true);
  expect(await isOpen(to, second)).toBe(false);
});

test("who carries keys leaves them readable for nobody else on the machine, at either end", async () => {
  const from = await aSite();
  const root = join(aFolder(), "move");
  mkdirSync(root, { mode: 0o755 });
  const folder = createDiskObjectStore({ root, durable: false, ownerOnly: true });
  await moveOut(from.app, meansOf(from, folder), { keys: "with" });
  const modeOf = (path: string) => statSync(path).mode & 0o777;
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(["pepper", "ledger"]));
  for (const { parentPath, name } of files)
    expect(modeOf(join(parentPath, name)), name).toBe(0o600);
  const keys = join(aFolder(), "keys");
  const to = { ...aLaptop(), ring: createKeyFileRing({ folder: keys }) };
  await arrive(to.app, meansOf(to, folder));
  for (const name of ["pepper", "ledger"]) expect(modeOf(join(keys, name)), name).toBe(0o600);
});
