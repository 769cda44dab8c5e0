// `npm run -s paroles -- <command>`: the command line. Standard output is the command's alone.
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  handOver(await prepare(), "scripts/cli.ts", process.argv.slice(2));
});
