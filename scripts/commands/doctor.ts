import { access, constants, mkdir, statfs } from "node:fs/promises";
import { readLocalConfig } from "#compose/config";
import { explain } from "#core/error-messages";
import { AppError } from "#core/errors";
import type { MessageLocale } from "#core/message";
import { findPrograms } from "#compose/programs";
import { runningServer } from "#compose/server-address";
import { exitStatus, type Output } from "./output.ts";

type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  /** What to do, where something is missing or could be better. */
  readonly advice?: string;
};

/** The sources use what older ones cannot read; the bootstrap fetches it where it is missing. */
const nodeMajorMin = 24;
/** Room for some hundred stories; below it a person should know. */
const freeBytesWanted = 1_000_000_000;

/** `doctor`: what was found on this machine, and what is missing. Status 1 when something is missing that the main job needs. */
export async function doctor(output: Output): Promise<void> {
  try {
    const config = readLocalConfig(process.env);
    const findings = [
      nodeFinding(),
      ...(await programFindings(config.programs, output.locale)),
      await dataFinding(config.dataFolder),
      await serverFinding(config.dataFolder),
    ];
    const ok = findings.every((finding) => finding.ok);
    output.result({ ok, findings }, findings.flatMap(lines));
    if (!ok) process.exitCode = exitStatus.refused;
  } catch (error) {
    output.failure(error);
  }
}

function lines({ name, ok, found, advice }: Finding): string[] {
  return [
    `${ok ? "ok     " : "MISSING"} ${name}: ${found}`,
    ...(advice === undefined ? [] : [`        ${advice}`]),
  ];
}

function nodeFinding(): Finding {
  const ok = Number(process.versions.node.split(".")[0]) >= nodeMajorMin;
  return {
    name: "Node.js",
    ok,
    found: process.versions.node,
    ...(ok ? {} : { advice: "start with npm start, which gets a newer one by itself" }),
  };
}

async function programFindings(
  environment: Readonly<Record<string, string | undefined>>,
  locale: MessageLocale,
): Promise<Finding[]> {
  const found = await findPrograms(environment).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "program-unusable") return error;
    throw error;
  });
  if (found instanceof AppError) {
    return [{ name: "ffmpeg", ok: false, found: "unusable", advice: explain(found, locale) }];
  }
  const { ffmpeg, espeak } = found;
  return [
    ffmpeg === undefined
      ? {
          name: "ffmpeg",
          ok: false,
          found: "none",
          advice: "set FFMPEG_PATH, or run npm install again",
        }
      : {
          name: "ffmpeg",
          ok: true,
          found: `${ffmpeg.version} (${ffmpeg.source}: ${ffmpeg.ffmpegPath})`,
        },
    espeak === undefined
      ? {
          name: "espeak-ng",
          ok: true,
          found: "none; words are timed by the pauses",
          advice: "for finer caption times: apt-get install espeak-ng (or set ESPEAK_PATH)",
        }
      : { name: "espeak-ng", ok: true, found: espeak },
  ];
}

async function dataFinding(folder: string): Promise<Finding> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize;
    return {
      name: "data folder",
      ok: true,
      found: `${folder}, ${Math.round(freeBytes / 1e9)} GB free`,
      ...(freeBytes < freeBytesWanted ? { advice: "make room before it is full" } : {}),
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return {
      name: "data folder",
      ok: false,
      found: problem,
      advice: "set PAROLES_DATA to a folder that can be written",
    };
  }
}

async function serverFinding(folder: string): Promise<Finding> {
  const server = await runningServer(folder);
  return { name: "server", ok: true, found: server === undefined ? "not running" : server.baseUrl };
}
