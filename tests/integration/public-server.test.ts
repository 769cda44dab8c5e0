import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { createPublicServer, listenOn } from "#adapters/http/public-server";
import { createDiskObjectStore } from "#adapters/local/disk-object-store";
import { redirectsOf } from "#core/press/redirects";
import { decideAtGate } from "#edge/gate";

const id = "abcdefghjkmnpqrstvwx";
const key = "0123456789abcdefghjkmnpqrs";
const folders: string[] = [];
const stops: (() => void)[] = [];

/** The real server on a real folder, with a list that a test can change. */
async function aServer() {
  const root = await mkdtemp(join(tmpdir(), "paroles-server-"));
  folders.push(root);
  const store = createDiskObjectStore({ root, durable: false });
  const allowed = new Map([[id, `allowed ${key}`]]);
  let isBroken = false;
  const server = createPublicServer({
    store,
    root,
    gate: (path) => {
      if (isBroken) throw new Error("the list cannot be read");
      return decideAtGate(path, async (asked) => allowed.get(asked));
    },
    ownAnswers: new Map(),
    redirects: redirectsOf([{ slug: "a", formerSlugs: ["ancienne"] }]),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const baseUrl = await listenOn(server, 0);
  stops.push(() => server.close().closeAllConnections());
  const text = "Une minute de voix. ".repeat(200);
  await store.put("index.html", new TextEncoder().encode(`<p>${text}</p>`));
  await store.put("404.html", new TextEncoder().encode("<h1>Introuvable</h1>"));
  await store.put("410.html", new TextEncoder().encode("<h1>Plus ici</h1>"));
  await store.put("410-embed.html", new TextEncoder().encode("<h1>Plus là</h1>"));
  await store.put("series/a/index.html", new TextEncoder().encode("<p>a</p>"));
  await store.put("feeds/a.xml", new TextEncoder().encode(`<rss>${text}</rss>`));
  await store.put("feeds/a/2026-01.xml", new TextEncoder().encode(`<rss>${text}</rss>`));
  await store.put(`episodes/${id}/${key}-chapters.json`, new TextEncoder().encode("{}"));
  await store.put(`episodes/${id}/oembed.xml`, new TextEncoder().encode("<oembed/>"));
  await store.put(`episodes/${id}/index.html`, new TextEncoder().encode("<p>récit</p>"));
  await store.put(
    `episodes/${id}/${key}.mp3`,
    Uint8Array.from({ length: 1000 }, (_, i) => i % 256),
  );
  await store.put(`episodes/${id}/${key}.vtt`, new TextEncoder().encode("WEBVTT\n"));
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    ask(baseUrl, path, headers, method);
  return { get, store, allowed, breakGate: () => (isBroken = true) };
}

type Answer = { status: number; headers: Record<string, string>; body: Buffer };

/** A client that changes nothing of what it is told: no decompression, no redirects, no tidied paths. */
function ask(
  base: string,
  path: string,
  headers: Record<string, string>,
  method: string,
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on("error", reject).end();
  });
}

