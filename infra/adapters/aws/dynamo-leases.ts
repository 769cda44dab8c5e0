import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { leaseNamePattern, type Leases } from "#ports/lease";
import { createTurns, leaseBusy } from "#ports/lease-turns";
import { leasePartition, leaseSort } from "#core/machine-keys";
import { type DynamoTable, tableShape } from "./dynamo-table.ts";

export type DynamoLeasesConfig = {
  readonly table: DynamoTable;
  readonly nowMs?: () => number;
  readonly random?: () => number;
  /**
   * A holder that stops renewing (its function was killed) is succeeded after
   * this long. Clocks of different machines may differ by a good part of it:
   * Amazon keeps them within milliseconds.
   */
  readonly leaseSeconds?: number;
};

const pollMs = 60;

/**
 * Leases as items of the table, each with its holder and the moment it ends
 * unless renewed; renewed three times in that span while the work runs. Who
 * waits asks again and again, at random moments, so that nobody is kept out.
 */
export function createDynamoLeases(config: DynamoLeasesConfig): Leases {
  const { table, nowMs = Date.now, random = Math.random, leaseSeconds = 20 } = config;
  const turns = createTurns();
  const engine = { table, nowMs, leaseMs: leaseSeconds * 1000 };
  return {
    name: "dynamo-leases",
    async hold(name, waitSeconds, work) {
      if (!leaseNamePattern.test(name)) throw new RangeError(`no name for a lease: ${name}`);
      const deadlineMs = performance.now() + waitSeconds * 1000;
      const endTurn = await turns.wait(name, deadlineMs);
      const holder = randomUUID();
      try {
        while (!(await take(engine, name, holder))) {
          if (performance.now() >= deadlineMs) throw leaseBusy(name);
          await pause(pollMs * (0.5 + random()));
        }
        const renewal = setInterval(() => {
          // A renewal that fails is tried again before the lease ends; the work itself repeats harmlessly.
          void take(engine, name, holder).catch(() => false);
        }, engine.leaseMs / 3);
        try {
          return await work();
        } finally {
          clearInterval(renewal);
          await release(engine, name, holder);
        }
      } finally {
        endTurn();
      }
    },
  };
}

type Engine = {
  readonly table: DynamoTable;
  readonly nowMs: () => number;
  readonly leaseMs: number;
};

const keyOf = (name: string) => ({
  [tableShape.partition]: { S: leasePartition(name) },
  [tableShape.sort]: { S: leaseSort },
});

/** Takes or renews: allowed where nobody holds it, where its time is over, and for the holder. */
async function take(engine: Engine, name: string, holder: string): Promise<boolean> {
  const now = engine.nowMs();
  const outcome = await engine.table.transact((tableName) => [
    {
      Update: {
        TableName: tableName,
        Key: keyOf(name),
        UpdateExpression: "SET #holder = :holder, #ends = :ends",
        ConditionExpression: "attribute_not_exists(#ends) OR #ends < :now OR #holder = :holder",
        ExpressionAttributeNames: { "#holder": "holder", "#ends": "ends" },
        ExpressionAttributeValues: {
          ":holder": { S: holder },
          ":ends": { N: String(now + engine.leaseMs) },
          ":now": { N: String(now) },
        },
      },
    },
  ]);
  return outcome.done;
}

/** Frees what is still ours; a lease that ran out belongs to somebody else by now. */
async function release(engine: Engine, name: string, holder: string): Promise<void> {
  await engine.table.transact((tableName) => [
    {
      Delete: {
        TableName: tableName,
        Key: keyOf(name),
        ConditionExpression: "#holder = :holder",
        ExpressionAttributeNames: { "#holder": "holder" },
        ExpressionAttributeValues: { ":holder": { S: holder } },
      },
    },
  ]);
}
