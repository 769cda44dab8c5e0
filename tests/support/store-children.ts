import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export type Child = {
  /** What it has written so far, by lines. */
  readonly lines: readonly string[];
  /** How it ended, if it did, and what it has written to standard error. */
  complaint(): string;
  /** Whether it still runs. */
  isAlive(): boolean;
  /** Resolves when it has written so many lines; rejects, with what it said, if it ends before. */
  hasWritten(count: number): Promise<void>;
  /** Ends it as a power cut would, with no chance to tidy up; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves with its lines when it ends well; rejects with what it said otherwise. */
  ends(): Promise<readonly string[]>;
};

/** Runs a script of this folder in a process of its own, which does not outlive the test. */
export function startChild(script: string, ...args: readonly string[]): Child {
  return startProgram(process.execPath, [join(import.meta.dirname, script), ...args]);
}

/** With `wholeGroup`, killing it ends whatever it has started as well, as a power cut does. */
export function startProgram(
  program: string,
  args: readonly string[],
  {
    env,
    wholeGroup = false,
  }: { readonly env?: NodeJS.ProcessEnv; readonly wholeGroup?: boolean } = {},
): Child {
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: wholeGroup,
    ...(env === undefined ? {} : { env }),
  });
  const kill = () => {
    if (!wholeGroup || child.pid === undefined) return void child.kill("SIGKILL");
    // What it had started may live on after it has ended itself.
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
  };
  onTestFinished(kill);
  const lines: string[] = [];
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const reader = createInterface({ input: child.stdout });
  const closed = once(child, "close").then(() => undefined);
  reader.on("line", (line) => lines.push(line));
  const failure = () => new Error(`the child ended (${howItEnded(child)}): ${said}`);
  return {
    lines,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    complaint: () => `(${howItEnded(child)}) ${said}`,
    hasWritten: async (count) => {
      while (lines.length < count) {
        const ended = await Promise.race([
          once(reader, "line").then(() => false),
          closed.then(() => true),
        ]);
        if (ended && lines.length < count) throw failure();
      }
    },
    kill: async () => {
      kill();
      await closed;
    },
    ends: async () => {
      await closed;
      if (child.exitCode !== 0) throw failure();
      return lines;
    },
  };
}

const howItEnded = ({ exitCode, signalCode }: ChildProcess) => `${exitCode ?? signalCode}`;
