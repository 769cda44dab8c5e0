import { securityHeaders } from "#core/press/public-headers";
import { ObjectNotFoundError } from "#ports/object-store";
import type { App } from "#pipeline/app";
import type { WebApp } from "./web-app.ts";

/** What CloudFront shows where the bucket has no file: the pressed page for people, a word for programs. */
export function createMissingPage(app: App): WebApp {
  return async (request) => {
    const wantsPage = /text\/html/.test(request.headers.get("accept") ?? "");
    const page = wantsPage ? await pressedPage(app) : undefined;
    return new Response(page ?? "Not found", {
      status: 404,
      headers: {
        ...securityHeaders({ embeddable: false }),
        "Content-Type": `${page === undefined ? "text/plain" : "text/html"}; charset=utf-8`,
        "Cache-Control": "no-store",
        "Access-Control-Allow-Origin": "*",
      },
    });
  };
}

async function pressedPage(app: App): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await app.publicStore.get("404.html"));
  } catch (error) {
    // Nothing has been pressed yet: then a word must do.
    if (error instanceof ObjectNotFoundError) return undefined;
    throw error;
  }
}
