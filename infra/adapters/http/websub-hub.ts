import { AppError } from "#core/errors";
import type { Hub } from "#ports/hub";

/** A hub that does not answer by then is asked again later. */
const hubTimeoutMs = 10_000;

/** Tells a hub by the request that publishers and hubs agreed on (`hub.mode=publish`, in PubSubHubbub 0.4 and since). */
export function createWebSubHub({ url }: { readonly url: string }): Hub {
  return {
    name: "websub",
    url,
    async publish(topicUrl) {
      // Some hubs read the one name, some the other.
      const body = new URLSearchParams({
        "hub.mode": "publish",
        "hub.url": topicUrl,
        "hub.topic": topicUrl,
      });
      const response = await send(url, body);
      await response.body?.cancel();
      if (response.ok) return;
      throw new AppError("hub-failed", { retryable: true, params: { status: response.status } });
    },
  };
}

async function send(url: string, body: URLSearchParams): Promise<Response> {
  try {
    return await fetch(url, { method: "POST", body, signal: AbortSignal.timeout(hubTimeoutMs) });
  } catch (cause) {
    throw new AppError("hub-failed", { retryable: true, params: { status: 0 }, cause });
  }
}
