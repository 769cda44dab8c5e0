// `npm run screenshots`: on a running site; see tests/looks/screenshots.ts.
import { ensureChromium } from "./bootstrap/chromium.mjs";
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  const runtime = await prepare();
  runtime.env["CHROMIUM_PATH"] = await ensureChromium(runtime);
  handOver(runtime, "tests/looks/screenshots.ts", process.argv.slice(2));
});
