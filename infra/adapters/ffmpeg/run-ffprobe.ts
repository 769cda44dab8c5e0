/** Asks ffprobe what a file is, without decoding it. */
import { execFile } from "node:child_process";

import { z } from "zod";

import { containersAllowed } from "#core/audio-formats";
import type { StreamFacts } from "#core/audio-verdict";
import { AppError } from "#core/errors";

import { probeArguments } from "./ffmpeg-arguments.ts";

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
export async function runFfprobe(
  path: string,
  config: { readonly ffprobePath: string; readonly timeoutSeconds: number },
): Promise<ContainerFacts> {
  const { stdout, stderr, failure } = await execute(path, config);
  if (failure !== undefined) throw explain(failure, stderr, config.timeoutSeconds);
  const answer = AnswerSchema.parse(JSON.parse(stdout));
  if (answer.format === undefined) throw refusal(stderr, undefined);
  const { format_name: container, duration } = answer.format;
  const isGuess = stderr.includes("Estimating duration from bitrate");
  const claim = duration === undefined || isGuess ? {} : { claimedSeconds: duration };
  return { container, streams: answer.streams.map((stream) => readStream(stream, isGuess)), ...claim };
}

type Stream = z.output<typeof AnswerSchema>["streams"][number];

function readStream(stream: Stream, isGuess: boolean): StreamFacts {
  const kind = stream.codec_type === "audio" || stream.codec_type === "video" ? stream.codec_type : "other";
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

type Executed = { readonly stdout: string; readonly stderr: string; readonly failure?: Failure };
type Failure = Error & { readonly killed?: boolean; readonly code?: unknown };

function execute(path: string, config: { ffprobePath: string; timeoutSeconds: number }): Promise<Executed> {
  const limits = { timeout: config.timeoutSeconds * 1000, killSignal: "SIGKILL", maxBuffer: answerBytesMax } as const;
  return new Promise((resolve) => {
    const child = execFile(config.ffprobePath, probeArguments(path), limits, (failure, stdout, stderr) => {
      resolve({ stdout, stderr, ...(failure === null ? {} : { failure }) });
    });
    child.stdin?.end();
  });
}

function explain(failure: Failure, stderr: string, timeoutSeconds: number): Error {
  // A program that cannot be started at all says nothing about the file.
  if (typeof failure.code === "string" && failure.code !== "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return failure;
  if (failure.killed === true && failure.code === null) {
    return new AppError("media-timeout", { field: "file", retryable: true, params: { timeoutSeconds }, cause: failure });
  }
  return refusal(stderr, new Error(stderr.trim().slice(0, complaintLength) || "ffprobe gave no reason"));
}

/**
 * A reader that recognised the file signs its complaint with its own name
 * ("[mov,mp4,… @ 0x…]"); where none did, this is no sound at all.
 */
function refusal(stderr: string, cause: unknown): AppError {
  const signatures = [...stderr.matchAll(/^\[([a-z0-9_,]+) @ /gm)].flatMap((match) => (match[1] ?? "").split(","));
  const known = signatures.some((name) => (containersAllowed as readonly string[]).includes(name));
  return new AppError(known ? "media-broken" : "media-not-audio", { field: "file", cause });
}
