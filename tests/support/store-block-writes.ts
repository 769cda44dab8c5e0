/** Holds the write lock of a database for a while; tells when it has it. */
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { tell } from "./store-tell.ts";

const [path = "", heldMs = "0"] = process.argv.slice(2);
const connection = new DatabaseSync(path);
connection.exec("BEGIN IMMEDIATE");
tell("held");
await pause(Number(heldMs));
connection.exec("COMMIT");
