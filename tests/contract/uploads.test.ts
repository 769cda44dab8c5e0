import { join } from "node:path";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { createSitePartDoor } from "#adapters/node/site-part-door";
import { createStoredUploads } from "#adapters/node/stored-uploads";
import { createTemporaryWorkspace } from "#adapters/node/temporary-workspace";
import { aFolder } from "../support/store-folder.ts";
import { uploadsContract } from "./uploads.contract.ts";

uploadsContract("stored on disk", async () => {
  const folder = aFolder();
  let seconds = Date.parse("2026-11-23T12:00:00.000Z") / 1000;
  const store = createDiskObjectStore({ root: join(folder, "store"), durable: false });
  const door = createSitePartDoor({
    store,
    clock: { now: () => new Date(seconds * 1000).toISOString() },
    key: new Uint8Array(32).fill(7),
    path: "/studio/depot",
  });
  const workspace = createTemporaryWorkspace(join(folder, "work"));
  const uploads = createStoredUploads({ store, workspace, door });
  return {
    uploads,
    store,
    async put(address, body) {
      const request = new Request(`https://paroles.example.org${address}`, {
        method: "PUT",
        body: new Uint8Array(body),
      });
      return (await door.receive(request)).status;
    },
    wait(more) {
      seconds += more;
    },
  };
});
