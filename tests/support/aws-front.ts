import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { edgeRequest, type EdgeFunction } from "./aws-edge.ts";
import { anAnswerStream, type StreamingHandler } from "./aws-lambda-stream.ts";

export type FrontConfig = {
  readonly edge: () => EdgeFunction;
  readonly bucket: string;
  readonly secret: string;
  /** The function behind /voix and /studio. */
  readonly pages: () => StreamingHandler;
};

type Copy = { readonly type: string; readonly cacheControl: string; readonly body: Buffer };

/**
 * CloudFront as infra/stack sets it up: the edge function before anything else,
 * then copies, which are kept until they are told to go, then the bucket; pages
 * on demand from their function, with what only CloudFront knows.
 */
export async function startFront(config: FrontConfig) {
  const copies = new Map<string, Copy>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://front");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, { value: String(value) }]),
    );
    const asked = edgeRequest(url.pathname, { method: request.method ?? "GET", headers });
    const decided = await config.edge()({ request: asked });
    if ("statusCode" in decided) {
      const told = Object.entries(decided.headers).map(([name, { value }]) => [name, value]);
      response.writeHead(decided.statusCode, Object.fromEntries(told)).end(decided.body?.data);
      return;
    }
    if (/^\/(voix|studio)(\/|$)/.test(decided.uri)) return onDemand(config, request, url, response);
    const key = decodeURIComponent(decided.uri.slice(1));
    const copy = copies.get(key) ?? (await fetchCopy(config.bucket, key));
    if (copy === undefined) return onDemand(config, request, url, response);
    copies.set(key, copy);
    response.writeHead(200, { "Content-Type": copy.type, "Cache-Control": copy.cacheControl });
    response.end(request.method === "HEAD" ? undefined : copy.body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    /** How many files are kept as copies. */
    copies: () => copies.size,
    forget: () => copies.clear(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function fetchCopy(bucket: string, key: string): Promise<Copy | undefined> {
  try {
    const answer = await new S3Client({}).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return {
      type: answer.ContentType ?? "",
      cacheControl: answer.CacheControl ?? "",
      body: Buffer.from((await answer.Body?.transformToByteArray()) ?? []),
    };
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** A function URL's event (payload format 2.0), and its answer back to HTTP while it is made. */
async function onDemand(
  config: FrontConfig,
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { cookie, ...headers } = request.headers;
  const event = {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    cookies: cookie?.split("; ") ?? [],
    headers: {
      ...headers,
      "x-paroles-edge": config.secret,
      "cloudfront-viewer-address": "203.0.113.7:4711",
    },
    requestContext: {
      domainName: request.headers.host ?? "",
      http: { method: request.method, path: url.pathname, sourceIp: "203.0.113.7" },
    },
    body: Buffer.concat(chunks).toString("base64"),
    isBase64Encoded: true,
  };
  const stream = anAnswerStream();
  const answered = config.pages()(event, stream);
  const head = await Promise.race([stream.head, answered.then(() => stream.head)]);
  for (const [name, value] of Object.entries(head.headers)) response.setHeader(name, value);
  if (head.cookies.length > 0) response.setHeader("Set-Cookie", [...head.cookies]);
  response.writeHead(head.statusCode);
  await Promise.all([answered, pipeline(stream, response)]);
}
