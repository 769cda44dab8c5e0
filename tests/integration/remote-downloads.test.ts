import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isPublicAddress, isReachableAddress } from "#adapters/http/public-address";
import { createRemoteDownloads } from "#adapters/http/remote-downloads";

const limits = { bytesMax: 1_000, secondsMax: 2 };
let folder = "";
const servers: Server[] = [];
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "paroles-remote-"))));
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

/** A stranger's server; answers with its address. */
async function aServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let count = 0;
const newFile = () => join(folder, `file-${(count += 1)}`);
const anywhere = createRemoteDownloads({ isAllowed: () => true });
const guarded = createRemoteDownloads();
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

test("a file comes whole, through redirects, with its last address and type", async () => {
  const origin = await aServer((request, response) => {
    if (request.url === "/a") response.writeHead(302, { Location: "/b" }).end();
    else response.writeHead(200, { "Content-Type": "audio/mpeg" }).end("voice");
  });
  const path = newFile();
  const got = await anywhere.download(`${origin}/a`, path, limits);
  expect(got).toEqual({ url: `${origin}/b`, bytes: 5, mimeType: "audio/mpeg" });
  expect(await readFile(path, "utf8")).toBe("voice");
});

test.each([
  "file:///etc/passwd",
  "ftp://example.org/a",
  "data:audio/mpeg,x",
  "gopher://example.org/",
  "http://user:secret@example.org/",
  "http://127.0.0.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://0/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[fd00::1]/",
  "http://10.0.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[64:ff9b::a00:1]/",
  "http://localhost/",
  "not an address",
])("%s is not asked", async (url) => {
  expect(await codeOf(guarded.download(url, newFile(), limits))).toBe("remote-address");
});

test("a redirect to a forbidden address is not followed", async () => {
  let isReached = false;
  const inner = await aServer((_request, response) => {
    isReached = true;
    response.end("secret");
  });
  const outer = await aServer((_request, response) => {
    response.writeHead(302, { Location: inner.replace("127.0.0.1", "127.0.0.2") }).end();
  });
  const onlyOne = createRemoteDownloads({ isAllowed: (address) => address === "127.0.0.1" });
  expect(await codeOf(onlyOne.download(outer, newFile(), limits))).toBe("remote-address");
  expect(isReached).toBe(false);
});

test("a name is judged by every address that it stands for", async () => {
  const origin = await aServer((_request, response) => void response.end("secret"));
  const byName = origin.replace("127.0.0.1", "localhost");
  const never = createRemoteDownloads({ isAllowed: () => false });
  expect(await codeOf(never.download(byName, newFile(), limits))).toBe("remote-address");
  const local = createRemoteDownloads({ isAllowed: (address) => /^(127\.|::1$)/.test(address) });
  expect(await codeOf(local.download(byName, newFile(), limits))).toBe("done");
});

const hostile: readonly [string, RequestListener, string][] = [
  [
    "too long by its own word",
    (_request, response) =>
      response.writeHead(200, { "Content-Length": 5_000 }).end("x".repeat(5_000)),
    "remote-too-large",
  ],
  [
    "endless",
    (_request, response) => {
      const timer = setInterval(() => response.write("x".repeat(500)), 1);
      response.on("close", () => clearInterval(timer));
    },
    "remote-too-large",
  ],
  ["never finished", (_request, response) => void response.write("x"), "remote-slow"],
  [
    "a loop of redirects",
    (_request, response) => response.writeHead(302, { Location: "/again" }).end(),
    "remote-redirects",
  ],
  [
    "packed, though nobody asked",
    (_request, response) =>
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("x".repeat(100_000))),
    "remote-encoded",
  ],
  ["missing", (_request, response) => response.writeHead(404).end("x"), "remote-status"],
  [
    "cut off",
    (_request, response) => {
      response.writeHead(200, { "Content-Length": 500 }).write("x");
      setTimeout(() => response.destroy(), 20);
    },
    "remote-unreachable",
  ],
  ["not HTTP", (request) => void request.socket.end("SSH-2.0\r\n"), "remote-unreachable"],
];

test.each(hostile)("an answer that is %s leaves nothing behind", async (_what, answer, code) => {
  const origin = await aServer(answer);
  const path = newFile();
  const quick = { ...limits, secondsMax: 1 };
  expect(await codeOf(anywhere.download(origin, path, quick))).toBe(code);
  expect(await readdir(folder)).not.toContain(path.split("/").at(-1));
});

test.each(["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  "",
  "example.org",
  "::",
  "fe80::1",
  "ff02::1",
  "2002:7f00:1::",
  "192.168.1.1",
  "100.64.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "172.31.0.1",
])("%s is not", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test("opened to private networks, it still does not go where clouds keep a machine's credentials", () => {
  for (const address of ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "8.8.8.8"])
    expect(isReachableAddress(address), address).toBe(true);
  for (const address of ["169.254.169.254", "::ffff:169.254.169.254", "fe80::1", "localhost"])
    expect(isReachableAddress(address), address).toBe(false);
});
