/**
 * How long the server takes to be ready: cold, with no data, when it takes in the
 * demonstration's recordings; and warm, on what is there. With the memory it
 * holds then, and what pages weigh that a stranger opens for the first time.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { BenchRow } from "./bench-row.ts";
import { ensureSiteBuilt } from "./build-site.ts";
import { memoryOf } from "./process-memory.ts";

type Started = { readonly child: ChildProcess; readonly seconds: number; readonly baseUrl: string };

/** Two starts on one folder, the second on what the first one left, and then the pages' weights. */
export async function benchStart(): Promise<readonly BenchRow[]> {
  // Pages are built once per version of the site, not per start.
  await ensureSiteBuilt();
  const data = await mkdtemp(join(tmpdir(), "paroles-bench-start-"));
  try {
    const startedAt = performance.now();
    const cold = await start(data);
    const rows: BenchRow[] = [row("cold start until ready", cold.seconds)];
    await firstStory(cold.baseUrl);
    rows.push(row("cold start until a story can be heard", (performance.now() - startedAt) / 1000));
    rows.push(await memoryRow("memory after a cold start", cold.child));
    await stop(cold.child);
    const warm = await start(data);
    rows.push(row("warm start", warm.seconds, "target 10 s"));
    rows.push(await memoryRow("memory after a warm start", warm.child));
    rows.push(...(await weights(warm.baseUrl)));
    await stop(warm.child);
    return rows;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

const row = (what: string, seconds: number, note?: string): BenchRow => ({
  what,
  figure: `${seconds.toFixed(1)} s`,
  ...(note === undefined ? {} : { note }),
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, () => resolve()));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was free");
  return address.port;
}

/** Resolves when the server itself says that it is ready. */
async function start(data: string): Promise<Started> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, "serve.ts")], {
    env: { ...process.env, PORT: String(port), PAROLES_DATA: data, PAROLES_ORIGIN: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Its lines are read to the end: it goes on telling what it does after it is ready.
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => line.startsWith("ready in") && resolve());
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return { child, seconds, baseUrl: `http://localhost:${port}` };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

/** What the server's process holds now, and held at most. */
async function memoryRow(what: string, { pid }: ChildProcess): Promise<BenchRow> {
  const memory = pid === undefined ? undefined : await memoryOf(pid);
  return memory === undefined
    ? { what, figure: "skipped", note: "this system does not tell" }
    : { what, figure: `${memory.heldMb} MB`, note: `at most ${memory.mostMb} MB` };
}

const storyAddress = /href="(\/episodes\/[^"/]+\/)"/;

/** The address of a story, once the home page shows one. */
async function firstStory(baseUrl: string): Promise<string> {
  for (;;) {
    const home = await (await fetch(new URL("/", baseUrl))).text();
    const story = storyAddress.exec(home)?.[1];
    if (story !== undefined) return story;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function weights(baseUrl: string): Promise<readonly BenchRow[]> {
  const story = await firstStory(baseUrl);
  const pages = { home: "/", story, embed: `${story}embed/`, projects: "/projets/" };
  return Promise.all(
    Object.entries(pages).map(async ([name, path]) =>
      weightOf(`page weight: ${name}`, new URL(path, baseUrl)),
    ),
  );
}

/** A page and what its markup makes a browser fetch before anybody touches it, as packed over the wire; sound left out. */
async function weightOf(what: string, page: URL): Promise<BenchRow> {
  const html = await (await fetch(page)).text();
  const tags = html.match(/<(?:link|script|img)\b[^>]*>/g) ?? [];
  const fetchedAtOnce = tags.filter(
    (tag) =>
      !tag.startsWith("<link") ||
      /rel="(stylesheet|preload|modulepreload|icon|manifest)"/.test(tag),
  );
  const addresses = fetchedAtOnce.flatMap((tag) => / (?:href|src)="([^"]+)"/.exec(tag)?.[1] ?? []);
  const own = new Set(
    addresses
      .filter((one) => !one.startsWith("data:"))
      .map((one) => new URL(one.replaceAll("&amp;", "&"), page).href),
  );
  const parts = await Promise.all([...own].map((url) => packedBytes(url)));
  const kilobytes =
    (parts.reduce((sum, bytes) => sum + bytes, 0) + packed(Buffer.from(html))) / 1000;
  return {
    what,
    figure: `${kilobytes.toFixed(1)} KB`,
    note: `the page and ${own.size} files of it`,
  };
}

async function packedBytes(url: string): Promise<number> {
  const answer = await fetch(url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return /font|image\/(?!svg)/.test(answer.headers.get("content-type") ?? "")
    ? bytes.length
    : packed(bytes);
}

/** The smaller of what browsers ask for; `fetch` unpacks, so the wire's own size cannot be read from it. */
const packed = (bytes: Buffer) =>
  Math.min(gzipSync(bytes).length, brotliCompressSync(bytes).length);

if (import.meta.main)
  for (const { what, figure, note } of await benchStart())
    process.stdout.write(`${what.padEnd(48)} ${figure.padStart(14)}  ${note ?? ""}\n`);
