import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { transcribeDouble, type TranscribeDouble } from "./aws-transcribe-double.ts";

export type SmallServices = {
  /** The variables that lead the SDK here. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly parameters: Map<string, string>;
  readonly mails: unknown[];
  readonly transcribe: TranscribeDouble;
  /** What Lambda runs when it is asked to, by the function's name. */
  readonly functions: Map<string, (event: unknown) => Promise<unknown>>;
  /** Called for each invalidation. */
  onInvalidation: () => void;
  /** Answers with a refusal where it returns one: a service in trouble. */
  trouble: (service: SmallService) => boolean;
  stop(): Promise<void>;
};
export type SmallService = "SSM" | "LAMBDA" | "CLOUDFRONT" | "SESV2" | "TRANSCRIBE";

type Answer = { readonly status: number; readonly body: string; readonly headers?: object };
const json = (body: unknown, status = 200): Answer => ({ status, body: JSON.stringify(body) });

/** Keys, functions, copies, mail and words, as far as the adapters ask for them, on one port each path of its own. */
export async function startSmallServices(): Promise<SmallServices> {
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => answerTo(services, request, body))
      .then(({ status, body, headers }) => response.writeHead(status, { ...headers }).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const services: SmallServices = {
    endpoints: { SSM: url, LAMBDA: url, CLOUDFRONT: url, SESV2: url, TRANSCRIBE: url },
    parameters: new Map(),
    mails: [],
    transcribe: transcribeDouble(),
    functions: new Map(),
    onInvalidation: () => undefined,
    trouble: () => false,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return services;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function answerTo(
  services: SmallServices,
  request: IncomingMessage,
  body: string,
): Promise<Answer> {
  const path = request.url ?? "";
  const target = String(request.headers["x-amz-target"] ?? "");
  const service = serviceOf(path, target);
  if (services.trouble(service)) return json({ __type: "InternalServerError" }, 503);
  if (service === "SSM") return parameter(services.parameters, request, JSON.parse(body));
  if (service === "TRANSCRIBE") return services.transcribe.answerTo(target, body);
  if (service === "LAMBDA") return invoke(services, path, body);
  if (service === "SESV2") {
    services.mails.push(JSON.parse(body));
    return json({ MessageId: "m" });
  }
  services.onInvalidation();
  return { status: 201, body: "<Invalidation/>" };
}

function serviceOf(path: string, target: string): SmallService {
  if (target.startsWith("Transcribe.")) return "TRANSCRIBE";
  if (path.startsWith("/2015-03-31/functions/")) return "LAMBDA";
  if (path.startsWith("/2020-05-31/distribution/")) return "CLOUDFRONT";
  return path.startsWith("/v2/email/") ? "SESV2" : "SSM";
}

type Parameter = { readonly Name: string; readonly Value: string; readonly Overwrite?: boolean };

function parameter(
  values: Map<string, string>,
  request: IncomingMessage,
  asked: Parameter,
): Answer {
  const { Name, Value, Overwrite } = asked;
  const found = values.get(Name);
  if (String(request.headers["x-amz-target"]).endsWith("GetParameter")) {
    if (found === undefined) return json({ __type: "ParameterNotFound" }, 400);
    return json({ Parameter: { Name, Value: found } });
  }
  if (found !== undefined && Overwrite !== true)
    return json({ __type: "ParameterAlreadyExists" }, 400);
  values.set(Name, Value);
  return json({ Version: 1 });
}

/** As Lambda: what a function throws is an answer with a mark, and not a failed request. */
async function invoke(services: SmallServices, path: string, body: string): Promise<Answer> {
  const name = decodeURIComponent(path.split("/")[3] ?? "");
  const run = services.functions.get(name);
  if (run === undefined) return json({ Type: "User", message: "no such function" }, 404);
  try {
    return json(await run(JSON.parse(body)));
  } catch (error) {
    const failed = { errorMessage: String(error), errorType: "Error" };
    return { ...json(failed), headers: { "X-Amz-Function-Error": "Unhandled" } };
  }
}
