/** Puts a file of 200 MB and reads from its end; tells by how many MB the process grew. */
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { tell } from "./store-tell.ts";

const [root = "", source = ""] = process.argv.slice(2);
const store = createDiskObjectStore({ root, durable: true });
const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);

await store.put("small", new Uint8Array(1_000_000));
const before = megabytes();
const outcomes = [
  await store.put("large", { path: source }),
  await store.put("large", { path: source }),
];
const head = await store.head("large");
const end = await store.get("large", { start: (head?.bytes ?? 0) - 4 });
tell(
  JSON.stringify({ outcomes, bytes: head?.bytes, end: [...end], grownBy: megabytes() - before }),
);
