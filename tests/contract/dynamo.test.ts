/** Records and leases on Amazon's own DynamoDB Local. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createDynamoArchive } from "#adapters/aws/dynamo-archive";
import { createDynamoLeases } from "#adapters/aws/dynamo-leases";
import { createDynamoRecords } from "#adapters/aws/dynamo-records";
import { openDynamoTable } from "#adapters/aws/dynamo-table";

import {
  aDynamoTable,
  type DynamoLocal,
  hasJava,
  startDynamoLocal,
} from "../support/aws-dynamo-local.ts";
import { stubAwsEnvironment } from "../support/aws-environment.ts";
import { leasesContract } from "./lease.contract.ts";
import { recordArchiveContract } from "./record-archive.contract.ts";
import { recordsContract } from "./records.contract.ts";

let server: DynamoLocal | undefined;

test("dynamo: there is a Java to run DynamoDB Local, or this says loudly that there is none", () => {
  if (!hasJava()) console.warn("NOT TESTED: records and leases on DynamoDB Local (no Java).");
  expect(hasJava() || process.env["CI"] === undefined).toBe(true);
});

describe.skipIf(!hasJava())("DynamoDB Local", () => {
  beforeAll(async () => {
    server = await startDynamoLocal();
  });
  afterAll(() => server?.stop());
  stubAwsEnvironment(() => ({ DYNAMODB: server?.endpoint ?? "" }));

  recordsContract(
    "dynamo",
    async () => {
      const tableName = await aDynamoTable();
      const open = () => createDynamoRecords({ table: openDynamoTable({ tableName }) });
      return [open(), open()];
    },
    { runs: 8 },
  );

  recordArchiveContract("dynamo", async () => {
    const table = openDynamoTable({ tableName: await aDynamoTable() });
    return { records: createDynamoRecords({ table }), archive: createDynamoArchive({ table }) };
  });

  leasesContract("dynamo", async () => {
    const tableName = await aDynamoTable();
    const open = () => createDynamoLeases({ table: openDynamoTable({ tableName }) });
    return [open(), open()];
  });

  test("dynamo: a holder that died without a word is succeeded when its time is over, and frees nothing of its successor's", async () => {
    const tableName = await aDynamoTable();
    let skewMs = 0;
    const open = (nowMs: () => number) =>
      createDynamoLeases({ table: openDynamoTable({ tableName }), nowMs, leaseSeconds: 20 });
    const [dead, next] = [open(Date.now), open(() => Date.now() + skewMs)];
    const { promise: forgotten, resolve: wake } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const late = dead.hold("press", 0, () => {
      hold();
      return forgotten;
    });
    await held;
    await expect(next.hold("press", 0.2, async () => "never")).rejects.toMatchObject({
      code: "lease-busy",
    });
    skewMs = 21_000;
    const after = await next.hold("press", 5, async () => {
      wake();
      await late;
      await expect(dead.hold("press", 0, async () => "never")).rejects.toMatchObject({
        code: "lease-busy",
      });
      return "succeeded";
    });
    expect(after).toBe("succeeded");
  });

  test("dynamo: a table that is not there is said with the service and its word for it", async () => {
    const records = createDynamoRecords({ table: openDynamoTable({ tableName: "nowhere" }) });
    await expect(records.get({ partition: "p", sort: "s" })).rejects.toMatchObject({
      code: "cloud-refused",
      params: { service: "dynamodb", name: "ResourceNotFoundException" },
      retryable: false,
    });
  });
});
