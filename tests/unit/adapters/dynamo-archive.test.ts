/** What DynamoDB Local cannot play: an index that is behind its table (its own is never late). */
import { expect, test } from "vitest";

import { createDynamoArchive } from "#adapters/aws/dynamo-archive";
import { type DynamoTable, type Item, tableShape } from "#adapters/aws/dynamo-table";

const item = (sk: string, more: Readonly<Record<string, string>> = {}): Item => ({
  pk: { S: "episode#1" },
  sk: { S: sk },
  body: { S: "{}" },
  ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, { S: text }])),
});
const listed = (sk: string, body = "{}") => item(sk, { list: "unsettled", place: sk, body });

/** A table that holds this, and an index that comes to one state after the other. */
function aTable(stands: readonly Item[], ...states: readonly (readonly Item[])[]) {
  let looks = 0;
  const unasked = async () => expect.fail("only looked at");
  const table: DynamoTable = {
    get: unasked,
    query: unasked,
    transact: unasked,
    async *scan(_limit, index) {
      if (index === undefined) return void (yield stands);
      expect(index).toBe(tableShape.index);
      yield states[Math.min(looks++, states.length - 1)] ?? [];
    },
  };
  const pauses: number[] = [];
  const archive = createDynamoArchive({ table, pause: async (ms) => void pauses.push(ms) });
  return { archive, pauses };
}

test("it waits until the index tells of what was put, as it was put, and no more of what was taken away", async () => {
  const stands = [item("unlisted"), listed("a", '{"new":1}'), listed("b")];
  const { archive, pauses } = aTable(
    stands,
    [],
    [listed("a", '{"old":1}'), listed("b")],
    [listed("a", '{"new":1}'), listed("b"), listed("gone")],
    [listed("b"), listed("a", '{"new":1}')],
  );
  await archive.settled();
  expect(pauses).toHaveLength(3);
});

test("where the index has followed already nothing is waited for; where it does not follow, that may be tried again", async () => {
  const ready = aTable([listed("a")], [listed("a")]);
  await ready.archive.settled();
  expect(ready.pauses).toEqual([]);
  const never = aTable([listed("a")], []);
  await expect(never.archive.settled()).rejects.toMatchObject({
    code: "listings-late",
    retryable: true,
  });
});
