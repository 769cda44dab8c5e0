// `npm run lighthouse`: on a running site; see tests/looks/lighthouse.ts.
import { ensureChromium } from "./bootstrap/chromium.mjs";
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  const runtime = await prepare();
  runtime.env["CHROMIUM_PATH"] = await ensureChromium(runtime);
  handOver(runtime, "tests/looks/lighthouse.ts", process.argv.slice(2));
});
