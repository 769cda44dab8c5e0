/** Asks ffprobe what a file is, without decoding it. */
import { execFile, type ExecFileException } from "node:child_process";

import { z } from "zod";

import { containersAllowed } from "#core/audio/formats";
import type { StreamFacts } from "#core/audio/verdict";
import { AppError } from "#core/errors";

import { crashSignals } from "./ffmpeg-run.ts";
import { probeArguments } from "./upload-arguments.ts";

export type ContainerFacts = {
  readonly container: string;
  readonly streams: readonly StreamFacts[];
  /** What the container announces, when it does and when that is not a guess from the bitrate. */
  readonly claimedSeconds?: number;
};

const NumberText = z.coerce.number().finite().optional().catch(undefined);
const AnswerSchema = z.object({
  streams: z
    .array(
      z.object({
        index: z.number(),
        codec_type: z.string().optional(),
        codec_name: z.string().optional(),
        sample_rate: NumberText,
        channels: z.number().optional(),
        duration: NumberText,
        disposition: z.object({ attached_pic: z.number() }).partial().optional(),
      }),
    )
    .default([]),
  format: z.object({ format_name: z.string(), duration: NumberText }).optional(),
});

const complaintLength = 500;
const answerBytesMax = 4 * 1024 * 1024;

/**
 * Errors: `media-not-audio` (nothing on the list of formats recognises it),
 * `media-broken` (one of them does, and cannot read it), `media-timeout` (retryable).
 */
export async function runFfprobe(path: string, config: ProbeConfig): Promise<ContainerFacts> {
  const { stdout, stderr, failure, timedOut } = await execute(path, config);
  if (timedOut) {
    const params = { timeoutSeconds: config.timeoutSeconds };
    throw new AppError("media-timeout", { field: "file", retryable: true, params });
  }
  if (failure !== null) throw explain(failure, stderr);
  const answer = AnswerSchema.parse(JSON.parse(stdout));
  if (answer.format === undefined) throw refusal(stderr, undefined);
  const { format_name: container, duration } = answer.format;
  const isGuess = stderr.includes("Estimating duration from bitrate");
  const claim = duration === undefined || isGuess ? {} : { claimedSeconds: duration };
  return {
    container,
    streams: answer.streams.map((stream) => readStream(stream, isGuess)),
    ...claim,
  };
}

type Stream = z.output<typeof AnswerSchema>["streams"][number];

function readStream(stream: Stream, isGuess: boolean): StreamFacts {
  const kind =
    stream.codec_type === "audio" || stream.codec_type === "video" ? stream.codec_type : "other";
  return {
    index: stream.index,
    kind,
    isPicture: stream.disposition?.attached_pic === 1,
    ...(stream.codec_name === undefined ? {} : { codec: stream.codec_name }),
    ...(stream.sample_rate === undefined ? {} : { sampleRateHz: stream.sample_rate }),
    ...(stream.channels === undefined ? {} : { channels: stream.channels }),
    ...(stream.duration === undefined || isGuess ? {} : { durationSeconds: stream.duration }),
  };
}

type ProbeConfig = { readonly ffprobePath: string; readonly timeoutSeconds: number };
type Executed = {
  readonly stdout: string;
  readonly stderr: string;
  readonly failure: ExecFileException | null;
  readonly timedOut: boolean;
};

function execute(path: string, { ffprobePath, timeoutSeconds }: ProbeConfig): Promise<Executed> {
  return new Promise((resolve) => {
    let timedOut = false;
    const options = { maxBuffer: answerBytesMax };
    const done = (failure: ExecFileException | null, stdout: string, stderr: string) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, failure, timedOut });
    };
    const child = execFile(ffprobePath, probeArguments(path), options, done);
    child.stdin?.end();
    // execFile's own timeout can end as a success with half an answer, when the program was about to finish.
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, timeoutSeconds * 1000);
  });
}

/** A program that cannot be started (its code is a word, such as ENOENT) or was stopped says nothing about the file. */
function explain(failure: ExecFileException, stderr: string): Error {
  const flooded = failure.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER";
  if (typeof failure.code === "string" && !flooded) return failure;
  const { signal } = failure;
  if (typeof signal === "string" && !flooded && !crashSignals.includes(signal)) {
    return new AppError("media-interrupted", { field: "file", retryable: true, cause: failure });
  }
  // Whatever made the prober fall over is no recording that anything else could open.
  if (typeof signal === "string" && crashSignals.includes(signal))
    return new AppError("media-broken", { field: "file", cause: failure });
  const complaint = stderr.trim().slice(0, complaintLength) || "ffprobe gave no reason";
  return refusal(stderr, new Error(complaint));
}

/**
 * A reader that recognised the file signs its complaint with its own name
 * ("[mov,mp4,… @ 0x…]"); where none did, this is no sound at all.
 */
function refusal(stderr: string, cause: unknown): AppError {
  const signatures = [...stderr.matchAll(/^\[([a-z0-9_,]+) @ /gm)].flatMap((match) =>
    (match[1] ?? "").split(","),
  );
  const known = signatures.some((name) => (containersAllowed as readonly string[]).includes(name));
  return new AppError(known ? "media-broken" : "media-not-audio", { field: "file", cause });
}
