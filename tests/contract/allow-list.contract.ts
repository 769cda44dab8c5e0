/** What any allow-list must do, whoever keeps it. */
import { expect, test } from "vitest";

import { type AllowEntry, type AllowList, StaleListError } from "#ports/allow-list";

import { eventually } from "../support/store-eventually.ts";
import { allPages, at, mangled } from "../support/store-pages.ts";

/** Two doors to one new, empty list, as two processes would have them. */
export type MakeAllowLists = () => Promise<readonly [AllowList, AllowList]>;

const allowed = (publication: string, epoch = 1): AllowEntry => ({
  state: "allowed",
  publication,
  epoch,
});
const denied = (epoch: number): AllowEntry => ({ state: "denied", epoch });

async function putAll(
  list: AllowList,
  entries: Readonly<Record<string, AllowEntry>>,
): Promise<void> {
  for (const [episodeId, entry] of Object.entries(entries)) {
    await list.put(episodeId, entry, await list.etag());
  }
}

const idsOf = (list: AllowList, limit?: number) =>
  allPages(async (cursor) => {
    const page = await list.list({ ...at(cursor), ...(limit === undefined ? {} : { limit }) });
    if (limit !== undefined) expect(page.entries.length).toBeLessThanOrEqual(limit);
    return { items: page.entries.map(({ episodeId }) => episodeId), cursor: page.cursor };
  });

export function allowListContract(name: string, make: MakeAllowLists): void {
  entryTests(name, make);
  fenceTests(name, make);
  pageTests(name, make);
}

function entryTests(name: string, make: MakeAllowLists): void {
  test(`${name}: an entry is what was last put, through every door, until it is removed`, async () => {
    const [list, other] = await make();
    expect(await list.get("e1")).toBeUndefined();
    for (const entry of [
      allowed("pub-1"),
      denied(2),
      allowed("pub-3", 3),
      allowed("pub-4", 3),
      denied(0),
    ]) {
      await list.put("e1", entry, await list.etag());
      await eventually(async () => {
        expect(await list.get("e1")).toStrictEqual(entry);
        expect(await other.get("e1")).toStrictEqual(entry);
      });
    }
    await other.remove("e1", await other.etag());
    await eventually(async () => expect(await list.get("e1")).toBeUndefined());
    await list.remove("e1", await list.etag());
  });

  test(`${name}: an entry that not every list can hold is refused, and the list is as it was`, async () => {
    const [list] = await make();
    const etag = await list.etag();
    const refused: readonly (readonly [string, AllowEntry])[] = [
      ["", denied(1)],
      ["e".repeat(513), denied(1)],
      ["\ud800", denied(1)],
      ["e1", denied(-1)],
      ["e1", denied(1.5)],
      ["e1", denied(Number.NaN)],
      ["e1", allowed("p".repeat(1_024))],
    ];
    for (const [episodeId, entry] of refused) {
      await expect(list.put(episodeId, entry, etag)).rejects.toThrow(RangeError);
    }
    expect(await list.etag()).toBe(etag);
    expect(await idsOf(list)).toEqual([]);
  });
}

