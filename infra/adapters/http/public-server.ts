import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { AppError } from "#core/errors";
import { type Redirect, redirectOf } from "#core/press/redirects";
import { goneFrameKey } from "#core/press/public-headers";
import { publicKeyOfPath } from "#core/storage-keys";
import type { Logger } from "#ports/logger";
import { preflightHeaders } from "#core/press/public-headers";
import { createPublicFiles, plainAnswer, type PublicFilesConfig } from "./public-files.ts";

export type PublicServerConfig = PublicFilesConfig & {
  /** The edge gate with its allow-list: the same function that runs at the edge in the cloud. */
  readonly gate: (
    path: string,
  ) => Promise<
    | { readonly action: "pass"; readonly path: string }
    | { readonly action: "gone" }
    | { readonly action: "bad-request" }
  >;
  /** Short texts that the server answers for itself, by path: which installation it is. */
  readonly ownAnswers: ReadonlyMap<string, string>;
  /** Where former addresses of feeds and shows lead. */
  readonly redirects: readonly Redirect[];
  /** Pages that are made when they are asked for, with every method; undefined for all other paths. */
  readonly onDemand?: (
    path: string,
  ) => ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;
  readonly logger: Logger;
};

const notFoundKey = "404.html";
const goneKey = "410.html";
/** Never found at addresses of their own: they are answers to others. */
const answerKeys: readonly string[] = [goneKey, goneFrameKey];
/** A player in a frame of another site. */
const framePath = /^\/episodes\/[^/]+\/embed\/?$/;

/**
 * The web server of the embedded installation: the edge gate, then static
 * files. Nothing is served that the gate has not let through, and when the gate
 * itself fails the answer is a closed one: 4xx, never a page (consent note, T10).
 */
export function createPublicServer(config: PublicServerConfig): Server {
  const files = createPublicFiles(config);

  const page = async (
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    status: number,
  ) => {
    // Only people get a page; a player that asks for sound gets a short answer.
    const wantsPage = /text\/html/.test(request.headers.accept ?? "");
    if (wantsPage && (await files(request, response, key, status))) return;
    plainAnswer(response, status, status === 410 ? "Gone" : "Not found");
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const onDemand = config.onDemand?.(splitTarget(request.url ?? "/")[0]);
    if (onDemand !== undefined) return onDemand(request, response);
    if (request.method === "OPTIONS" && isPreflight(request)) return preflightAnswer(response);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      plainAnswer(response, 405, "Method not allowed");
      return;
    }
    const [path = "/", query] = splitTarget(request.url ?? "/");
    const own = config.ownAnswers.get(path);
    if (own !== undefined) return plainAnswer(response, 200, own);
    const decision = await config.gate(path);
    if (decision.action === "bad-request") return plainAnswer(response, 400, "Bad request");
    if (decision.action === "gone") {
      return page(request, response, framePath.test(path) ? goneFrameKey : goneKey, 410);
    }
    const moved = redirectOf(config.redirects, decision.path);
    if (moved !== undefined) return movedAnswer(response, `${moved}${query}`);
    const key = publicKeyOfPath(decision.path);
    if (!answerKeys.includes(key) && (await files(request, response, key))) return;
    const isFolder = await config.store.head(`${key}/index.html`);
    if (isFolder !== undefined && !path.endsWith("/")) {
      response.writeHead(308, { Location: `${path}/${query}`, "Cache-Control": "no-store" }).end();
      return;
    }
    return page(request, response, notFoundKey, 404);
  };

  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      config.logger.error("request-failed", error);
      plainAnswer(response, 404, "Not available");
    });
  });
}

/** What a browser asks before it sends another site's player with a conditional request. */
const isPreflight = ({ headers }: IncomingMessage): boolean =>
  headers.origin !== undefined && headers["access-control-request-method"] !== undefined;

/**
 * The same for every path: whether a page of another site may read a file is said
 * by the file's own headers, and an answer that depended on the path would tell
 * what there is.
 */
function preflightAnswer(response: ServerResponse): void {
  response.writeHead(204, preflightHeaders).end();
}

/** Permanently: apps take it into their subscriptions. Every site may follow it, since feeds are read by web players too. */
function movedAnswer(response: ServerResponse, location: string): void {
  const headers = {
    Location: location,
    "Cache-Control": "public, max-age=3600",
    "Access-Control-Allow-Origin": "*",
  };
  response.writeHead(301, headers).end();
}

/** The path and the query (with its `?`, or empty) of a request target; an absolute one loses its host. */
function splitTarget(target: string): [string, string] {
  const local = target.replace(/^https?:\/\/[^/]+/i, "");
  const at = local.indexOf("?");
  return at < 0 ? [local, ""] : [local.slice(0, at), local.slice(at)];
}

/** Starts a server on every interface and returns its address on this machine. Throws AppError `port-taken`. */
export function listenOn(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: Error & { code?: string }) => {
      const taken = cause.code === "EADDRINUSE" || cause.code === "EACCES";
      reject(
        taken ? new AppError("port-taken", { field: "PORT", params: { port }, cause }) : cause,
      );
    });
    server.listen(port, () => {
      const address = server.address();
      const actual = typeof address === "object" && address !== null ? address.port : port;
      resolve(`http://localhost:${actual}`);
    });
  });
}
