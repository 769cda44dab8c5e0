import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const repository = join(import.meta.dirname, "..", "..");
/** A first start runs seven recordings through the real pipeline; on a busy machine that takes its time. */
const startTimeoutMs = 300_000;

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

type Started = {
  /** What it said when it was ready. */
  readonly said: RegExpExecArray;
  /** Stops it as Ctrl-C does; resolves with its exit code and all that it had to say. */
  stop(): Promise<{ readonly code: number | null; readonly output: string }>;
};

/** Starts a program of ours, and waits until it says that it is ready. */
async function start(
  script: string,
  isReady: RegExp,
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(process.execPath, [script], {
    cwd: repository,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const said = await new Promise<RegExpExecArray>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${script} ${why}:\n${output}`));
    const timer = setTimeout(() => fail("was not ready in time"), startTimeoutMs);
    listenTo(child, (chunk) => {
      output += chunk;
      const found = isReady.exec(output);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found);
    });
    void ended.then((code) => fail(`ended with ${code}`));
  });
  const stop = async () => {
    child.kill("SIGINT");
    return { code: await ended, output };
  };
  return { said, stop };
}

function listenTo({ stdout, stderr }: ChildProcess, listener: (chunk: string) => void): void {
  for (const stream of [stdout, stderr])
    stream?.on("data", (chunk: Buffer) => listener(chunk.toString()));
}

/**
 * The whole system as `npm start` runs it, on new data, somebody who invites people to its
 * team, and the participant's pages on stories in memory, before the browser tests begin;
 * stopped when they are done.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), "paroles-e2e-"));
  const port = await freePort();
  const env = { PORT: String(port), PAROLES_DATA: data, PAROLES_ORIGIN: "" };
  const server = await start("scripts/serve.ts", /^ready in /m, env);
  // After the server, which has built the site and laid its data by now.
  const [voix, invitations] = await Promise.all([
    start("tests/support/serve-voix.ts", /^http:\S+$/m),
    start("tests/support/serve-invitations.ts", /^http:\S+$/m, env),
  ]);
  process.env["PAROLES_E2E_URL"] = `http://localhost:${port}`;
  process.env["PAROLES_E2E_DATA"] = data;
  process.env["PAROLES_E2E_VOIX_URL"] = voix.said[0];
  process.env["PAROLES_E2E_INVITATIONS_URL"] = invitations.said[0];
  return async () => {
    await Promise.all([voix.stop(), invitations.stop()]);
    const { code, output } = await server.stop();
    await rm(data, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server did not stop cleanly (${code}):\n${output}`);
  };
}
