/** Builds what `sst deploy` uploads beside the code: the site's bundle and the gate, at fixed places. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildEdge, deployFolder } from "./build-edge.ts";
import { ensureSiteBuilt } from "./build-site.ts";

const { folder } = await ensureSiteBuilt({ onProgress: (message) => console.error(message) });
await rm(join(deployFolder, "site"), { recursive: true, force: true });
await mkdir(deployFolder, { recursive: true });
await cp(folder, join(deployFolder, "site"), { recursive: true });
await writeFile(join(deployFolder, "edge.js"), await buildEdge());
