/** What any leases must do, whoever keeps them. */
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";

import type { Leases } from "#ports/lease";

/** Two doors to the same leases, nobody's yet, as two processes would have them. */
export type MakeLeases = () => Promise<readonly [Leases, Leases]>;

const busy = { name: "AppError", code: "lease-busy", retryable: true, params: { name: "press" } };
/** Long enough for every wait that ends well; a test that needs it has failed. */
const patient = 15;

/** Takes a lease and keeps it until told. */
async function takeLease(leases: Leases, name: string) {
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const done = leases.hold(name, patient, async () => {
    held.resolve();
    await release.promise;
  });
  await Promise.race([held.promise, done]);
  return {
    release: async () => {
      release.resolve();
      await done;
    },
  };
}

export function leasesContract(name: string, make: MakeLeases): void {
  test(`${name}: the work's result comes back, its error too, and the lease is free again`, async () => {
    const [leases, other] = await make();
    expect(await leases.hold("press", 0, async () => "done")).toBe("done");
    const fault = new Error("the work failed");
    const failing = leases.hold("press", 0, async () => {
      throw fault;
    });
    await expect(failing).rejects.toBe(fault);
    expect(await other.hold("press", 0, async () => "free")).toBe("free");
  });

  test(`${name}: only one works at a time, through all doors, and everybody's turn comes`, async () => {
    const doors = await make();
    let inside = 0;
    const insideAtOnce: number[] = [];
    const work = async () => {
      inside += 1;
      insideAtOnce.push(inside);
      for (let turn = 0; turn < 5; turn += 1) await nextTurn();
      inside -= 1;
    };
    const holders = Array.from({ length: 16 }, (_, index) =>
      doors[index % 2 === 0 ? 0 : 1].hold("press", patient, work),
    );
    await Promise.all(holders);
    expect(insideAtOnce).toEqual(Array.from({ length: 16 }, () => 1));
  });

  test(`${name}: who has waited long enough is told that the lease is busy, and works not at all`, async () => {
    const [leases, other] = await make();
    const holder = await takeLease(leases, "press");
    let worked = false;
    const work = async () => void (worked = true);
    for (const door of [leases, other]) {
      for (const waitSeconds of [0, 0.05]) {
        await expect(door.hold("press", waitSeconds, work)).rejects.toMatchObject(busy);
      }
    }
    expect(worked).toBe(false);
    await holder.release();
    await other.hold("press", 0, work);
    expect(worked).toBe(true);
  });

  test(`${name}: leases of other names are not in the way`, async () => {
    const [leases, other] = await make();
    const holder = await takeLease(leases, "press");
    expect(await leases.hold("sweep", 0, async () => 1)).toBe(1);
    expect(await other.hold("press-2", 0, async () => 2)).toBe(2);
    await holder.release();
  });

  test(`${name}: callers of one process get their turns in the order they came, past one who gives up`, async () => {
    const [leases] = await make();
    const holder = await takeLease(leases, "press");
    const order: string[] = [];
    const enter = (who: string, waitSeconds: number) =>
      leases.hold("press", waitSeconds, async () => void order.push(who));
    const callers = ["first", "second", "third", "fourth", "fifth"];
    const entered: Promise<void>[] = [];
    for (const who of callers) {
      entered.push(enter(who, patient));
      await expect(enter("hasty", 0)).rejects.toMatchObject(busy);
      // Apart, so that callers who only asked again and again would overtake each other.
      await pause(7);
    }
    expect(order).toEqual([]);
    await holder.release();
    await Promise.all(entered);
    expect(order).toEqual(callers);
  });

  test(`${name}: who asks again for what he holds is told that it is busy`, async () => {
    const [leases] = await make();
    const twice = leases.hold("press", 0, () => leases.hold("press", 0.05, async () => "never"));
    await expect(twice).rejects.toMatchObject(busy);
    expect(await leases.hold("press", 0, async () => "free")).toBe("free");
  });

  test(`${name}: a name that could be a path, or no name, is refused`, async () => {
    const [leases] = await make();
    for (const bad of [
      "",
      ".",
      "../press",
      "a/b",
      "a\\b",
      "a\0b",
      "-a",
      "Press",
      "é",
      "a".repeat(65),
    ]) {
      await expect(leases.hold(bad, 0, async () => "never")).rejects.toThrow(RangeError);
    }
    expect(await leases.hold("a-1", 0, async () => "fine")).toBe("fine");
  });
}
