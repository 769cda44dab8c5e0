/**
 * The one error type of the application. `code` chooses the words a person
 * reads (see error-messages.ts), `params` fill them in; `retryable` is the only
 * thing a worker looks at to decide between "again later" and "tell someone".
 * Expected outcomes (a withheld story) are values, not errors.
 */
export type ErrorParams = Readonly<Record<string, string | number>>;

export type ErrorOptions = {
  readonly params?: ErrorParams;
  /** The form field, command-line option or file that was wrong. */
  readonly field?: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
};

export class AppError extends Error {
  override readonly name: string = "AppError";
  readonly code: string;
  readonly params: ErrorParams;
  readonly field: string | undefined;
  readonly retryable: boolean;

  constructor(code: string, options: ErrorOptions = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.params = options.params ?? {};
    this.field = options.field;
    this.retryable = options.retryable ?? false;
  }
}
