/** Downloads an object and tells the code of the error that it met. */
import { AppError } from "#core/errors";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { tell } from "./store-tell.ts";

const [root = "", key = "", path = ""] = process.argv.slice(2);
const store = createDiskObjectStore({ root, durable: false });
const code = await store.download(key, path).then(
  () => "none",
  (error: unknown) => (error instanceof AppError ? error.code : String(error)),
);
tell(code);
