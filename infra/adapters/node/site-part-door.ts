import { incomingPartKey } from "#core/storage-keys";
import type { Clock } from "#ports/clock";
import { type ObjectStore, StoreFullError } from "#ports/object-store";
import { createPartAddresses } from "./part-addresses.ts";
import type { PartDoor } from "./stored-uploads.ts";

export type SitePartDoor = PartDoor & {
  /** Answers a PUT to one of the addresses: 204 when the part is kept, or why not. */
  receive(request: Request): Promise<Response>;
};

const answer = (status: number, text = "") =>
  new Response(status === 204 ? null : text, {
    status,
    headers: { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });

/** Parts that are sent to this very site, for a store that nobody can reach from outside. */
export function createSitePartDoor(config: {
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Signs addresses: only this installation can make them. */
  readonly key: Uint8Array;
  /** Path that addresses start with, as the server routes it. */
  readonly path: string;
}): SitePartDoor {
  const { store } = config;
  const addresses = createPartAddresses(config);
  return {
    address: async (part) => addresses.make(part),
    async receive(request) {
      const place = addresses.read(request.url);
      if (place === undefined) return answer(403, "Not signed, or too late");
      if (request.method !== "PUT") return answer(405, "Only PUT");
      const body = await readExactly(request, place.bytes);
      if (body === undefined) return answer(400, `Not ${place.bytes} bytes`);
      try {
        await store.put(incomingPartKey(place.reference, place.number), body);
      } catch (error) {
        if (error instanceof StoreFullError) return answer(507, "Full");
        throw error;
      }
      return answer(204);
    },
  };
}

/** The body when it has exactly so many bytes; what goes on for longer is not read to its end. */
async function readExactly(request: Request, bytes: number): Promise<Uint8Array | undefined> {
  if (request.body === null) return undefined;
  const whole = new Uint8Array(bytes);
  let at = 0;
  try {
    for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
      if (at + chunk.length > bytes) return undefined;
      whole.set(chunk, at);
      at += chunk.length;
    }
  } catch {
    // The connection was lost on the way: the part did not arrive.
    return undefined;
  }
  return at === bytes ? whole : undefined;
}