afterAll(async () => {
  for (const stop of stops) stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const html = { accept: "text/html" };

test("sound comes with its type, its length, a strong ETag and ranges", async () => {
  const { get } = await aServer();
  const path = `/episodes/sandra-${id}/${key}.mp3`;
  const whole = await get(path);
  expect(whole.status).toBe(200);
  expect(whole.headers).toMatchObject({
    "content-type": "audio/mpeg",
    "content-length": "1000",
    "accept-ranges": "bytes",
    "access-control-allow-origin": "*",
  });
  expect(whole.headers["etag"]).toMatch(/^"[0-9a-f]{64}"$/);
  const part = await get(path, { range: "bytes=10-19" });
  expect(part.status).toBe(206);
  expect(part.headers).toMatchObject({
    "content-range": "bytes 10-19/1000",
    "content-type": "audio/mpeg",
  });
  expect([...part.body]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect((await get(path, { range: "bytes=-3" })).body.length).toBe(3);
  expect((await get(path, { range: "bytes=5000-" })).status).toBe(416);
});

test("HEAD says the same as GET and sends nothing", async () => {
  const { get } = await aServer();
  for (const path of ["/", "/feeds/a.xml", `/episodes/x-${id}/${key}.mp3`]) {
    const [head, whole] = [await get(path, {}, "HEAD"), await get(path)];
    expect(head.status).toBe(200);
    expect(head.body.length).toBe(0);
    expect(head.headers["content-length"]).toBe(whole.headers["content-length"]);
    expect(head.headers["etag"]).toBe(whole.headers["etag"]);
  }
});

test.each(["identity", "br", "gzip"])(
  "a client that has the %s version gets 304, by ETag and by date",
  async (encoding) => {
    const { get } = await aServer();
    const accept = { "accept-encoding": encoding };
    const first = await get("/feeds/a.xml", accept);
    const byTag = await get("/feeds/a.xml", {
      ...accept,
      "if-none-match": first.headers["etag"] ?? "",
    });
    expect(byTag.status).toBe(304);
    expect(byTag.body.length).toBe(0);
    const date = first.headers["last-modified"] ?? "";
    expect((await get("/feeds/a.xml", { ...accept, "if-modified-since": date })).status).toBe(304);
    expect((await get("/feeds/a.xml", { ...accept, "if-none-match": '"other"' })).status).toBe(200);
  },
);

test("text is compressed for those who ask, under an ETag of its own", async () => {
  const { get } = await aServer();
  const plain = await get("/");
  const brotli = await get("/", { "accept-encoding": "gzip, br" });
  const gzipped = await get("/", { "accept-encoding": "gzip" });
  expect(brotli.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
  expect(gunzipSync(gzipped.body)).toEqual(plain.body);
  expect(brotli.body.length).toBeLessThan(plain.body.length / 2);
  expect(new Set([plain, brotli, gzipped].map(({ headers }) => headers["etag"])).size).toBe(3);
  expect(plain.headers["vary"]).toBe("Accept-Encoding");
});

test("changed content is sent again, equal content is not", async () => {
  const { get, store } = await aServer();
  const first = await get("/feeds/a.xml");
  const tag = { "if-none-match": first.headers["etag"] ?? "" };
  await store.put("feeds/a.xml", new Uint8Array(first.body));
  expect((await get("/feeds/a.xml", tag)).status).toBe(304);
  await store.put("feeds/a.xml", new TextEncoder().encode("<rss/>"));
  expect((await get("/feeds/a.xml", tag)).status).toBe(200);
});

test("the right types: feed, transcript, page", async () => {
  const { get } = await aServer();
  expect((await get("/feeds/a.xml")).headers["content-type"]).toBe(
    "application/rss+xml; charset=utf-8",
  );
  expect((await get(`/episodes/a-${id}/${key}.vtt`)).headers["content-type"]).toBe(
    "text/vtt; charset=utf-8",
  );
  expect((await get(`/episodes/a-${id}/`)).headers["content-type"]).toBe(
    "text/html; charset=utf-8",
  );
});

test("every page carries the strict policy, and nothing may run inline", async () => {
  const { get } = await aServer();
  for (const path of ["/", "/nowhere/", `/episodes/a-${"0".repeat(20)}/`]) {
    const { headers } = await get(path, html);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
  }
});

test("a player may stand in frames of other sites, also when its story is gone; no other page may", async () => {
  const { get, store, allowed } = await aServer();
  const page = { accept: "text/html" };
  const framedBy = async (path: string) =>
    /frame-ancestors ([^;]+)/.exec(
      (await get(path, page)).headers["content-security-policy"] ?? "",
    )?.[1];
  await store.put(`episodes/${id}/embed/index.html`, new TextEncoder().encode("<p>récit</p>"));
  const player = `/episodes/voix-${id}/embed/`;
  expect(await framedBy(player)).toBe("*");
  expect(await framedBy(`/episodes/voix-${id}/`)).toBe("'none'");
  allowed.set(id, "denied");
  const gone = await get(player, page);
  expect(gone.status).toBe(410);
  expect(gone.body.toString()).toContain("Plus là");
  expect(await framedBy(player)).toBe("*");
  expect(await framedBy(`/episodes/voix-${id}/`)).toBe("'none'");
  expect((await get("/410-embed.html", page)).status).toBe(404);
});

test("a story that is taken off the list is gone at once, with all its files, and no copy may be kept", async () => {
  const { get, allowed } = await aServer();
  const paths = ["", `${key}.mp3`, `${key}.vtt`].map((file) => `/episodes/sandra-${id}/${file}`);
  for (const path of paths) expect((await get(path)).status).toBe(200);
  allowed.delete(id);
  for (const path of paths) {
    const gone = await get(path, html);
    expect(gone.status).toBe(410);
    expect(gone.headers["cache-control"]).toBe("no-store");
    expect(gone.body.toString()).not.toMatch(/sandra|récit/i);
    expect((await get(path, { range: "bytes=0-1" })).status).toBe(410);
    expect((await get(path, {}, "HEAD")).status).toBe(410);
  }
});

test("when the list itself cannot be read the answer is a closed one, never a 5xx that a cache would paper over", async () => {
  const { get, breakGate } = await aServer();
  breakGate();
  const answer = await get(`/episodes/sandra-${id}/`);
  expect(answer.status).toBe(404);
  expect(answer.body.toString()).not.toContain("récit");
});

test.each([
  "/../package.json",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/series/..%2f..%2fx",
  "//etc/passwd",
  "/%c0%ae",
  "/a%00b",
])("%s leads nowhere", async (path) => {
  const { get } = await aServer();
  expect([400, 404]).toContain((await get(path)).status);
});

test("files with a dot in front, and the store's own scratch files, are never served", async () => {
  const { get } = await aServer();
  for (const path of ["/.git/config", "/.env", "/series/.hidden"])
    expect((await get(path)).status).toBe(404);
});

test("a folder's address without its slash leads to the one with it", async () => {
  const { get } = await aServer();
  const answer = await get("/series/a?x=1");
  expect(answer.status).toBe(308);
  expect(answer.headers["location"]).toBe("/series/a/?x=1");
});

test("nothing but GET and HEAD is answered", async () => {
  const { get } = await aServer();
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    expect((await get("/", {}, method)).status).toBe(405);
  }
});

test("people get a page for what is missing, players a short answer", async () => {
  const { get } = await aServer();
  expect((await get("/nowhere", html)).body.toString()).toContain("Introuvable");
  expect((await get(`/episodes/x-${"0".repeat(20)}/a.mp3`)).headers["content-type"]).toContain(
    "text/plain",
  );
  expect((await get(`/episodes/x-${"0".repeat(20)}/`, html)).body.toString()).toContain("Plus ici");
});

test("a feed is RSS to apps and XML to browsers, whole or archived, and caches know that it differs", async () => {
  const { get } = await aServer();
  for (const path of ["/feeds/a.xml", "/feeds/a/2026-01.xml"]) {
    const [app, browser] = [await get(path), await get(path, html)];
    expect(app.headers["content-type"]).toBe("application/rss+xml; charset=utf-8");
    expect(browser.headers["content-type"]).toBe("application/xml; charset=utf-8");
    expect(app.headers["vary"]).toBe("Accept, Accept-Encoding");
    expect(app.body.equals(browser.body)).toBe(true);
    expect(app.headers["access-control-allow-origin"]).toBe("*");
  }
});

test("words of a story beside its page have their own types and are not for search engines", async () => {
  const { get } = await aServer();
  const types = {
    [`${key}.vtt`]: "text/vtt; charset=utf-8",
    [`${key}-chapters.json`]: "application/json+chapters; charset=utf-8",
    "oembed.xml": "text/xml; charset=utf-8",
  };
  for (const [file, type] of Object.entries(types)) {
    const { headers } = await get(`/episodes/x-${id}/${file}`);
    expect(headers["content-type"]).toBe(type);
    expect(headers["x-robots-tag"]).toBe("noindex");
  }
  for (const path of [`/episodes/x-${id}/`, `/episodes/x-${id}/${key}.mp3`, "/feeds/a.xml"]) {
    expect((await get(path)).headers["x-robots-tag"]).toBeUndefined();
  }
});

test("former addresses of a show lead to its present ones for good", async () => {
  const { get } = await aServer();
  const leads = {
    "/feeds/ancienne.xml": "/feeds/a.xml",
    "/feeds/ancienne/2026-01.xml": "/feeds/a/2026-01.xml",
    "/series/ancienne/": "/series/a/",
    "/series/ancienne": "/series/a/",
    "/en/series/ancienne/?x=1": "/en/series/a/?x=1",
  };
  for (const [from, to] of Object.entries(leads)) {
    const answer = await get(from);
    expect([answer.status, answer.headers["location"]]).toEqual([301, to]);
  }
  expect((await get("/series/a/")).status).toBe(200);
});

test("a web player of another site may ask for parts and for changes, and a form may not be sent from there", async () => {
  const { get } = await aServer();
  const asked = { origin: "https://player.example", "access-control-request-method": "GET" };
  const wanted = { ...asked, "access-control-request-headers": "range, if-none-match" };
  const path = `/episodes/x-${id}/${key}.mp3`;
  const answer = await get(path, wanted, "OPTIONS");
  expect(answer.status).toBe(204);
  expect(answer.headers["access-control-allow-origin"]).toBe("*");
  expect(answer.headers["access-control-allow-methods"]).toBe("GET, HEAD");
  expect(answer.headers["access-control-allow-headers"]).toMatch(/range.*if-none-match/i);
  // What is gone is asked for alike: the answer to the question itself says so.
  const gone = await get(`/episodes/x-${"0".repeat(20)}/a.mp3`, wanted, "OPTIONS");
  expect(gone).toEqual({ ...answer, headers: { ...answer.headers, date: gone.headers["date"] } });
  const post = await get("/", { ...asked, "access-control-request-method": "POST" }, "OPTIONS");
  expect(post.headers["access-control-allow-methods"]).not.toContain("POST");
});

/** One file of every kind that the press writes. */
const everyKind = [
  "/",
  "/feeds/a.xml",
  "/series/a/",
  `/episodes/x-${id}/`,
  `/episodes/x-${id}/${key}.mp3`,
  `/episodes/x-${id}/${key}.vtt`,
  `/episodes/x-${id}/oembed.xml`,
];

test("every file answers HEAD, a part, a change since, and says how long a copy may be kept", async () => {
  const { get } = await aServer();
  for (const path of everyKind) {
    const whole = await get(path);
    const etag = whole.headers["etag"] ?? "";
    expect(etag, path).toMatch(/^"[^"]+"$/);
    expect(whole.headers["accept-ranges"], path).toBe("bytes");
    const part = await get(path, { range: "bytes=0-1", "accept-encoding": "br, gzip" });
    expect([part.status, part.body.length], path).toEqual([206, 2]);
    expect(part.headers["content-encoding"], path).toBeUndefined();
    expect(part.body.equals(whole.body.subarray(0, 2)), path).toBe(true);
    // A player that goes on after a change gets the whole of the new file, not two halves.
    const stale = await get(path, { range: "bytes=0-1", "if-range": '"other"' });
    expect(stale.status, path).toBe(200);
    const fresh = await get(path, { range: "bytes=0-1", "if-range": etag });
    expect(fresh.status, path).toBe(206);
    const head = await get(path, {}, "HEAD");
    expect([head.status, head.body.length, head.headers["etag"]], path).toEqual([200, 0, etag]);
    const known = await get(path, { "if-none-match": etag });
    expect([known.status, known.body.length], path).toEqual([304, 0]);
    expect(known.headers["cache-control"], path).toBe(whole.headers["cache-control"]);
    // Consent note, section 5.2: nothing stale is ever served, and shared caches ask again within minutes.
    expect(whole.headers["cache-control"], path).toMatch(
      /^public, max-age=0, must-revalidate, s-maxage=(60|300), stale-while-revalidate=0, stale-if-error=0$/,
    );
  }
});

test("an asset comes as the build packed it, under the same rules as any text", async () => {
  const { get, store } = await aServer();
  const style = Buffer.from("body{color:red}".repeat(100));
  const packed = brotliCompressSync(style);
  await store.put("assets/a.css", style);
  await store.put("assets/a.css.br", packed);
  const brotli = await get("/assets/a.css", { "accept-encoding": "br" });
  expect(brotli.headers).toMatchObject({
    "content-type": "text/css; charset=utf-8",
    "content-encoding": "br",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(brotli.body.equals(packed)).toBe(true);
  expect(gunzipSync((await get("/assets/a.css", { "accept-encoding": "gzip" })).body)).toEqual(
    style,
  );
  expect((await get("/assets/a.css")).body).toEqual(style);
});
