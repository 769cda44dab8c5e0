import { join } from "node:path";
import { expect, test } from "vitest";

import { createSqliteLeases } from "#adapters/local/sqlite-leases";

import { startChild } from "../support/store-children.ts";
import { aFolder } from "../support/store-folder.ts";
import { leasesContract } from "./lease.contract.ts";

leasesContract("sqlite", async () => {
  const folder = join(aFolder(), "leases");
  return [createSqliteLeases({ folder }), createSqliteLeases({ folder })];
});

test("sqlite: another process's lease is busy, and its death frees it", async () => {
  const folder = aFolder();
  const leases = createSqliteLeases({ folder });
  const holder = startChild("store-hold-lease.ts", folder, "press");
  await holder.hasWritten(1);
  const busy = leases.hold("press", 0.1, async () => "never");
  await expect(busy).rejects.toMatchObject({ code: "lease-busy", retryable: true });
  const waiting = leases.hold("press", 15, async () => "free");
  await holder.kill();
  expect(await waiting).toBe("free");
});

test("sqlite: a process whose callers take turns without a pause cannot keep another one out", async () => {
  const folder = aFolder();
  const leases = createSqliteLeases({ folder });
  const hog = startChild("store-hog-lease.ts", folder, "press");
  for (let round = 0; round < 3; round += 1) {
    await hog.hasWritten(hog.lines.length + 2);
    const before = hog.lines.length;
    const after = await leases.hold("press", 15, async () => hog.lines.length);
    // The turn that was on, one that slipped in, and what was said but not yet heard: no procession.
    expect(after - before).toBeLessThan(10);
  }
});
