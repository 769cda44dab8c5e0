/** Puts many objects at once, from memory and from a file, and tells how many are there. */
import { writeFileSync } from "node:fs";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { tell } from "./store-tell.ts";

const [root = "", count = "0"] = process.argv.slice(2);
const store = createDiskObjectStore({ root, durable: false });
const path = `${root}-source`;
writeFileSync(path, new Uint8Array(300_000));
const keys = Array.from({ length: Number(count) }, (_, index) => `many/${index % 7}/${index}`);
await Promise.all(
  keys.map((key, index) => store.put(key, index % 2 === 0 ? { path } : new Uint8Array(300_000))),
);
tell(String((await store.list("many/")).keys.length));
