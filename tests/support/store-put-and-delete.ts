/** Puts and deletes the only object of a deep folder, many times, beside others who do the same. */
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { tell } from "./store-tell.ts";

const [root = "", who = ""] = process.argv.slice(2);
const store = createDiskObjectStore({ root, durable: false });
const key = `shared/deep/${who}`;
for (let round = 0; round < 400; round += 1) {
  await store.put(key, new Uint8Array(10).fill(round));
  if (round % 10 === 0) await store.deletePrefix("shared/deep/");
  await store.delete(key);
}
tell("done");
