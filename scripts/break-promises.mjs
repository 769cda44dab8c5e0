// `npm run break-promises`: breaks each of the five promises on purpose and sees a test go red.
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  handOver(await prepare(), "tests/promises/break-promises.ts", process.argv.slice(2));
});
