import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { leaseNamePattern, type Leases } from "#ports/lease";
import { createTurns, leaseBusy } from "#ports/lease-turns";
import { makeFolder } from "./local-folder.ts";
import { type LockFile, openLockFile } from "./sqlite-database.ts";

const pollMs = 20;

/**
 * Leases as locks on small files in one folder. The operating system holds
 * them, so the holder's death frees them at once; the folder must be on a disk
 * of this machine (locks over a network file system cannot be relied on).
 */
export function createSqliteLeases(config: { readonly folder: string }): Leases {
  const folder = resolve(config.folder);
  const turns = createTurns();
  return {
    name: "sqlite-leases",
    hold: async (name, waitSeconds, work) => {
      if (!leaseNamePattern.test(name)) throw new RangeError(`no name for a lease: ${name}`);
      const deadline = performance.now() + waitSeconds * 1000;
      const endTurn = await turns.wait(name, deadline);
      try {
        const lock = await acquire(folder, name, deadline);
        try {
          return await work();
        } finally {
          lock.release();
        }
      } finally {
        endTurn();
      }
    },
  };
}

/**
 * Two locks: who waits holds the gate and asks for the lease. A process whose
 * own callers pass the lease on among themselves must come through the gate
 * too, so it cannot keep the others out for ever.
 */
async function acquire(folder: string, name: string, deadline: number): Promise<LockFile> {
  makeFolder(folder, { durable: false, mode: 0o700 });
  const gate = await waitFor(join(folder, `${name}.gate.lock`), name, deadline);
  try {
    return await waitFor(join(folder, `${name}.lock`), name, deadline);
  } finally {
    gate.release();
  }
}

async function waitFor(path: string, name: string, deadline: number): Promise<LockFile> {
  const lock = openLockFile(path);
  try {
    while (!lock.tryLock()) {
      if (performance.now() >= deadline) throw leaseBusy(name);
      await pause(pollMs);
    }
    return lock;
  } catch (error) {
    lock.release();
    throw error;
  }
}
