import { AppError } from "#core/errors";
import { isClosed } from "#pipeline/restore-mark";
import { answering } from "./function-url.ts";
import { installation } from "./installation.ts";
import { jobs } from "./jobs.ts";

/**
 * The pages that are made when they are asked for, as CloudFront asks for them.
 * The function has an address of its own; who comes there without what only
 * CloudFront knows is answered nothing.
 */
export const handler = answering(async (request) => {
  try {
    const { webApp, isFromEdge } = await installation();
    if (!isFromEdge(request.headers.get("x-paroles-edge") ?? ""))
      return new Response("Forbidden", { status: 403, headers: { "Cache-Control": "no-store" } });
    const viewer = request.headers.get("cloudfront-viewer-address") ?? "";
    return await webApp(request, { address: addressOf(viewer) });
  } catch (error) {
    return unavailable(error);
  }
});

/**
 * Soon, not never: a site whose records are being carried or brought back, which is
 * meant to be so, and services in trouble, of which somebody is called. What else
 * breaks is Lambda's to log and to count.
 */
function unavailable(error: unknown): Response {
  if (!(error instanceof AppError && error.retryable)) throw error;
  const { logger } = jobs();
  if (isClosed(error)) logger.warn("pages-closed", { error: error.code });
  else logger.error("on-demand-page-failed", error);
  const headers = { "Cache-Control": "no-store", "Retry-After": "120" };
  return new Response("Service Unavailable", { status: 503, headers });
}

/** CloudFront writes `<address>:<port>`, whatever the visitor sent. */
const addressOf = (viewer: string) => viewer.replace(/:\d+$/, "");
