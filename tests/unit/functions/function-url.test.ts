/** A function's own address: what it is asked with and what it answers, as Lambda hands both over. */
import { afterEach, expect, test } from "vitest";

import { answering } from "../../../infra/functions/function-url.ts";
import {
  anAnswerStream,
  wholeAnswer,
  withStreamingRuntime,
} from "../../support/aws-lambda-stream.ts";

const event = (changes: object = {}) => ({
  version: "2.0",
  rawPath: "/voix/",
  rawQueryString: "a=1&b=%C3%A9",
  cookies: ["one=1", "two=2"],
  headers: {
    host: "abc.lambda-url.eu-west-3.on.aws",
    "user-agent": "Téléphone 1",
    accept: "text/html",
  },
  requestContext: { domainName: "paroles.example.org", http: { method: "POST", sourceIp: "::1" } },
  body: Buffer.from("code=é").toString("base64"),
  isBase64Encoded: true,
  ...changes,
});
let withoutRuntime = () => undefined as void;
afterEach(() => withoutRuntime());
const streaming = () => void (withoutRuntime = withStreamingRuntime());

test("the request is the visitor's: address, cookies, headers and body", async () => {
  let seen: Request | undefined;
  const handler = answering(async (request) => {
    seen = request;
    return new Response(await request.text());
  });
  const answer = await handler(event());
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  expect(answer).toMatchObject({ body: Buffer.from("code=é").toString("base64") });
  expect(seen?.url).toBe("https://paroles.example.org/voix/?a=1&b=%C3%A9");
  expect(seen?.method).toBe("POST");
  const headers = Object.fromEntries(seen?.headers ?? []);
  expect(headers).toMatchObject({ cookie: "one=1; two=2", accept: "text/html" });
  // No header may hold such a sign; who calls themselves so is answered all the same.
  expect(headers["user-agent"]).toBe(encodeURIComponent("Téléphone 1"));
});

test("a request without a body has none, and plain text comes as it is", async () => {
  const bodies: (string | null)[] = [];
  const handler = answering(async (request) => {
    bodies.push(request.body === null ? null : await request.text());
    return new Response(null, { status: 204 });
  });
  const get = { domainName: "paroles.example.org", http: { method: "GET" } };
  await handler(event({ requestContext: get, body: undefined }));
  await handler(event({ requestContext: get, body: "" }));
  await handler(event({ body: "code=1", isBase64Encoded: false }));
  expect(bodies).toEqual([null, null, "code=1"]);
});

test("what is no request of the web is refused, and what is no event of an address is an error", async () => {
  const handler = answering(async () => new Response("never"));
  const strange = event({ headers: { "not a name": "x" } });
  expect(await handler(strange)).toMatchObject({ statusCode: 400 });
  for (const spoilt of [undefined, {}, { rawPath: "/" }])
    await expect(handler(spoilt)).rejects.toThrow();
});

test("every cookie of an answer is one of its own, on either way", async () => {
  const answer = async () => {
    const headers = new Headers({ "Content-Type": "text/html", "X-One": "1" });
    for (const cookie of ["a=1; Path=/", "b=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT"])
      headers.append("Set-Cookie", cookie);
    return new Response("page", { status: 303, headers });
  };
  const head = {
    statusCode: 303,
    headers: { "content-type": "text/html", "x-one": "1" },
    cookies: ["a=1; Path=/", "b=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
  };
  expect(await answering(answer)(event())).toMatchObject(head);
  streaming();
  const streamed = await wholeAnswer(answering(answer), event());
  expect(streamed).toMatchObject(head);
  expect(streamed.headers).not.toHaveProperty("set-cookie");
  expect(streamed.body.toString()).toBe("page");
});

test("on Lambda an archive is sent while it is made, whatever its size, and never lies in memory whole", async () => {
  streaming();
  const piece = new Uint8Array(65_536).fill(7);
  const pieces = 160;
  let made = 0;
  let waiting = 0;
  const archive = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        made += 1;
        waiting = Math.max(waiting, made - taken / piece.length);
        controller.enqueue(piece);
        if (made === pieces) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  let taken = 0;
  const handler = answering(async () => new Response(archive));
  const stream = anAnswerStream();
  stream.on("data", (chunk: Buffer) => void (taken += chunk.length));
  const ended = new Promise((resolve) => stream.once("end", resolve));
  await handler(event(), stream);
  await ended;
  // Ten megabytes: a whole answer ends at six.
  expect(taken).toBe(piece.length * pieces);
  expect(waiting).toBeLessThan(10);
});

test("on Lambda an answer without a body has its head, and one that fails is told to Lambda", async () => {
  streaming();
  const empty = answering(async () => new Response(null, { status: 304 }));
  expect(await wholeAnswer(empty, event())).toMatchObject({ statusCode: 304 });
  const broken = answering(async () => {
    throw new TypeError("not a function");
  });
  await expect(wholeAnswer(broken, event())).rejects.toThrow("not a function");
  const cut = answering(async () => {
    const body = new ReadableStream({
      pull() {
        throw new Error("the store is gone");
      },
    });
    return new Response(body);
  });
  await expect(wholeAnswer(cut, event())).rejects.toThrow("the store is gone");
});
