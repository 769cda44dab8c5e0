import { AppError } from "#core/errors";

/** Does it again and again, and says with which error of the application it ended; any other error is thrown. */
export async function untilItFails(work: () => Promise<unknown>): Promise<unknown> {
  for (let round = 0; round < 2_000; round += 1) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { code: error.code, retryable: error.retryable };
    }
  }
  return "never";
}
