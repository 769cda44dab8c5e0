// `npm run licences`: every package of the lock file by its licence, and whether it may be one of ours.
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  handOver(await prepare(), "scripts/licences.ts", process.argv.slice(2));
});
