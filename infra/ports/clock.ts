/** The time, as an ISO 8601 instant in UTC with milliseconds. */
export interface Clock {
  now(): string;
}
