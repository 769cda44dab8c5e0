import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Logger } from "#ports/logger";

/** A function of the web's own Request and Response, as the on-demand pages are. */
export type WebHandler = (
  request: Request,
  client: { readonly address: string },
) => Promise<Response>;

/** Lets Node's server answer with such a function. When it fails, nothing is told but that it did. */
export function createWebListener(
  handler: WebHandler,
  logger: Logger,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener(
    (request, bindings) =>
      handler(copyable(request), { address: addressOf((bindings as HttpBindings).incoming) }),
    {
      // The globals stay Node's own: other parts of this process use them.
      overrideGlobalObjects: false,
      errorHandler(error) {
        logger.error("request-failed", error);
        return new Response("Not available", {
          status: 404,
          headers: { "Cache-Control": "no-store" },
        });
      },
    },
  ) as (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

/**
 * The listener's requests look like the web's own and are none: whoever counts
 * the bytes of a body that does not announce its length cannot copy them, and a
 * form without a body, or one that is sent in pieces, would find a broken page.
 */
function copyable(request: Request): Request {
  if (request.method !== "POST") return request;
  const { url, method, headers, body, signal } = request;
  // `duplex` is demanded with a body that comes in pieces; the types of TypeScript's DOM do not know it yet.
  const pieces = body === null ? {} : { body, duplex: "half" };
  return new Request(url, { method, headers, signal, ...pieces });
}

const loopback = /^(::1|(::ffff:)?127\.)/;

/**
 * The network address of whoever asks. Only a proxy on this very machine is
 * believed when it says on whose behalf it asks: anybody else could write what
 * he likes into the header.
 */
function addressOf(request: Pick<IncomingMessage, "socket" | "headers">): string {
  const peer = request.socket.remoteAddress ?? "";
  if (!loopback.test(peer)) return peer;
  const forwarded = [request.headers["x-forwarded-for"] ?? []].flat().join(",");
  const last = forwarded.split(",").at(-1)?.trim() ?? "";
  return last === "" ? peer : last;
}
