import {
  createServer,
  type IncomingMessage,
  request as ask,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/**
 * How a call fails: refused for being one too many, or for the service's own
 * trouble; lost on the way there, so that nothing happened; or lost on the way
 * back, so that everything happened and nobody was told.
 */
export const faultKinds = ["throttled", "broken", "lost", "unanswered"] as const;
export type Fault = {
  readonly service: string;
  /** Which call of the service, from 1. */
  readonly call: number;
  readonly kind: (typeof faultKinds)[number];
  /** All calls from that one on, until it is mended: an outage. */
  readonly lasting?: boolean;
};

/** Stands before every service (the SDK's name for its endpoint, and where it really is), counts calls, and fails the planned one. */
export async function startFaults(services: Readonly<Record<string, string>>) {
  const calls = new Map<string, number>();
  const state = { plan: undefined as Fault | undefined, met: 0 };
  const servers: Server[] = [];
  const endpoints: Record<string, string> = {};
  const seen: ((service: string, request: IncomingMessage, body: string) => void)[] = [];
  for (const [service, target] of Object.entries(services)) {
    const behind = new URL(target);
    const server = createServer((request, response) => {
      const call = (calls.get(service) ?? 0) + 1;
      calls.set(service, call);
      const kind = kindOf(state.plan, service, call);
      if (kind !== undefined) state.met += 1;
      void bodyOf(request).then((body) => {
        if (kind === "lost") return void request.socket.destroy();
        if (kind === "throttled" || kind === "broken") return refuse(response, service, kind);
        for (const look of seen) look(service, request, body.toString());
        return forward({ port: behind.port, request, body }, response, kind === "unanswered");
      });
    });
    // Closing what has been idle would be a fault that nobody planned.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
    endpoints[service] = `http://${behind.hostname}:${(server.address() as AddressInfo).port}`;
  }
  return {
    endpoints,
    /** Calls what gets through to a service. */
    watch: (look: (typeof seen)[number]) => void seen.push(look),
    /** Counts from 1 again, and fails what is planned. */
    plan(fault?: Fault) {
      calls.clear();
      Object.assign(state, { plan: fault, met: 0 });
    },
    /** How often each service was called since. */
    counts: () => Object.fromEntries(calls),
    /** Whether the planned call came at all. */
    wasMet: () => state.met > 0,
    async stop() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
export type Faults = Awaited<ReturnType<typeof startFaults>>;

function kindOf(plan: Fault | undefined, service: string, call: number) {
  if (plan === undefined || plan.service !== service || call < plan.call) return undefined;
  return call === plan.call || plan.lasting === true ? plan.kind : undefined;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** In the words of each protocol, as the services' references have them. */
function refuse(response: ServerResponse, service: string, kind: "throttled" | "broken"): void {
  const isThrottled = kind === "throttled";
  if (service === "S3" || service === "CLOUDFRONT") {
    const code = isThrottled ? (service === "S3" ? "SlowDown" : "Throttling") : "InternalError";
    response.writeHead(isThrottled ? 503 : 500, { "Content-Type": "application/xml" });
    response.end(`<Error><Code>${code}</Code><Message>not now</Message></Error>`);
    return;
  }
  const name = isThrottled ? "ThrottlingException" : "InternalServerError";
  const byName = ["DYNAMODB", "SSM", "TRANSCRIBE", "SQS"].includes(service);
  response.writeHead(isThrottled ? (byName ? 400 : 429) : 503, {
    "Content-Type": "application/json",
    "X-Amzn-Errortype": name,
  });
  response.end(JSON.stringify({ __type: name, message: "not now" }));
}

function forward(
  from: { readonly port: string; readonly request: IncomingMessage; readonly body: Buffer },
  response: ServerResponse,
  isForgotten: boolean,
): void {
  const { method, url: path, headers } = from.request;
  const length = { "content-length": String(from.body.length) };
  const { "transfer-encoding": _chunked, ...kept } = headers;
  const options = {
    port: from.port,
    host: "127.0.0.1",
    // One connection a request: the service may close what has been idle.
    agent: false,
    method,
    path,
    headers: { ...kept, ...length },
  };
  const behind = ask(options, (answer) => {
    if (isForgotten) {
      answer.resume();
      answer.on("end", () => response.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  behind.on("error", () => response.destroy());
  behind.end(from.body);
}
