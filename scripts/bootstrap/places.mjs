import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The folder of the checkout; everything the bootstrap touches is inside it. */
export const projectFolder = fileURLToPath(new URL("../../", import.meta.url));

/** What the bootstrap fetched for itself: a newer Node.js, and a home where the account has none. */
export const toolsFolder = join(projectFolder, ".tools");

export const modulesFolder = join(projectFolder, "node_modules");
