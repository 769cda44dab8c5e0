/** What carrying records needs of whoever keeps them. */
import { expect, test } from "vitest";
import { type ArchivedRecord, archivedAtOnceMax, type RecordArchive } from "#ports/record-archive";
import type { Records } from "#ports/records";

export type MakeArchive = () => Promise<{
  readonly records: Records;
  readonly archive: RecordArchive;
}>;

async function everything(archive: RecordArchive): Promise<readonly ArchivedRecord[]> {
  const found: ArchivedRecord[] = [];
  for await (const page of archive.pages()) {
    expect(page.length).toBeLessThanOrEqual(archivedAtOnceMax);
    found.push(...page);
  }
  const nameOf = ({ partition, sort }: ArchivedRecord) => `${partition} ${sort}`;
  return found.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
const put = (partition: string, sort: string, body: unknown, order?: string) =>
  ({
    kind: "put",
    partition,
    sort,
    body,
    expect: "any",
    ...(order === undefined ? {} : { listing: { list: "l", order } }),
  }) as const;

export function recordArchiveContract(name: string, make: MakeArchive): void {
  test(`${name}: what is carried from one to another is the same there, versions, listings and large bodies included`, async () => {
    const [from, to] = [await make(), await make()];
    expect(await everything(from.archive)).toEqual([]);
    await from.records.commit([put("p", "twice", 1, "2"), put("é", "once", { text: "\u2028😀" })]);
    await from.records.commit([put("p", "twice", { n: 2 }, "1"), put("p", "listed", 1, "2")]);
    const large = "x".repeat(390_000);
    for (let n = 0; n < 6; n += 1) await from.records.commit([put("large", String(n), large)]);
    for (let n = 0; n < 240; n += 80)
      await from.records.commit(
        Array.from({ length: 80 }, (_, at) => put("many", String(n + at).padStart(4, "0"), at)),
      );
    for await (const page of from.archive.pages()) await to.archive.put(page);
    await to.archive.settled();
    expect(await everything(to.archive)).toEqual(await everything(from.archive));
    expect((await everything(to.archive)).length).toBe(3 + 6 + 240);
    expect(await to.records.get({ partition: "p", sort: "twice" })).toMatchObject({ version: 2 });
    await to.records.commit([{ ...put("p", "twice", 3, "1"), expect: { version: 2 } }]);
    const { records } = await to.records.queryListing("l");
    expect(records.map(({ sort, version }) => [sort, version])).toEqual([
      ["twice", 3],
      ["listed", 1],
    ]);
  });

  test(`${name}: what is put stands as it is, over what was there, and may be put again; none and too many are refused`, async () => {
    const { records, archive } = await make();
    await records.commit([put("p", "a", "old", "1")]);
    const carried = { partition: "p", sort: "a", version: 7, body: null };
    for (let again = 0; again < 2; again += 1) await archive.put([carried]);
    expect(await everything(archive)).toEqual([carried]);
    expect((await records.queryListing("l")).records).toEqual([]);
    await expect(archive.put([])).rejects.toThrow(RangeError);
    const many = Array.from({ length: archivedAtOnceMax + 1 }, (_, sort) => ({
      ...carried,
      sort: String(sort),
    }));
    await expect(archive.put(many)).rejects.toThrow(RangeError);
    await expect(archive.put([{ ...carried, body: undefined }])).rejects.toThrow(RangeError);
    expect(await everything(archive)).toEqual([carried]);
  });
}
