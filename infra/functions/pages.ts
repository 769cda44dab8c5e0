import { Hono } from "hono";
import { handle, type LambdaEvent } from "hono/aws-lambda";
import { AppError } from "#core/errors";
import { isClosed } from "#pipeline/restore-mark";
import { installation } from "./installation.ts";
import { jobs } from "./jobs.ts";

/**
 * The pages that are made when they are asked for, as CloudFront asks for them.
 * The function has an address of its own; who comes there without what only
 * CloudFront knows is answered nothing.
 */
const router = new Hono();
router.all("*", async ({ req }) => {
  const { webApp, isFromEdge } = await installation();
  if (!isFromEdge(req.header("x-paroles-edge") ?? "")) {
    return new Response("Forbidden", { status: 403, headers: { "Cache-Control": "no-store" } });
  }
  return webApp(req.raw, { address: addressOf(req.header("cloudfront-viewer-address") ?? "") });
});

/**
 * Soon, not never: a site whose records are being carried or brought back, which is
 * meant to be so, and services in trouble, of which somebody is called. What else
 * breaks is Lambda's to log and to count.
 */
router.onError((error) => {
  if (!(error instanceof AppError && error.retryable)) throw error;
  const { logger } = jobs();
  if (isClosed(error)) logger.warn("pages-closed", { error: error.code });
  else logger.error("on-demand-page-failed", error);
  const headers = { "Cache-Control": "no-store", "Retry-After": "120" };
  return new Response("Service Unavailable", { status: 503, headers });
});

const answer = handle(router);

export async function handler(event: LambdaEvent): Promise<unknown> {
  return answer(event);
}

/** CloudFront writes `<address>:<port>`, whatever the visitor sent. */
const addressOf = (viewer: string) => viewer.replace(/:\d+$/, "");
