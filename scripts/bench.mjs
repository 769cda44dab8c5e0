// `npm run bench`: measures on this machine and prints the figures.
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  handOver(await prepare(), "scripts/bench.ts", process.argv.slice(2));
});
