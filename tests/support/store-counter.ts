import { ConflictError, type Records } from "#ports/records";

const counter = { partition: "counter", sort: "counter" };

/** Adds one, so many times, each by a conditional write and a list of its steps; returns how often another writer was first. */
export async function countUp(records: Records, times: number): Promise<number> {
  let conflicts = 0;
  for (let done = 0; done < times;) {
    const now = await records.get(counter);
    const count = Number(now?.body ?? 0) + 1;
    try {
      await records.commit([
        {
          ...counter,
          kind: "put",
          body: count,
          expect: now === undefined ? "absent" : { version: now.version },
        },
        { kind: "put", partition: "steps", sort: String(count), body: count, expect: "absent" },
      ]);
      done += 1;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      conflicts += 1;
    }
  }
  return conflicts;
}

export async function countOf(records: Records): Promise<unknown> {
  return (await records.get(counter))?.body;
}
