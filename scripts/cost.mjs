// `npm run cost -- --listens 10000 --stories 200`: what a month costs on AWS, line by line.
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  handOver(await prepare(), "scripts/cost.ts", process.argv.slice(2));
});
