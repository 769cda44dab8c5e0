import { buildEdge } from "../../scripts/build-edge.ts";

export type EdgeRequest = {
  method: string;
  uri: string;
  querystring: Record<string, { value: string }>;
  headers: Record<string, { value: string }>;
};
export type EdgeResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, { readonly value: string }>>;
  readonly body?: { readonly data: string };
};
export type EdgeFunction = (event: { request: EdgeRequest }) => Promise<EdgeRequest | EdgeResponse>;

/** The function as it is uploaded, with a KeyValueStore of the test's: `get` rejects for a missing key, as CloudFront's does. */
export async function loadEdge(value: (key: string) => string | undefined): Promise<EdgeFunction> {
  const source = (await buildEdge()).replace(
    /import (\w+) from"cloudfront";/,
    "const $1 = runtime;",
  );
  const kvs = () => ({
    get: async (key: string) => {
      const found = value(key);
      if (found === undefined) throw new Error("KeyNotFound");
      return found;
    },
  });
  const make = new Function("runtime", `"use strict";${source};return handler;`) as (runtime: {
    kvs: typeof kvs;
  }) => EdgeFunction;
  return make({ kvs });
}

export const edgeRequest = (uri: string, more: Partial<EdgeRequest> = {}): EdgeRequest => ({
  method: "GET",
  uri,
  querystring: {},
  headers: {},
  ...more,
});
