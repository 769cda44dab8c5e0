import { AppError } from "#core/errors";

/** What the SDK's errors have in common, whatever the service. */
type SdkError = Error & {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: unknown;
};

/** Refusals that pass by themselves; the SDK has tried a few times already when one arrives here. */
const passing =
  /^(Throttl|TooMany|SlowDown|RequestLimitExceeded|ProvisionedThroughput|RequestTimeout|ServiceUnavailable|Internal|TransactionInProgress|Timeout|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN)/;

/** The name of a service's refusal, for example `NoSuchKey`; empty for what is none. */
export const awsErrorName = (error: unknown): string => (error instanceof Error ? error.name : "");

/** The HTTP status that came with it, where one came. */
export const awsStatus = (error: unknown): number | undefined =>
  error instanceof Error ? (error as SdkError).$metadata?.httpStatusCode : undefined;

/**
 * The application's error for one of the SDK's: `cloud-refused` with the service
 * and the name of the refusal, retryable where waiting helps (throttling, 5xx, a
 * connection that broke). Our own errors and RangeErrors go through as they are;
 * the service's message stays in the cause, for it may quote what was sent.
 */
export function translateAwsError(service: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || error instanceof RangeError)
    return error;
  const status = awsStatus(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const retryable =
    (error as SdkError).$retryable !== undefined ||
    (status !== undefined && (status >= 500 || status === 429)) ||
    passing.test(error.name) ||
    passing.test(code);
  const name = /^\w{1,64}$/.test(error.name) && error.name !== "Error" ? error.name : code;
  return new AppError("cloud-refused", {
    params: { service, name: name === "" ? "unknown" : name },
    retryable,
    cause: error,
  });
}

/** Runs a call; what it throws becomes the application's. */
export async function translating<T>(service: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translateAwsError(service, error);
  }
}
