/**
 * The real server under more people than will ever come at once: listeners at a
 * page, players that ask for parts of a recording, podcast apps that ask whether
 * a feed has changed, coaches who all send at the end of a workshop, and somebody
 * who takes their yes back meanwhile. Server and askers are two processes on the
 * same machine, so that the figures are lower than those of a server alone.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { type BenchRow, medianOf } from "./bench-row.ts";
import { signedIn } from "./studio-session.ts";

const SiteSchema = z.object({
  baseUrl: z.string(),
  page: z.string(),
  media: z.string(),
  feed: z.string(),
  invitation: z.string(),
});
const ClosedSchema = z.object({ closed: z.literal(true), seconds: z.number() });
const OpenSchema = z.object({ open: z.literal(true) });

const connections = 50;
const uploadsAtOnce = 50;
const withdrawals = 5;
const recording = join(import.meta.dirname, "..", "content", "demo", "audio", "marie.mp3");

type Load = { readonly perSecond: number; readonly p99Ms: number; readonly count: number };

/** Measures for so many seconds each, and returns one row a figure. Throws when a single answer is another than the one awaited. */
export async function benchLoad(seconds = 5): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-bench-load-"));
  const site = startSite(folder);
  try {
    const { baseUrl, page, media, feed, invitation } = SiteSchema.parse(await site.next());
    const ask = (path: string, headers: Headers, status: number) =>
      load(baseUrl, seconds, { path, headers, statuses: [status] });
    const whole = await fetch(new URL(feed, baseUrl), { headers: packed });
    const conditional = { ...packed, "if-none-match": whole.headers.get("etag") ?? "" };
    await whole.arrayBuffer();
    const rows = [
      row("episode page", await ask(page, packed, 200), 1_000),
      row("range of a recording (64 KB)", await ask(media, { range: "bytes=0-65535" }, 206), 500),
      row("feed that has not changed (304)", await ask(feed, conditional, 304), 1_000),
    ];
    rows.push(await uploads(baseUrl, invitation));
    const addresses = { page: new URL(page, baseUrl), feed: new URL(feed, baseUrl) };
    rows.push(...(await withdrawnUnderLoad(site, addresses, conditional)));
    return rows;
  } finally {
    await site.end();
    await rm(folder, { recursive: true, force: true });
  }
}

type Headers = Readonly<Record<string, string>>;
type Asked = {
  readonly path: string;
  readonly headers: Headers;
  readonly statuses: readonly number[];
};
const packed = { "accept-encoding": "gzip" };

function row(what: string, { perSecond, p99Ms, count }: Load, target: number): BenchRow {
  const note = `p99 ${p99Ms.toFixed(0)} ms, ${count} answers on ${connections} connections; target ${target}/s`;
  return { what, figure: `${perSecond.toFixed(0)} /s`, note };
}

/** Keeps every connection busy until time is up. */
async function load(baseUrl: string, seconds: number, asked: Asked): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const startedAt = performance.now();
  const connection = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      const askedAt = performance.now();
      await answered(new URL(asked.path, baseUrl), asked, agent);
      times.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const elapsed = (performance.now() - startedAt) / 1000;
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  const p99Ms = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { perSecond: times.length / elapsed, p99Ms, count: times.length };
}

function answered(url: URL, { headers, statuses }: Asked, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statuses.includes(statusCode)) resolve();
        else reject(new Error(`${url.pathname} answered ${statusCode}, not ${statuses.join()}`));
      });
      response.resume();
    })
      .on("error", reject)
      .end();
  });
}

/** Fifty coaches send a minute each in the same moment; it counts when every one of them is told that it is kept. */
async function uploads(baseUrl: string, invitation: string): Promise<BenchRow> {
  const { headers, token } = await signedIn(baseUrl, invitation);
  const sound = new Blob([new Uint8Array(await readFile(recording))]);
  const send = async (index: number): Promise<number> => {
    const fields = {
      jeton: token,
      titre: `Envoi ${index}`,
      serie: "paroles-de-talents",
      langue: "fr",
      "voix-1-prenom": "Marie",
      "voix-1-role": "talent",
      "voix-1-situation": "adult",
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("son", sound, "minute.mp3");
    const startedAt = performance.now();
    const options = { method: "POST", headers, body: form, redirect: "manual" } as const;
    const answer = await fetch(new URL("/studio/enregistrer", baseUrl), options);
    await answer.arrayBuffer();
    if (answer.status !== 303) throw new Error(`an upload was answered with ${answer.status}`);
    return performance.now() - startedAt;
  };
  const startedAt = performance.now();
  const times = await Promise.all(Array.from({ length: uploadsAtOnce }, (_, index) => send(index)));
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    what: `${uploadsAtOnce} uploads at once, all kept`,
    figure: `${seconds.toFixed(1)} s`,
    note: `median ${(medianOf(times) / 1000).toFixed(1)} s, while the worker begins on them; target 10 s`,
  };
}

/** With every connection asking for the feed, and the worker at the fifty uploads. */
async function withdrawnUnderLoad(
  site: Site,
  { page, feed }: { readonly page: URL; readonly feed: URL },
  conditional: Headers,
): Promise<readonly BenchRow[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  // A feed that changes meanwhile is sent whole.
  const statuses = [200, 304];
  let busy = true;
  const connection = async () => {
    while (busy)
      await answered(feed, { path: feed.pathname, headers: conditional, statuses }, agent);
  };
  const asking = Promise.all(Array.from({ length: connections }, connection));
  const closed: number[] = [];
  const probed: number[] = [];
  for (let round = 0; round < withdrawals; round += 1) {
    site.say("withdraw");
    closed.push(await secondsUntilGone(page));
    probed.push(ClosedSchema.parse(await site.next()).seconds);
    OpenSchema.parse(await site.next());
  }
  busy = false;
  await asking;
  agent.destroy();
  const withdrawn = (what: string, taken: readonly number[], target: string): BenchRow => ({
    what: `withdrawal under load, ${what}`,
    figure: `${medianOf(taken).toFixed(2)} s`,
    note: `slowest of ${taken.length}: ${Math.max(...taken).toFixed(2)} s; target ${target}`,
  });
  return [
    withdrawn("closed to strangers", closed, "1 s"),
    withdrawn("every address probed", probed, "5 s while the worker has all to do"),
  ];
}

/** Asks as a stranger does, one request after the other. */
async function secondsUntilGone(page: URL): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await fetch(page, { redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status === 410) return (performance.now() - startedAt) / 1000;
  }
}

type Site = ReturnType<typeof startSite>;

function startSite(folder: string) {
  const script = join(import.meta.dirname, "bench-load-site.ts");
  const child = spawn(process.execPath, [script, folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    async next(): Promise<unknown> {
      const { value, done } = await lines.next();
      if (done === true) throw new Error("the server ended before it was told to");
      return JSON.parse(value);
    },
    say: (line: string) => void child.stdin.write(`${line}\n`),
    async end() {
      // What still waits to be processed is of no interest to anybody.
      child.kill("SIGKILL");
      await ended;
    },
  };
}
