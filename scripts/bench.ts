import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";
import type { BenchRow } from "./bench-row.ts";

/** Each measurement is loaded only when it is asked for. */
const measurements: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  processing: async () => (await import("./bench-processing.ts")).benchProcessing(),
  timing: async () => (await import("./bench-timing.ts")).benchTiming(),
  words: async () => (await import("./bench-words.ts")).benchWords(),
  press: async () => (await import("./bench-press.ts")).benchPress({ peers: true }),
  publish: async () => (await import("./bench-publish.ts")).benchPublish(),
  load: async () => (await import("./bench-load.ts")).benchLoad(),
  start: async () => (await import("./bench-start.ts")).benchStart(),
  blocking: async () => (await import("./bench-blocking.ts")).benchBlocking(),
};

const machine = {
  processor: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 1e9),
  system: `${type()} ${release()}`,
  node: process.versions.node,
  load: loadavg()[0]?.toFixed(1),
};

/** `npm run bench [-- name …]`: prints the figures and keeps them as JSON, with the machine beside them. */
async function main(asked: readonly string[]): Promise<void> {
  const unknown = asked.find((name) => measurements[name] === undefined);
  if (unknown !== undefined) {
    process.stderr.write(
      `unknown: ${unknown}. There are: ${Object.keys(measurements).join(", ")}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  const results: Record<string, readonly BenchRow[]> = {};
  for (const name of asked.length > 0 ? asked : Object.keys(measurements)) {
    const rows = (await measurements[name]?.()) ?? [];
    results[name] = rows;
    process.stdout.write(`\n${name}\n${rows.map(line).join("\n")}\n`);
  }
  const folder = join(import.meta.dirname, "..", ".cache");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "bench.json");
  await writeFile(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`,
  );
  process.stdout.write(
    `\n${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ")}\n`,
  );
}

const line = ({ what, figure, note }: BenchRow) =>
  `  ${what.padEnd(48)} ${figure.padStart(14)}  ${note ?? ""}`;

await main(process.argv.slice(2));