function fenceTests(name: string, make: MakeAllowLists): void {
  test(`${name}: the ETag is the same for all until an update, and never again after one`, async () => {
    const [list, other] = await make();
    const seen = new Set<string>();
    const isNew = async () => {
      const etag = await list.etag();
      expect(await list.etag()).toBe(etag);
      expect(await other.etag()).toBe(etag);
      expect(seen).not.toContain(etag);
      seen.add(etag);
      return etag;
    };
    await list.put("e1", allowed("pub-1"), await isNew());
    await other.put("e1", denied(2), await isNew());
    // Even an update to the same value: who saw the former list did not see this one.
    await list.put("e1", denied(2), await isNew());
    await other.put("e2", denied(2), await isNew());
    await list.remove("e1", await isNew());
    await isNew();
  });

  test(`${name}: an update that rests on a former list is refused and changes nothing`, async () => {
    const [list, other] = await make();
    await putAll(list, { e1: allowed("pub-1"), e2: allowed("pub-2") });
    const former = await list.etag();
    await other.put("e2", denied(2), former);
    const current = await list.etag();
    const stale = { name: "StaleListError", code: "stale-allow-list", retryable: true };
    for (const door of [list, other]) {
      await expect(door.put("e1", denied(5), former)).rejects.toMatchObject(stale);
      await expect(door.put("e3", denied(5), former)).rejects.toMatchObject(stale);
      await expect(door.remove("e1", former)).rejects.toMatchObject(stale);
      await expect(door.put("e1", denied(5), "no-etag")).rejects.toThrow(StaleListError);
      await expect(door.put("e1", denied(5), "")).rejects.toThrow(StaleListError);
    }
    expect(await list.etag()).toBe(current);
    await eventually(async () => {
      expect(await list.get("e1")).toEqual(allowed("pub-1"));
      expect(await idsOf(list)).toEqual(["e1", "e2"]);
    });
  });

  test(`${name}: a publication that has not seen a withdrawal cannot land after it`, async () => {
    const [publisher, withdrawer] = await make();
    const before = await publisher.etag();
    // The publisher reads the consent here, and is held up; meanwhile it is withdrawn.
    await withdrawer.put("e1", denied(2), await withdrawer.etag());
    await expect(publisher.put("e1", allowed("pub-1"), before)).rejects.toThrow(StaleListError);
    await eventually(async () => expect(await publisher.get("e1")).toEqual(denied(2)));
  });

  test(`${name}: of all who update the same list at once, one does`, async () => {
    const doors = await make();
    for (let round = 0; round < 3; round += 1) {
      const etag = await doors[0].etag();
      const updates = Array.from({ length: 12 }, async (_, index) => {
        await doors[index % 2 === 0 ? 0 : 1].put(`r${round}-${index}`, denied(index), etag);
      });
      const results = await Promise.allSettled(updates);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results) {
        if (result.status === "rejected") expect(result.reason).toBeInstanceOf(StaleListError);
      }
    }
    await eventually(async () => expect(await idsOf(doors[1])).toHaveLength(3));
  });
}

function pageTests(name: string, make: MakeAllowLists): void {
  test(`${name}: entries are listed by id, in pages of any size`, async () => {
    const [list, other] = await make();
    const entries = {
      "e-1": denied(1),
      e: allowed("p"),
      E: denied(2),
      "e/1": denied(3),
      "😀": denied(4),
      "\ufb01": denied(5),
    };
    await putAll(list, entries);
    const sorted = ["E", "e", "e-1", "e/1", "\ufb01", "😀"];
    for (const limit of [1, 2, 3, 6, 7, undefined]) {
      await eventually(async () => expect(await idsOf(other, limit)).toEqual(sorted));
    }
    expect((await list.list({ limit: 2 })).entries).toEqual([
      { episodeId: "E", entry: denied(2) },
      { episodeId: "e", entry: allowed("p") },
    ]);
    expect((await list.list({ limit: 6 })).cursor).toBeUndefined();
  });

  test(`${name}: a place in the list stays right while entries come and go`, async () => {
    const [list, other] = await make();
    await putAll(list, { b: denied(1), d: denied(1), f: denied(1), h: denied(1) });
    await eventually(async () => expect(await idsOf(list)).toHaveLength(4));
    const { cursor } = await list.list({ limit: 2 });
    for (const gone of ["d", "f"]) await other.remove(gone, await other.etag());
    await putAll(other, { a: denied(1), e: denied(1) });
    await eventually(async () => {
      const { entries } = await list.list({ ...at(cursor) });
      expect(entries.map(({ episodeId }) => episodeId)).toEqual(["e", "h"]);
    });
    for (const bad of mangled(cursor ?? "")) {
      await expect(list.list({ cursor: bad })).rejects.toMatchObject({ code: "bad-cursor" });
    }
    for (const limit of [0, 1_001]) await expect(list.list({ limit })).rejects.toThrow(RangeError);
  });
}
