/** Puts objects until there is no room, and tells how the store took it and went on after room was made. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { tell } from "./store-tell.ts";
import { untilItFails } from "./store-until-it-fails.ts";

const [folder = "", objectBytes = "0", durable = ""] = process.argv.slice(2);
const root = join(folder, "objects");
const store = createDiskObjectStore({ root, durable: durable === "durable" });
const large = (filling: number) => new Uint8Array(Number(objectBytes)).fill(filling);
const small = new Uint8Array(100).fill(7);

await store.put("kept", small);
let stored = 0;
const filling = await untilItFails(async () => {
  await store.put(`fill/${stored}`, large(stored));
  stored += 1;
});
const replacing = await untilItFails(() => store.put("kept", large(8)));
const leftovers = readdirSync(join(root, ".incoming"));
const kept = Buffer.compare(await store.get("kept"), small) === 0;
const listed = (await store.list("fill/")).keys.length === stored;
await store.deletePrefix("fill/");
const after = await store.put("after", small);
tell(JSON.stringify({ filling, replacing, leftovers, kept, listed, after }));
