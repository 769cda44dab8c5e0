import { AppError } from "#core/errors";
import type { Prober } from "#ports/prober";

/** Nobody needs longer for the head of an answer on one machine; a hung server counts as a failed probe. */
const probeTimeoutMs = 5_000;

/** Probes over HTTP, at an address that is looked up for each probe (the server may start later). */
export function createHttpProber(baseUrl: () => Promise<string>): Prober {
  return {
    name: "http",
    async status(path) {
      try {
        const response = await fetch(new URL(encodeURI(path), await baseUrl()), {
          redirect: "manual",
          cache: "no-store",
          signal: AbortSignal.timeout(probeTimeoutMs),
        });
        await response.body?.cancel();
        return response.status;
      } catch (cause) {
        throw new AppError("probe-failed", { retryable: true, cause });
      }
    },
  };
}
