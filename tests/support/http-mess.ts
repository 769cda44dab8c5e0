/** Requests that nobody's browser sends; which one, a seed says. */
import { connect } from "node:net";

export type Mess = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
};
type Random = () => number;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
export const pick = <T>(random: Random, from: readonly T[]): T => {
  const one = from[below(random, from.length)];
  if (one === undefined) throw new RangeError("nothing to pick from");
  return one;
};

const methods =
  "GET GET GET GET HEAD HEAD POST POST POST PUT DELETE PATCH OPTIONS TRACE PROPFIND CONNECT get BREW".split(
    " ",
  );
const odd = [
  "%", "%00", "%2e%2e", "%2F..%2f", "..", "../", "....//", "\\..\\", "%5c..%5c", "%c0%ae%c0%ae/", "//", "///", ";",
  "%ff%fe", "%F0%9F%8E%99", "%0d%0aX-Injected:%201", "%u002e", "~", ".git/config", ".env", "etc/passwd",
  "paroles.sqlite", "private/", "server.json", "index.html", ".incoming", "$(id)", "'", "\"", "<script>", "%3Cscript%3E",
  "a".repeat(3_000), "%252e%252e%252f", ":80", "@evil.example", "#", "?", "&", "=", "\u00a0".repeat(2), "__proto__", "constructor",
]; // prettier-ignore
const queries = [
  "", "", "?", "?lang=fr", "?lang=__proto__", "?lang=../../etc", "?m=%00", "?apres=%ff", "?apres=AAAA", "?suite-de=%3Cb%3E",
  "?url=file:///etc/passwd&format=json", "?url=http://127.0.0.1:1/&format=xml", "?url=%", "?a=1&a=2&a[]=3", `?${"x=1&".repeat(500)}`,
]; // prettier-ignore

const headerValues: Readonly<Record<string, readonly string[]>> = {
  range: [
    "bytes=0-0", "bytes=0-", "bytes=-1", "bytes=-0", "bytes=5-2", "bytes=99999999999-", "bytes=0-1,3-4,6-7", "bytes=a-b", "bytes=",
    "bytes=0-99999999999999999999", "items=0-5", `bytes=${Array.from({ length: 300 }, (_, at) => `${at}-${at}`).join(",")}`,
  ],
  accept: ["text/html", "*/*", "application/json", "text/html;q=NaN", ";;;,,,", "audio/*", "image/svg+xml;q=0"],
  "accept-encoding": ["gzip", "br", "identity;q=0", "*;q=0", "gzip;q=2", "br;q=-1,,", "deflate, zstd"],
  "accept-language": ["fr", "ar", "en;q=0", "xx-YY-zz-00", "*", "a".repeat(900), ",,,"],
  "if-none-match": ["*", '"x"', "W/\"x\"", "\"", ",,,"],
  "if-modified-since": ["Thu, 01 Jan 1970 00:00:00 GMT", "now", "99999999", "-1"],
  "if-range": ['"x"', "tomorrow"],
  "if-match": ["*", '"x"', "nothing"],
  cookie: [
    "a=b", "session=%00", "__Host-session=1", `x=${"y".repeat(4_000)}`, "=; ; =;;", "voix=AAAA; studio=AAAA", "a=%E0%A4%A",
  ],
  origin: ["null", "https://evil.example", "x", "http://["],
  "sec-fetch-site": ["cross-site", "same-origin", "none", "?"],
  "content-type": [
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=", "text/plain",
    "multipart/form-data; boundary=x", "application/json; charset=utf-7", "/", "application/x-www-form-urlencoded; charset=x",
  ],
  "content-encoding": ["gzip", "br", "identity", "nonsense"],
  "x-forwarded-for": ["1.2.3.4", "::1, 127.0.0.1", "' OR 1=1", ","],
  "x-http-method-override": ["DELETE", "PUT"],
  "access-control-request-method": ["POST", "DELETE"],
  expect: ["100-continue", "200-ok"],
  "transfer-encoding": ["identity", "gzip"],
  upgrade: ["websocket", "h2c"],
  te: ["trailers"],
  host: ["evil.example", "localhost", "[::1", ""],
}; // prettier-ignore

