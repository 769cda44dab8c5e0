import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export type Child = {
  /** What it has written so far, by lines. */
  readonly lines: readonly string[];
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

export function startProgram(program: string, args: readonly string[]): Child {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const reader = createInterface({ input: child.stdout });
  const closed = once(child, "close").then(() => undefined);
  reader.on("line", (line) => lines.push(line));
  const failure = () => new Error(`the child ended (${howItEnded(child)}): ${said}`);
  return {
    lines,
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
      child.kill("SIGKILL");
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
