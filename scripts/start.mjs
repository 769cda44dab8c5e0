// `npm start`: gets what is missing, then runs the whole system on this machine.
import { hintAtMissingTools } from "./bootstrap/debian-tools.mjs";
import { reportFfmpeg } from "./bootstrap/ffmpeg.mjs";
import { handOver } from "./bootstrap/hand-over.mjs";
import { entryPoint, prepare } from "./bootstrap/prepare.mjs";

await entryPoint(async () => {
  const runtime = await prepare();
  if (runtime.firstTime) await reportFfmpeg(runtime);
  hintAtMissingTools(runtime.env);
  handOver(runtime, "scripts/serve.ts", process.argv.slice(2));
});
