/**
 * Fetches files that strangers' feeds point to. The address that a name stands
 * for is looked at in the very look-up that the connection is made with, so that
 * a name cannot answer differently the second time (DNS rebinding).
 */
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { lookup as lookUp, type LookupAddress } from "node:dns";
import * as http from "node:http";
import * as https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "#core/errors";
import type { RemoteFile, RemoteFiles, RemoteLimits } from "#ports/remote-files";
import { systemCodeOf, translateSystemError } from "#ports/system-errors";
import { isPublicAddress } from "./public-address.ts";

export type RemoteDownloadsConfig = {
  /** Which IP addresses may be asked; only public ones unless the operator says otherwise. */
  readonly isAllowed?: (address: string) => boolean;
};

const redirectsMax = 5;
const agentName = "Paroles (podcast import)";

class RefusedAddress extends Error {}

export function createRemoteDownloads(config: RemoteDownloadsConfig = {}): RemoteFiles {
  const isAllowed = config.isAllowed ?? isPublicAddress;
  return {
    name: "guarded-http",
    async download(url, path, limits) {
      const signal = AbortSignal.timeout(limits.secondsMax * 1000);
      try {
        return await follow(url, path, limits, { isAllowed, signal });
      } catch (error) {
        await rm(path, { force: true });
        throw translated(error, hostOf(url), signal, limits);
      }
    },
  };
}

type Guard = {
  readonly isAllowed: (address: string) => boolean;
  readonly signal: AbortSignal;
};

async function follow(
  first: string,
  path: string,
  limits: RemoteLimits,
  guard: Guard,
): Promise<RemoteFile> {
  let url = first;
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const target = checkedUrl(url, guard);
    const response = await ask(target, guard);
    const { statusCode: status = 0, headers } = response;
    if ([301, 302, 303, 307, 308].includes(status) && headers.location !== undefined) {
      response.destroy();
      url = new URL(headers.location, target).href;
      continue;
    }
    try {
      if (status !== 200) throw refusal("remote-status", target, { status });
      const bytes = await save(response, path, target, limits, guard.signal);
      return { url: target.href, bytes, mimeType: headers["content-type"] ?? "" };
    } finally {
      response.destroy();
    }
  }
  throw refusal("remote-redirects", new URL(first), { max: redirectsMax });
}

const refusal = (code: string, { hostname }: URL, params: Record<string, string | number> = {}) =>
  new AppError(code, { params: { host: hostname || "–", ...params } });

/** HTTP only, without credentials, and not to a forbidden address that is written out. */
function checkedUrl(text: string, { isAllowed }: Guard): URL {
  const url = URL.parse(text);
  if (url === null) throw new AppError("remote-address", { params: { host: "–" } });
  const isHttp = url.protocol === "http:" || url.protocol === "https:";
  if (!isHttp || url.username !== "" || url.password !== "") throw refusal("remote-address", url);
  const literal = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(literal) !== 0 && !isAllowed(literal)) throw refusal("remote-address", url);
  return url;
}

/** A name that stands for any forbidden address is refused as a whole. */
function guardedLookup({ isAllowed }: Guard): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error !== null) return callback(error, "");
      const [address] = found;
      if (address === undefined || !found.every((each) => isAllowed(each.address)))
        return callback(new RefusedAddress(), "");
      if (options.all === true) return callback(null, found);
      callback(null, address.address, address.family);
    });
  };
}

function ask(url: URL, guard: Guard): Promise<http.IncomingMessage> {
  const client = url.protocol === "https:" ? https : http;
  const headers = { "User-Agent": agentName, "Accept-Encoding": "identity", Accept: "*/*" };
  return new Promise((resolve, reject) => {
    // A connection of its own each time: nobody else's, and to nobody but whom the look-up allowed.
    const options = { headers, agent: false, lookup: guardedLookup(guard), signal: guard.signal };
    client.get(url, options, resolve).on("error", reject);
  });
}

async function save(
  response: http.IncomingMessage,
  path: string,
  url: URL,
  { bytesMax }: RemoteLimits,
  signal: AbortSignal,
): Promise<number> {
  const encoding = response.headers["content-encoding"] ?? "identity";
  // Nobody asked for it, and a few kilobytes can unpack to gigabytes.
  if (encoding.toLowerCase() !== "identity") throw refusal("remote-encoded", url);
  const tooLarge = () => refusal("remote-too-large", url, { bytesMax });
  if (Number(response.headers["content-length"] ?? 0) > bytesMax) throw tooLarge();
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) done(tooLarge());
      else done(null, chunk);
    },
  });
  await pipeline(response, count, createWriteStream(path, { flags: "wx" }), { signal });
  return bytes;
}

const hostOf = (url: string) => URL.parse(url)?.hostname || "–";

function translated(
  error: unknown,
  host: string,
  signal: AbortSignal,
  { secondsMax }: RemoteLimits,
): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof RefusedAddress || causeOf(error) instanceof RefusedAddress)
    return new AppError("remote-address", { params: { host } });
  // It is our own disk that refused: nobody elsewhere can do anything about it.
  if (systemCodeOf(error) !== undefined) return translateSystemError(error);
  const retryable = { retryable: true, cause: error };
  return signal.aborted
    ? new AppError("remote-slow", { params: { host, secondsMax }, ...retryable })
    : new AppError("remote-unreachable", { params: { host }, ...retryable });
}

const causeOf = (error: unknown) => (error instanceof Error ? error.cause : undefined);
