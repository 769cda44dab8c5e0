import { spawn } from "node:child_process";
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

/**
 * The whole system as `npm start` runs it, on new data, before the browser tests
 * begin; stopped as Ctrl-C stops it when they are done.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), "paroles-e2e-"));
  const port = await freePort();
  const server = spawn(process.execPath, ["scripts/serve.ts"], {
    cwd: repository,
    env: { ...process.env, PORT: String(port), PAROLES_DATA: data, PAROLES_ORIGIN: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready in time:\n${output}`)),
      startTimeoutMs,
    );
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (!/^ready in /m.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    void ended.then((code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  await ready;
  process.env["PAROLES_E2E_URL"] = `http://localhost:${port}`;
  process.env["PAROLES_E2E_DATA"] = data;
  return async () => {
    server.kill("SIGINT");
    const code = await ended;
    await rm(data, { recursive: true, force: true });
    if (code !== 0) throw new Error(`the server did not stop cleanly (${code}):\n${output}`);
  };
}
