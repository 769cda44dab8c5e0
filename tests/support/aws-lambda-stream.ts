import { PassThrough, type Writable } from "node:stream";
import { buffer } from "node:stream/consumers";

/** What Lambda sends before the body. */
export type AnswerHead = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
};
export type AnswerStream = ReturnType<typeof anAnswerStream>;
export type StreamingHandler = (event: unknown, stream: Writable) => Promise<unknown>;

/** What a function is given to answer into, and when its head is known. */
export function anAnswerStream() {
  const { promise, resolve } = Promise.withResolvers<AnswerHead>();
  return Object.assign(new PassThrough(), { head: promise, take: resolve });
}

/** As the runtime of Node.js on Lambda has it for answers that are streamed: global, and there before a function is loaded. */
export function withStreamingRuntime(): () => void {
  const awslambda = {
    streamifyResponse: (handle: StreamingHandler): StreamingHandler => handle,
    HttpResponseStream: {
      from(stream: AnswerStream, head: AnswerHead) {
        stream.take(head);
        return stream;
      },
    },
  };
  Object.assign(globalThis, { awslambda });
  return () => void Reflect.deleteProperty(globalThis, "awslambda");
}

/** Calls a function's address and waits for all of the answer. */
export async function wholeAnswer(
  handler: StreamingHandler,
  event: unknown,
): Promise<AnswerHead & { readonly body: Buffer }> {
  const stream = anAnswerStream();
  const body = buffer(stream);
  // An answer that is cut short is the handler's own failure, and thrown by it.
  body.catch(() => undefined);
  await handler(event, stream);
  const head = await Promise.race([stream.head, Promise.resolve(undefined)]);
  if (head === undefined || !stream.writableEnded) throw new Error("no whole answer");
  return { ...head, body: await body };
}
