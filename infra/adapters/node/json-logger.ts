import { AppError } from "#core/errors";
import type { Logger } from "#ports/logger";

const logLevels = ["info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** One JSON line per event, from `level` upwards. Parameters and messages of errors stay out: they may hold what a person typed. */
export function createJsonLogger(write: (line: string) => void, level: LogLevel): Logger {
  const log = (at: LogLevel, event: string, fields: object) => {
    if (logLevels.indexOf(at) < logLevels.indexOf(level)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level: at, event, ...fields })}\n`);
  };
  return {
    info: (event, fields = {}) => log("info", event, fields),
    warn: (event, fields = {}) => log("warn", event, fields),
    error: (event, error, fields = {}) => log("error", event, { ...fields, ...described(error) }),
  };
}

function described(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const causes = causesOf(error);
  // What stands before the frames repeats the message, over as many lines as that has.
  const frames = error.stack?.split("\n").filter((line) => frame.test(line)) ?? [];
  return {
    error: nameOf(error),
    ...(causes.length === 0 ? {} : { cause: causes.join(" < ") }),
    ...(frames.length === 0 ? {} : { stack: frames.join("\n") }),
  };
}

/** A line of a stack: a place in a file, or what has none. */
const frame = /^ {4}at .*(?::\d+:\d+\)?|\(index \d+\)|<anonymous>\)?)$/;

const nameOf = (error: Error) => (error instanceof AppError ? error.code : error.name);

/** As what comes from services, systems and mail servers says of itself beside its message. */
type Detailed = {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
};

/** More than one behind the other are seldom; a circle would never end. */
const causesMax = 4;

/**
 * What lies behind an error, nearest first: names, codes and states, and never a
 * message, which may quote an address, a file or what somebody wrote.
 */
function causesOf({ cause }: Error): readonly string[] {
  const found: string[] = [];
  for (let next = cause; next instanceof Error && found.length < causesMax; next = next.cause) {
    const { code, responseCode, $metadata } = next as Error & Detailed;
    const details = [code, responseCode, $metadata?.httpStatusCode].filter(
      (detail) => typeof detail === "number" || /^\w{1,64}$/.test(String(detail ?? "")),
    );
    found.push([...new Set([nameOf(next), ...details])].join(" "));
  }
  return found;
}
