// `npm run synth`: the stack without a cloud, and the list of what a deployment would make.
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  handOver(await prepare(), "scripts/synth.ts", process.argv.slice(2));
});
