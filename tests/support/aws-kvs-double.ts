import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * CloudFront's KeyValueStore as its API says it behaves: one ETag for the whole
 * store, which every update must name and every update changes. Keys come in no
 * order that anyone could count on (here: the last written first).
 */
export type KvsDouble = {
  readonly endpoint: string;
  /** What the gate at the edge would read. */
  value(arn: string, key: string): string | undefined;
  /** Lets the next so many requests fail with a status, as a service in trouble does. */
  failNext(count: number, status: number): void;
  stop(): Promise<void>;
};

type Store = { etag: string; readonly keys: Map<string, string> };

export async function startKvsDouble(): Promise<KvsDouble> {
  const stores = new Map<string, Store>();
  const trouble = { left: 0, status: 500 };
  const storeOf = (arn: string) => {
    const store = stores.get(arn) ?? { etag: newEtag(), keys: new Map<string, string>() };
    stores.set(arn, store);
    return store;
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (trouble.left > 0) {
        trouble.left -= 1;
        return answer(response, trouble.status, { error: "InternalServerException" });
      }
      const [, , arn = "", kind, key = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
      const store = storeOf(decodeURIComponent(arn));
      const name = decodeURIComponent(key);
      return answer(response, ...handle(store, request, { kind, name, body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    // The SDK puts the account before the host, so the host must be a name that takes one.
    endpoint: `http://localhost:${(server.address() as AddressInfo).port}`,
    value: (arn, key) => stores.get(arn)?.keys.get(key),
    failNext(count, status) {
      Object.assign(trouble, { left: count, status });
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const newEtag = () => `E${randomUUID().replaceAll("-", "").slice(0, 13).toUpperCase()}`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

type Asked = { readonly kind: string | undefined; readonly name: string; readonly body: string };
type Answer = readonly [status: number, body: Readonly<Record<string, unknown>>, etag?: string];

function handle(store: Store, request: IncomingMessage, { kind, name, body }: Asked): Answer {
  const summary = () => ({
    ItemCount: store.keys.size,
    TotalSizeInBytes: [...store.keys].reduce(
      (sum, [key, value]) => sum + key.length + value.length,
      0,
    ),
  });
  if (kind === undefined) return [200, { ...summary(), KvsARN: "", Created: 0 }, store.etag];
  if (name === "") return listKeys(store, request);
  if (request.method === "GET") {
    const value = store.keys.get(name);
    if (value === undefined) return missing;
    return [200, { Key: name, Value: value, ...summary() }];
  }
  if (request.headers["if-match"] !== store.etag) return [409, { error: "ConflictException" }];
  if (request.method === "DELETE" && !store.keys.has(name)) return missing;
  store.keys.delete(name);
  if (request.method === "PUT") {
    const { Value } = JSON.parse(body) as { Value: string };
    store.keys.set(name, Value);
  }
  store.etag = newEtag();
  return [200, summary(), store.etag];
}

const missing: Answer = [404, { error: "ResourceNotFoundException" }];

function listKeys(store: Store, request: IncomingMessage): Answer {
  const { searchParams } = new URL(request.url ?? "/", "http://kvs");
  const from = Number(searchParams.get("NextToken") ?? 0);
  const size = Math.min(50, Number(searchParams.get("MaxResults") ?? 10));
  const all = [...store.keys].reverse();
  const Items = all.slice(from, from + size).map(([Key, Value]) => ({ Key, Value }));
  return [200, { Items, ...(from + size < all.length ? { NextToken: String(from + size) } : {}) }];
}

function answer(response: ServerResponse, ...[status, body, etag]: Answer): void {
  const { error } = body;
  response.writeHead(status, {
    "Content-Type": "application/json",
    ...(etag === undefined ? {} : { ETag: etag }),
    ...(typeof error === "string" ? { "X-Amzn-Errortype": error } : {}),
  });
  response.end(JSON.stringify(typeof error === "string" ? { Message: error } : body));
}
