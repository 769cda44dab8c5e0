/** Looks at public addresses from outside, as a stranger would. */
export interface Prober {
  readonly name: string;
  /** The HTTP status of a GET, following nothing and taking no cached answer. Throws a retryable AppError `probe-failed` when nothing answers. */
  status(path: string): Promise<number>;
}
