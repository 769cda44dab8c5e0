import { projectFolder } from "./places.mjs";
import { run } from "./run.mjs";
import { lastLines, say, SetupError } from "./say.mjs";

/** The application's own search, so that the bootstrap reports what will really be used. */
const search = `
  const { findPrograms } = await import("#compose/programs");
  const { ffmpeg } = await findPrograms(process.env);
  if (ffmpeg !== undefined) console.log(\`ffmpeg \${ffmpeg.version} (\${ffmpeg.source}: \${ffmpeg.ffmpegPath})\`);
`;

/**
 * Says which ffmpeg was found: FFMPEG_PATH, else the system's, else the one
 * among the npm packages.
 * @param {import("./prepare.mjs").Runtime} runtime
 */
export async function reportFfmpeg({ node, env }) {
  const outcome = await run(node, ["--input-type=module", "--eval", search], {
    cwd: projectFolder,
    env,
    timeLimitSeconds: 60,
  });
  const found = outcome.output.trim();
  if (outcome.ok && found !== "") return say(`Using ${found}.`);
  throw new SetupError(
    outcome.ok
      ? "No ffmpeg was found. Install it, or set FFMPEG_PATH to the program, and start again."
      : `The search for ffmpeg failed:\n${lastLines(found)}`,
  );
}
