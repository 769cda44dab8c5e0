import type { IncomingMessage, ServerResponse } from "node:http";
import fresh from "fresh";
import Negotiator from "negotiator";
import send from "send";
import {
  compressBytesMin,
  isCompressible,
  publicHeaders,
  securityHeaders,
} from "#core/press/public-headers";
import type { ObjectHead, ObjectStore } from "#ports/object-store";
import { createCompressedBodies, type TextEncodingName } from "./compressed-bodies.ts";

export type PublicFilesConfig = {
  /** The public store, and the folder in which it keeps its files by key. */
  readonly store: ObjectStore;
  readonly root: string;
};

/** More than this is not text that we make. */
const compressBytesMax = 8_000_000;
const compressedCacheBytesMax = 64_000_000;

/**
 * Answers with a file of the public store: HEAD, byte ranges, strong ETags from
 * content, Last-Modified, 304 and 412 through the library `send`; text is
 * compressed where the client takes it.
 */
export function createPublicFiles({ store, root }: PublicFilesConfig) {
  const compressed = createCompressedBodies(compressedCacheBytesMax);

  const compressedAnswer = async (
    request: IncomingMessage,
    response: ServerResponse,
    head: ObjectHead,
    encoding: TextEncodingName,
  ) => {
    const body = await compressed(head.etag, encoding, {
      whole: () => store.get(head.key),
      packed: () => packedAsset(store, head.key, encoding),
    });
    const validators = {
      etag: `"${head.etag}-${encoding}"`,
      "last-modified": head.lastModified.toUTCString(),
    };
    response.setHeader("ETag", validators.etag);
    response.setHeader("Last-Modified", validators["last-modified"]);
    if (response.statusCode === 200 && fresh(request.headers, validators)) {
      response.removeHeader("Content-Type");
      response.writeHead(304).end();
      return;
    }
    response.setHeader("Content-Encoding", encoding);
    response.setHeader("Content-Length", body.length);
    response.end(request.method === "HEAD" ? undefined : body);
  };

  /** Answers with the file of `key`, or says false when there is none. */
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    status = 200,
  ): Promise<boolean> => {
    const head = await store.head(key);
    if (head === undefined) return false;
    const headers = publicHeaders(key, request.headers.accept);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.statusCode = status;
    if (status !== 200) response.setHeader("Cache-Control", "no-store");
    if (isCompressible(headers["Content-Type"] ?? "")) {
      const varies = headers["Vary"];
      response.setHeader("Vary", `${varies === undefined ? "" : `${varies}, `}Accept-Encoding`);
      const encoding = chosenEncoding(request, head.bytes);
      if (encoding !== undefined) {
        await compressedAnswer(request, response, head, encoding);
        return true;
      }
    }
    response.setHeader("ETag", `"${head.etag}"`);
    await sendWhole(request, response, key, root);
    return true;
  };
}

const endings: Readonly<Record<TextEncodingName, string>> = { br: "br", gzip: "gz" };

/** An asset as the build packed it, beside itself. Its name says its content, so it cannot be another one's. */
async function packedAsset(
  store: ObjectStore,
  key: string,
  encoding: TextEncodingName,
): Promise<Uint8Array | undefined> {
  if (!key.startsWith("assets/")) return undefined;
  const packed = `${key}.${endings[encoding]}`;
  return (await store.head(packed)) === undefined ? undefined : store.get(packed);
}

/** Ranges are of the plain bytes; everything else of some size may come compressed. */
function chosenEncoding(request: IncomingMessage, bytes: number): TextEncodingName | undefined {
  if (request.headers.range !== undefined) return undefined;
  if (bytes < compressBytesMin || bytes > compressBytesMax) return undefined;
  const taken = new Negotiator(request).encodings(["br", "gzip", "identity"]);
  // Of what the client takes, Brotli is the smaller; a client that prefers no compression says so first.
  if (taken[0] === "identity") return undefined;
  return (["br", "gzip"] as const).find((encoding) => taken.includes(encoding));
}

function sendWhole(
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
  root: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const path = `/${key.split("/").map(encodeURIComponent).join("/")}`;
    send(request, path, { root, dotfiles: "deny", index: false, cacheControl: false, etag: false })
      .on("error", (error: Error & { status?: number }) => {
        // The file may go between our look and the read: then it is simply not there.
        const status = error.status ?? 500;
        if (status >= 500) return reject(error);
        plainAnswer(response, status);
        resolve();
      })
      .on("directory", () => {
        plainAnswer(response, 404);
        resolve();
      })
      .pipe(response)
      .on("finish", resolve)
      .on("close", resolve);
  });
}

/** A short answer without a page of its own. */
export function plainAnswer(response: ServerResponse, status: number, text = ""): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) {
    if (name !== "content-range") response.removeHeader(name);
  }
  response.writeHead(status, {
    ...securityHeaders({ embeddable: false }),
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    "Access-Control-Allow-Origin": "*",
  });
  response.end(text);
}
