/** Has three callers take turns on one lease without a pause until it is killed; tells of every turn. */
import { setTimeout as pause } from "node:timers/promises";
import { createSqliteLeases } from "#adapters/local/sqlite-leases";
import { tell } from "./store-tell.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const leases = createSqliteLeases({ folder });

async function takeTurns(): Promise<void> {
  for (;;) {
    await leases.hold(name, 600, async () => {
      tell("turn");
      await pause(30);
    });
  }
}
await Promise.all([takeTurns(), takeTurns(), takeTurns()]);
