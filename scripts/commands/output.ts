import { AppError } from "#core/errors";
import { explain } from "#core/error-messages";
import type { MessageLocale } from "#core/message";

/** The language of the person at the keyboard, as POSIX says it is told: LC_ALL, LC_MESSAGES, then LANG. */
export function localeOf(environment: NodeJS.ProcessEnv): MessageLocale {
  const told = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return told.toLowerCase().startsWith("fr") ? "fr" : "en";
}

/** 0: done; 1: refused, with the reason; 2: the command was not understood. */
export const exitStatus = { done: 0, refused: 1, usage: 2 } as const;

export type Output = {
  readonly locale: MessageLocale;
  /** The outcome: one JSON object for programs, or lines for people. */
  result(value: object, lines: readonly string[]): void;
  /** Something on the way, for people only. */
  progress(line: string): void;
  /** A refusal or a fault; sets the exit status. */
  failure(error: unknown): void;
};

/**
 * With `json`, standard output holds one JSON object and nothing else;
 * everything meant for people goes to standard error.
 */
export function createOutput(json: boolean, locale: MessageLocale): Output {
  return {
    locale,
    result(value, lines) {
      process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${lines.join("\n")}\n`);
    },
    progress(line) {
      process.stderr.write(`${line}\n`);
    },
    failure(error) {
      process.exitCode = exitStatus.refused;
      const code = error instanceof AppError ? error.code : "unexpected";
      const message = explain(error, locale);
      if (json) {
        const field = error instanceof AppError ? error.field : undefined;
        process.stdout.write(`${JSON.stringify({ error: { code, field, message } })}\n`);
      }
      process.stderr.write(`${message}\n`);
      if (!(error instanceof AppError) && error instanceof Error)
        process.stderr.write(`${error.stack}\n`);
    },
  };
}
