/** Replaces a few objects, for ever, and tells of each that was confirmed. */
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { numberedBody, numberedKey } from "./store-numbers.ts";
import { tell } from "./store-tell.ts";

const [root = "", durable = ""] = process.argv.slice(2);
const store = createDiskObjectStore({ root, durable: durable === "durable" });

for (let number = 1; ; number += 1) {
  await store.put(numberedKey(number), numberedBody(number));
  tell(String(number));
}
