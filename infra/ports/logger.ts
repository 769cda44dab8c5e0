/** One event a call, with fields rather than sentences; opaque ids only, never a name, title or word of a story. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** What operators read of a running system, by levels. */
export interface Logger {
  /** What goes as it should, for whoever wants to follow it. */
  info(event: string, fields?: LogFields): void;
  /** What somebody should look at some day; nothing has failed. */
  warn(event: string, fields?: LogFields): void;
  /** `error` is recorded by its code and stack, never by its parameters. */
  error(event: string, error: unknown, fields?: LogFields): void;
}
