/** Runs one ffmpeg. The only file that knows fluent-ffmpeg, which is archived: replacing it means replacing this. */
import createCommand, { type FfmpegCommand } from "fluent-ffmpeg";

import { AppError } from "#core/errors";
import { StoreFullError } from "#ports/object-store";
import { storeFailed } from "#ports/system-errors";

import { isErrorLine, readComplaint } from "./ffmpeg-report.ts";
import { crashSignals, type FfmpegRun } from "./ffmpeg-run.ts";

export type RunConfig = { readonly ffmpegPath: string; readonly timeoutSeconds: number };
export type FfmpegReport = {
  /** The last lines of standard error: all that a report needs, and bounded when a decoder floods it. */
  readonly lines: readonly string[];
  readonly errorLines: number;
};

/** ffmpeg ended with a failure of its own; the caller knows what it was doing and names it for people. */
export class FfmpegFailure extends Error {
  override readonly name = "FfmpegFailure";
  readonly lines: readonly string[];
  constructor(cause: Error, lines: readonly string[]) {
    super(readComplaint(lines) || cause.message, { cause });
    this.lines = lines;
  }
}

const linesKept = 300;

/**
 * Resolves when ffmpeg has ended well, and settles only when it has ended at
 * all, so that no file is still being written afterwards.
 * Errors: `FfmpegFailure`; AppError `media-timeout`, `media-interrupted`,
 * `store-full` and `store-failed` (all retryable); the system's own error when ffmpeg cannot be started.
 */
export function runFfmpeg(
  run: FfmpegRun,
  config: RunConfig,
  onLine?: (line: string) => void,
): Promise<FfmpegReport> {
  const command = prepare(run, config.ffmpegPath);
  const lines: string[] = [];
  let errorLines = 0;
  let timedOut = false;
  command.on("stderr", (line: string) => {
    lines.push(line);
    if (lines.length > linesKept) lines.shift();
    if (isErrorLine(line)) errorLines += 1;
    onLine?.(line);
  });
  return new Promise((resolve, reject) => {
    // fluent-ffmpeg's own timeout answers before the process is gone; this one waits for its end.
    const timer = setTimeout(() => {
      timedOut = true;
      command.kill("SIGKILL");
    }, config.timeoutSeconds * 1000);
    command.on("end", () => {
      clearTimeout(timer);
      resolve({ lines, errorLines });
    });
    command.on("error", (cause: Error) => {
      clearTimeout(timer);
      reject(explain(cause, lines, timedOut ? config.timeoutSeconds : undefined));
    });
    command.run();
  });
}

/** ffmpeg itself ends with 255 when it is told to stop, as Ctrl-C tells every process of a terminal. */
const stopped = /killed with signal|exited with code 255/;
/** Nobody sends these to a program: it fell over what is in the file, and would again. */
const fellOver = new RegExp(`killed with signal (${crashSignals.join("|")})`);

/** What ended a run, told apart from what is wrong with the file: only the latter is an `FfmpegFailure`. */
function explain(cause: Error, lines: readonly string[], timeoutSeconds?: number): Error {
  // A program that could not be started has a system's code; a file has nothing to do with it.
  if ("code" in cause) return cause;
  const failure = new FfmpegFailure(cause, lines);
  const again = { field: "file", retryable: true, cause: failure } as const;
  if (timeoutSeconds !== undefined)
    return new AppError("media-timeout", { ...again, params: { timeoutSeconds } });
  // ffmpeg passes the system's errors on only as their words, which it prints untranslated.
  const says = (words: string) => lines.some((line) => isErrorLine(line) && line.includes(words));
  if (says("No space left on device")) return new StoreFullError(failure);
  if (says("Read-only file system")) return storeFailed("EROFS", failure);
  const wasStopped = stopped.test(cause.message) && !fellOver.test(cause.message);
  return wasStopped ? new AppError("media-interrupted", again) : failure;
}

type Ring = { readonly get: () => string };
type Ended = (error: Error | null | undefined, stdout?: Ring, stderr?: Ring) => void;
type Inside = {
  _getFfmpegPath: (done: (error: null, path: string) => void) => void;
  _checkCapabilities: (done: (error: null) => void) => void;
  availableEncoders: (done: (error: null, encoders: object) => void) => void;
  _spawnFfmpeg: (args: readonly string[], options: object, begun: unknown, ended: Ended) => void;
};
const emptyRing: Ring = { get: () => "" };

/**
 * What fluent-ffmpeg does behind its public face and must not do here. It keeps
 * the program's path for the whole process, where two transcoders may each have
 * one; it asks every ffmpeg for its formats and encoders first, reading the
 * answer with a pattern made for old ones (find-ffmpeg has checked already); and
 * when a program cannot be started it reads from an output that is not there,
 * which would end the whole process.
 */
function mend(command: FfmpegCommand, ffmpegPath: string): void {
  const inside = command as unknown as Inside;
  inside._getFfmpegPath = (done) => done(null, ffmpegPath);
  inside._checkCapabilities = (done) => done(null);
  inside.availableEncoders = (done) => done(null, {});
  const spawn = inside._spawnFfmpeg.bind(command);
  inside._spawnFfmpeg = (args, options, begun, ended) =>
    spawn(args, options, begun, (error, stdout = emptyRing, stderr = emptyRing) =>
      ended(error, stdout, stderr),
    );
}

function prepare(run: FfmpegRun, ffmpegPath: string): FfmpegCommand {
  const command = createCommand({ stdoutLines: 1 });
  mend(command, ffmpegPath);
  // Options go in as separate arguments: a list would be split at its spaces.
  for (const { options, path } of run.inputs) command.input(path).inputOptions(...options);
  if (run.filterGraph !== undefined) command.complexFilter(run.filterGraph);
  for (const { options, path } of run.outputs) command.output(path).outputOptions(...options);
  return command;
}
