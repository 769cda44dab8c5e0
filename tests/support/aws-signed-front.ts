import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, request as ask } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What fauxqs leaves out of S3, before it: an address that was signed is answered
 * only if it says what was signed, and only until it runs out (Amazon S3 API
 * reference, "Authenticating Requests: Using Query Parameters"). Written from that
 * page with no part of the SDK, so that the two are compared.
 */
export async function startSignedFront(config: { readonly port: number; readonly secret: string }) {
  const server = createServer((incoming, outgoing) => {
    if (isSigned(incoming) && !isAllowed(incoming, config.secret)) {
      incoming.resume();
      outgoing.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>");
      return;
    }
    const { method, url: path, headers } = incoming;
    const behind = ask({ port: config.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    behind.on("error", () => outgoing.destroy());
    incoming.pipe(behind);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://s3.localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const urlOf = ({ url = "/" }: IncomingMessage) => new URL(url, "http://s3");
/** What comes with neither query nor header is nobody's; the SDK's own requests have the header. */
const isSigned = (request: IncomingMessage) =>
  urlOf(request).searchParams.has("X-Amz-Signature") || request.headers.authorization === undefined;

const encoded = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
const hmac = (key: string | Buffer, text: string) =>
  createHmac("sha256", key).update(text).digest();

function isAllowed(request: IncomingMessage, secret: string): boolean {
  const { pathname, searchParams: query } = urlOf(request);
  const at = query.get("X-Amz-Date") ?? "";
  const [, ...scope] = (query.get("X-Amz-Credential") ?? "").split("/");
  const signedAt = Date.parse(
    at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  const endsAt = signedAt + Number(query.get("X-Amz-Expires")) * 1000;
  if (!(signedAt <= Date.now() + 300_000 && Date.now() <= endsAt)) return false;
  const names = (query.get("X-Amz-SignedHeaders") ?? "").split(";");
  const canonical = [
    request.method,
    pathname,
    [...query]
      .filter(([name]) => name !== "X-Amz-Signature")
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .sort()
      .join("&"),
    ...names.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    names.join(";"),
    "UNSIGNED-PAYLOAD",
  ].join("\n");
  const hash = createHash("sha256").update(canonical).digest("hex");
  const toSign = ["AWS4-HMAC-SHA256", at, scope.join("/"), hash].join("\n");
  const key = scope.reduce<string | Buffer>((above, part) => hmac(above, part), `AWS4${secret}`);
  return hmac(key, toSign).toString("hex") === query.get("X-Amz-Signature");
}
