/** Holds a lease until it is killed. */
import { createSqliteLeases } from "#adapters/local/sqlite-leases";
import { tell } from "./store-tell.ts";

const [folder = "", name = ""] = process.argv.slice(2);
await createSqliteLeases({ folder }).hold(name, 0, async () => {
  tell("held");
  // A timer, since a promise alone keeps no process alive.
  await new Promise((resolve) => setTimeout(resolve, 2 ** 30));
});
