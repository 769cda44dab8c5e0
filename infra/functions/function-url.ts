import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** What a function's address is asked with (Lambda developer guide, "Function URLs", payload format 2.0); other members do not matter here. */
const EventSchema = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(""),
  cookies: z.array(z.string()).default([]),
  headers: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({ domainName: z.string(), http: z.object({ method: z.string() }) }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

type Head = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
};

type Handler = (event: unknown, stream?: Writable) => Promise<unknown>;

/** What Lambda's runtime adds to Node.js for answers that are sent while they are made; there is none anywhere else. */
type StreamingRuntime = {
  streamifyResponse(handle: (event: unknown, stream: Writable) => Promise<void>): Handler;
  readonly HttpResponseStream: { from(stream: Writable, head: Head): Writable };
};

/**
 * A handler of a function's address. Answers are sent while they are made, so that
 * they may be of 200 MB: whatever a person takes away is more than the 6 MB of
 * Lambda's whole answers. Where the runtime cannot do that, they are whole.
 *
 * Not `hono/aws-lambda`, which was put in this file's place (4.13.19) and passed the
 * tests of addresses, headers, cookies, bodies in Base64 and streaming. It failed
 * those of faults: it keeps them to itself and ends well, before the head with two
 * words of text and no status, so that Lambda counts no error and no alarm rings, and
 * what is no event of an address reaches the pages as a request. It is marked as going
 * away with version 5, and its successor was not in npm's registry yet.
 */
export function answering(answer: (request: Request) => Promise<Response>): Handler {
  const { awslambda } = globalThis as { readonly awslambda?: StreamingRuntime };
  const respond = async (event: unknown) => {
    const request = requestOf(event);
    return request === undefined
      ? new Response("Invalid request", { status: 400 })
      : answer(request);
  };
  if (awslambda === undefined) return async (event: unknown) => wholeAnswer(await respond(event));
  return awslambda.streamifyResponse(async (event, stream) => {
    const response = await respond(event);
    const body = awslambda.HttpResponseStream.from(stream, headOf(response));
    // The head goes out with the first piece: an empty one where there is nothing else.
    body.write("");
    if (response.body === null) body.end();
    else await pipeline(response.body, body);
  });
}

/** No header holds other signs; a program that names itself with them is answered all the same. */
const plain = (value: string) =>
  /^[\t\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value);

/** Undefined for what is no request of the web. */
function requestOf(given: unknown): Request | undefined {
  const { requestContext, ...event } = EventSchema.parse(given);
  const { method } = requestContext.http;
  const query = event.rawQueryString === "" ? "" : `?${event.rawQueryString}`;
  const hasBody = event.body !== undefined && method !== "GET" && method !== "HEAD";
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(event.headers)) headers.set(name, plain(value));
    if (event.cookies.length > 0) headers.set("Cookie", event.cookies.join("; "));
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
    if (hasBody) headers.set("Content-Length", String(body.length));
    const url = `https://${requestContext.domainName}${event.rawPath}${query}`;
    return new Request(url, { method, headers, ...(hasBody ? { body } : {}) });
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function headOf({ status: statusCode, headers }: Response): Head {
  const { "set-cookie": _cookies, ...others } = Object.fromEntries(headers);
  return { statusCode, headers: others, cookies: headers.getSetCookie() };
}

async function wholeAnswer(response: Response) {
  const body = Buffer.from(await response.arrayBuffer()).toString("base64");
  return { ...headOf(response), body, isBase64Encoded: true };
}
