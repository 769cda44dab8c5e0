/** The time, as an ISO 8601 instant in UTC with milliseconds. */
export interface Clock {
  /** This moment; it may stand still or jump when somebody sets the machine's clock. */
  now(): string;
}
