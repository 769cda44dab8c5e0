import { AppError } from "#core/errors";
import type { Logger } from "#ports/logger";

const logLevels = ["info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];

/** One JSON line per event, from `level` upwards. Parameters of errors stay out: they may hold what a person typed. */
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
  const code = error instanceof AppError ? error.code : error.name;
  const cause = error.cause instanceof Error ? { cause: error.cause.message.slice(0, 500) } : {};
  // The first line of a stack repeats the message, which may quote input; the frames do not.
  const stack = error.stack?.split("\n").slice(1).join("\n");
  return { error: code, ...cause, ...(stack === undefined ? {} : { stack }) };
}
