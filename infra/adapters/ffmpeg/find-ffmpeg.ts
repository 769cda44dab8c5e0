/** Finds the ffmpeg of this machine: the one that was named, else the system's, else the one that npm brought. */
import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

import { AppError } from "#core/errors";

export type FoundFfmpeg = {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly source: "environment" | "system" | "npm";
  /** As ffmpeg prints it: "5.1.9-0+deb12u1", "N-47683-g0e8eb07980-static". */
  readonly version: string;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Pair = Pick<FoundFfmpeg, "ffmpegPath" | "ffprobePath">;

/** What the encodings need; some distributions leave patented or foreign encoders out of their ffmpeg. */
const encodersNeeded = ["libmp3lame", "aac", "libopus"] as const;
const execute = promisify(execFile);
const answerTimeoutMs = 10_000;

/**
 * Looks at FFMPEG_PATH and FFPROBE_PATH (one may stand for both when the other
 * lies beside it), then PATH, then the npm packages; the first that runs and has
 * the encoders is taken. Undefined when there is none.
 * Errors: `program-unusable` (`variable`, `path`) when a program that was named
 * does not run: using another one instead would hide a wrong setting.
 */
export async function findFfmpeg(environment: Environment): Promise<FoundFfmpeg | undefined> {
  const named = await findNamed(environment);
  if (named !== undefined) return named;
  for (const [source, find] of [
    ["system", findInPath],
    ["npm", findInNpm],
  ] as const) {
    const pair = await find(environment);
    const version = pair === undefined ? undefined : await readVersion(pair);
    if (pair !== undefined && version !== undefined) return { ...pair, source, version };
  }
  return undefined;
}

async function findNamed(environment: Environment): Promise<FoundFfmpeg | undefined> {
  const { FFMPEG_PATH, FFPROBE_PATH } = environment;
  if (!FFMPEG_PATH && !FFPROBE_PATH) return undefined;
  const beside = (path: string, program: string) => join(dirname(path), program);
  const others = (await findInPath(environment)) ?? (await findInNpm());
  const choose = async (
    path: string | undefined,
    sibling: string | undefined,
    other: string | undefined,
  ) => {
    if (path) return path;
    return sibling !== undefined && (await isProgram(sibling)) ? sibling : other;
  };
  const ffmpegPath = await choose(
    FFMPEG_PATH,
    FFPROBE_PATH && beside(FFPROBE_PATH, "ffmpeg"),
    others?.ffmpegPath,
  );
  const ffprobePath = await choose(
    FFPROBE_PATH,
    FFMPEG_PATH && beside(FFMPEG_PATH, "ffprobe"),
    others?.ffprobePath,
  );
  const unusable = (variable: string, path: string | undefined) =>
    new AppError("program-unusable", { field: variable, params: { variable, path: path ?? "" } });
  if (ffmpegPath === undefined) throw unusable("FFMPEG_PATH", FFMPEG_PATH);
  if (ffprobePath === undefined || !(await answers(ffprobePath)))
    throw unusable("FFPROBE_PATH", ffprobePath);
  const version = await readVersion({ ffmpegPath, ffprobePath });
  if (version === undefined) throw unusable("FFMPEG_PATH", ffmpegPath);
  return { ffmpegPath, ffprobePath, source: "environment", version };
}

async function findInPath(environment: Environment): Promise<Pair | undefined> {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const find = async (program: string): Promise<string | undefined> => {
    for (const folder of folders)
      if (await isProgram(join(folder, program))) return join(folder, program);
    return undefined;
  };
  const [ffmpegPath, ffprobePath] = await Promise.all([find("ffmpeg"), find("ffprobe")]);
  return ffmpegPath === undefined || ffprobePath === undefined
    ? undefined
    : { ffmpegPath, ffprobePath };
}

async function findInNpm(): Promise<Pair | undefined> {
  try {
    // They throw while loading on a platform that they have no program for.
    const [ffmpeg, ffprobe] = await Promise.all([
      import("@ffmpeg-installer/ffmpeg"),
      import("@ffprobe-installer/ffprobe"),
    ]);
    return { ffmpegPath: ffmpeg.default.path, ffprobePath: ffprobe.default.path };
  } catch {
    return undefined;
  }
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const ask = async (path: string, question: string): Promise<string | undefined> =>
  execute(path, ["-hide_banner", question], { timeout: answerTimeoutMs }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );

const answers = async (path: string): Promise<boolean> =>
  (await ask(path, "-version")) !== undefined;

/** The version, when both programs run and the encoders are there. */
async function readVersion({ ffmpegPath, ffprobePath }: Pair): Promise<string | undefined> {
  const [version, encoders, probes] = await Promise.all([
    ask(ffmpegPath, "-version"),
    ask(ffmpegPath, "-encoders"),
    answers(ffprobePath),
  ]);
  const words = new Set((encoders ?? "").split(/\s+/));
  if (!probes || !encodersNeeded.every((encoder) => words.has(encoder))) return undefined;
  return /^ffmpeg version (\S+)/.exec(version ?? "")?.[1];
}