const bodies: readonly (() => Buffer)[] = [
  () => Buffer.alloc(0),
  () => Buffer.from("{}"),
  () => Buffer.from("[1,2"),
  () => Buffer.from('{"__proto__":{"admin":true},"parts":[1e308,-1,"a"]}'),
  () => Buffer.from("[".repeat(20_000)),
  () => Buffer.from("code=AAAA&email=a%40b&jeton=%00&reponse=oui&__proto__=1"),
  () => Buffer.from("a=%&b=%zz&=&&&"),
  () => Buffer.from("email=".padEnd(70_000, "x")),
  () => Buffer.from('--x\r\nContent-Disposition: form-data; name="son"; filename="../../x"\r\n\r\nabc\r\n--x--\r\n'),
  () => Buffer.from('--x\r\nContent-Disposition: form-data; name="'),
  () => Buffer.from([0, 1, 2, 255, 254, 0x1f, 0x8b, 8, 0]),
]; // prettier-ignore

/** An address below a known one, with something odd put in, for it, or behind it. */
function target(random: Random, paths: readonly string[]): string {
  let path = pick(random, paths).replace(/:[a-z]+/g, () =>
    pick(random, ["abc", "6gea877ftq5hp82gcqtd", "1", ...odd]),
  );
  const how = random();
  if (how < 0.15) {
    const at = below(random, path.length);
    path = `${path.slice(0, at)}${pick(random, odd)}${path.slice(at)}`;
  } else if (how < 0.24) path = `${path}${path.endsWith("/") ? "" : "/"}${pick(random, odd)}`;
  else if (how < 0.28) path = pick(random, odd);
  else if (how < 0.3) path = `http://evil.example${path}`;
  else if (how < 0.31) path = "*";
  const cleaned = path.replace(/[ \r\n]/g, "");
  return `${cleaned}${how > 0.9 || how < 0.1 ? pick(random, queries) : ""}`;
}

export function aMess(random: Random, paths: readonly string[]): Mess {
  const method = pick(random, methods);
  const names = Object.keys(headerValues);
  const count = below(random, 5);
  const headers = Array.from({ length: count }, (): [string, string] => {
    const name = pick(random, names);
    return [name, pick(random, headerValues[name] ?? [""])];
  });
  const body = method === "POST" || random() < 0.1 ? pick(random, bodies)() : Buffer.alloc(0);
  return { method, target: target(random, paths), headers, body };
}

export type Answer = { readonly status: number; readonly text: string };
/** A request that hangs does so for ever; a busy machine only takes long. */
const answerTimeoutMs = 60_000;

/** Sends it as it is, by hand: no library would let these through. Status 0 is a connection that was closed without a word. */
export function sendMess(port: number, mess: Mess): Promise<Answer> {
  const hasHost = mess.headers.some(([name]) => name === "host");
  const lines = [
    `${mess.method} ${mess.target} HTTP/1.1`,
    ...(hasHost ? [] : [`host: localhost:${port}`]),
    ...mess.headers.map(([name, value]) => `${name}: ${value}`),
    "connection: close",
    ...(mess.body.length > 0 ? [`content-length: ${mess.body.length}`] : []),
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.setTimeout(answerTimeoutMs, () => {
      socket.destroy();
      reject(new Error("no answer"));
    });
    socket.on("data", (chunk) => chunks.push(chunk));
    // Whoever sends nonsense may be cut off while he still sends.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      const text = Buffer.concat(chunks).toString("latin1");
      const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) =>
        Number(status),
      );
      resolve({ status: statuses.find((status) => status >= 200) ?? 0, text });
    });
    socket.write(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "utf8"), mess.body]));
  });
}
