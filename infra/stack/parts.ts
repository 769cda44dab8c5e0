import { execFileSync } from "node:child_process";

/** Where scripts/build-deployment.ts puts what is uploaded beside the code. */
export const partsFolder = ".cache/deploy";

/** Builds the site and the gate, so that `sst deploy` needs no command before it. Nothing is done when nothing changed. */
export function buildParts(): void {
  execFileSync("node", ["scripts/build-deployment.ts"], { cwd: $cli.paths.root, stdio: "inherit" });
}
