/**
 * What a site generator that people know needs for the same stories, on the lean
 * workload: one page a story, a list of all by month, a feed. Programs are run
 * as their users run them, each measured in a process of its own.
 */
import { execFile } from "node:child_process";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Episode } from "#core/episode";
import { benchEpisode } from "./bench-corpus.ts";
import { bareSheet, ringOf, type Sheet } from "./bench-sheet.ts";

export const execute = promisify(execFile);
export type PeerRun = {
  readonly seconds: number;
  /** Of all its processors together. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly files: number;
};
export type Command = { readonly program: string; readonly args: readonly string[] };
export type Peer = {
  readonly name: string;
  /** Version, or undefined where it cannot be had on this machine. */
  prepare(folder: string): Promise<string | undefined>;
  /** Everything that a site of these stories is made of, into an empty folder. */
  write(folder: string, stories: readonly Story[], sheet: Sheet): Promise<void>;
  /** The source file of a story, and its text. */
  source(folder: string, story: Story): { readonly path: string; readonly text: string };
  /** The page of a story in the output. */
  page(folder: string, story: Story): string;
  /** Builds the whole site. */
  build(): Command;
  /** Builds it, and again whenever a file changes, where the generator can. */
  watch?(): Command;
};

export const outputFolder = "public";
export const environment = {
  ...process.env,
  NODE_ENV: "production",
  ASTRO_TELEMETRY_DISABLED: "1",
};

export type Story = { readonly episode: Episode; readonly month: string; readonly cues: string };

/** The `index`th story as the generators get it; the same as the press gets. */
export function storyAt(index: number, now: number, sheet: Sheet = bareSheet): Story {
  const episode = benchEpisode(index, now);
  return { episode, month: episode.createdAt.slice(0, 7), cues: sheet.content(episode) };
}

export const frontMatter = ({ episode, month }: Story) =>
  [
    "---",
    `title: ${JSON.stringify(episode.title)}`,
    `date: ${episode.createdAt}`,
    `description: ${JSON.stringify(episode.summary)}`,
    `month: "${month}"`,
    `show: ${episode.showSlug}`,
    `ring: ${ringOf(episode)}`,
  ].join("\n");

/** Runs a program to its end, and measures its time and its greatest memory. */
export async function measured({ program, args }: Command, cwd: string): Promise<PeerRun> {
  const startedAt = performance.now();
  // GNU time tells the processor's seconds and the greatest memory; without it only the time is told.
  const timed = await isThere("/usr/bin/time");
  const [command, words] = timed
    ? ["/usr/bin/time", ["-f", "rss=%M user=%U system=%S", program, ...args]]
    : [program, args];
  const { stderr } = await execute(command, [...words], {
    cwd,
    maxBuffer: 1e9,
    env: environment,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const told = (name: string) => Number(new RegExp(`${name}=([\\d.]+)`).exec(stderr)?.[1] ?? 0);
  const rssMb = Math.round(told("rss") / 1024);
  return {
    seconds,
    cpuSeconds: told("user") + told("system"),
    rssMb,
    files: await countFiles(join(cwd, outputFolder)),
  };
}

export const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/** Packages come from npm into a folder of their own, once for all sizes. */
export async function npmInstall(folder: string, packages: readonly string[]): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
    await execute("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: folder });
    return true;
  } catch {
    return false;
  }
}

export const versionOf = async (folder: string, name: string): Promise<string | undefined> => {
  const { version } = (await import(join(folder, "node_modules", name, "package.json"), {
    with: { type: "json" },
  }).then(
    (module: { default: { version: string } }) => module.default,
    () => ({}),
  )) as {
    version?: string;
  };
  return version;
};

/** Writes one source file of a story. */
export const put = ({ path, text }: { readonly path: string; readonly text: string }) =>
  writeFile(path, text);
