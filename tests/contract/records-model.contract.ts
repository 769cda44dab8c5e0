/** Records against the simplest model of them: whatever is committed and asked, both answer the same. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { ConflictError, type Expectation, type Records, type RecordWrite } from "#ports/records";

import { eventually } from "../support/store-eventually.ts";
import { allPages, at } from "../support/store-pages.ts";
import { createRecordsModel, type RecordsModel } from "../support/store-records-model.ts";

/** Two doors to one new, empty place for records, as two processes would have them. */
export type MakeRecords = () => Promise<readonly [Records, Records]>;

/** Few and close to each other, so that they meet: equal, one the start of the other, out of UTF-16 order. */
const partitions = fc.constantFrom("p", "p#", "é");
const sorts = fc.constantFrom("a", "a#1", "a#10", "a#2", "b", "\ufb01", "😀");
const lists = fc.constantFrom("l", "m");
const orders = fc.constantFrom("1", "10", "2", "\ufb01", "😀");
const expectations: fc.Arbitrary<Expectation> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Expectation>("any") },
  { weight: 1, arbitrary: fc.constantFrom<Expectation>("absent", "present") },
  { weight: 1, arbitrary: fc.record({ version: fc.integer({ min: 1, max: 3 }) }) },
);
const key = { partition: partitions, sort: sorts, expect: expectations };
const writes: fc.Arbitrary<RecordWrite> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        ...key,
        body: fc.jsonValue({ maxDepth: 2 }),
        listing: fc.option(fc.record({ list: lists, order: orders }), { nil: undefined }),
      })
      .map(({ listing, ...rest }) => ({
        kind: "put" as const,
        ...rest,
        ...(listing && { listing }),
      })),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), ...key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("check" as const), ...key }) },
);
const commits = fc.uniqueArray(writes, {
  minLength: 1,
  maxLength: 4,
  selector: ({ partition, sort }) => `${partition} ${sort}`,
});
const questions = fc.record({
  partition: partitions,
  sortPrefix: fc.constantFrom("", "a", "a#", "a#1", "\ufb01", "😀", "x"),
  list: lists,
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 4 }),
});
type Question = typeof questions extends fc.Arbitrary<infer T> ? T : never;

export function recordsModelTests(name: string, make: MakeRecords, runs: number): void {
  test(`${name}: any commits and questions are answered as by a plain map`, async () => {
    const [records, other] = await make();
    const history = fc.array(commits, { minLength: 1, maxLength: 10 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, questions, async (committed, question) => {
        run += 1;
        const home = `${run} `;
        const model = createRecordsModel();
        for (const plain of committed) {
          await commitToBoth(
            records,
            model,
            plain.map((write) => inHome(home, write)),
          );
        }
        await answerAlike(other, model, home, question);
      }),
      { numRuns: runs },
    );
  });

  test(`${name}: any JSON comes back as it went in`, async () => {
    const [records, other] = await make();
    const where = { partition: "json", sort: "json" };
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        await records.commit([{ ...where, kind: "put", body, expect: "any" }]);
        const back = (await other.get(where))?.body;
        expect(back).toStrictEqual(JSON.parse(JSON.stringify(body)));
      }),
      { numRuns: runs },
    );
  });
}

/** Every run has partitions and lists of its own, so that none needs a new, empty store. */
function inHome(home: string, write: RecordWrite): RecordWrite {
  const moved = { ...write, partition: home + write.partition };
  if (moved.kind !== "put" || moved.listing === undefined) return moved;
  return { ...moved, listing: { ...moved.listing, list: home + moved.listing.list } };
}

async function commitToBoth(records: Records, model: RecordsModel, commit: readonly RecordWrite[]) {
  const failing = model.commit(commit);
  const outcome = await records.commit(commit).then(
    () => [],
    (error: unknown) => {
      if (error instanceof ConflictError) return error.keys;
      throw error;
    },
  );
  expect(outcome).toEqual(failing);
}

async function answerAlike(
  records: Records,
  model: RecordsModel,
  home: string,
  question: Question,
) {
  const { sortPrefix, descending, limit } = question;
  const partition = home + question.partition;
  const list = home + question.list;
  const found = await allPages(async (cursor) => {
    const page = await records.query(partition, { sortPrefix, descending, limit, ...at(cursor) });
    return { items: page.records, cursor: page.cursor };
  });
  expect(found).toEqual(asJson(model.query(partition, { sortPrefix, descending })));
  for (const { sort } of found) {
    expect(await records.get({ partition, sort })).toEqual(asJson(model.get({ partition, sort })));
  }
  await eventually(async () => {
    const listed = await allPages(async (cursor) => {
      const page = await records.queryListing(list, { descending, limit, ...at(cursor) });
      return { items: page.records, cursor: page.cursor };
    });
    expect(listed).toEqual(asJson(model.queryListing(list, { descending })));
  });
}

/** As JSON has it, where -0 is 0. */
const asJson = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));
