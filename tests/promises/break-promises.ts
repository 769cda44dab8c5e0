// `npm run break-promises`: breaks each promise on purpose, in a copy, and sees a test go red.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { type BrokenPromise, brokenPromises } from "./broken-promises.ts";

const repository = join(import.meta.dirname, "..", "..");
/** What no test of a promise reads, or what is shared with the copy instead. */
const leftOut = new Set(["node_modules", ".git", ".tools", ".data", ".cache", "test-results"]);

/** A busy machine is no broken promise: only a hang may run into this. */
const patient = "--testTimeout=600000";
/** `npm run break-promises -- feed/item` tries those alone whose file or harm has these words. */
const wanted = process.argv.slice(2).join(" ");

type Verdict = "noticed" | "missed" | "was red before";

/** The repository as it stands, without its history, to break things in. */
function copyOfRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), "paroles-promises-"));
  cpSync(repository, copy, {
    recursive: true,
    filter: (source) => !leftOut.has(relative(repository, source).split(sep)[0] ?? ""),
  });
  for (const shared of ["node_modules", ".tools"])
    symlinkSync(join(repository, shared), join(copy, shared));
  return copy;
}

/** Runs everything that guards a promise in a folder: whether it is green, and what it says. */
function run(folder: string, noticedBy: BrokenPromise["noticedBy"]) {
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const args =
    typeof noticedBy === "string"
      ? [join("scripts", "test.mjs"), noticedBy]
      : [vitest, "run", "--config=tests/vitest.config.ts", patient, ...noticedBy];
  const ended = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  if (ended.error !== undefined) throw ended.error;
  return { isGreen: ended.status === 0, said: ended.stdout + ended.stderr };
}

/** The file's text with its one fault; throws where the text to replace is not there exactly once. */
function broken({ file, find, replace }: BrokenPromise, text: string): string {
  if (find === "") return replace + text;
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`${file}: «${find}» stands ${parts.length - 1} times in it, not once`);
  return parts.join(replace);
}

function verdictOn(copy: string, fault: BrokenPromise, green: Map<string, boolean>): Verdict {
  const key = String(fault.noticedBy);
  if (!green.has(key)) {
    const before = run(copy, fault.noticedBy);
    green.set(key, before.isGreen);
    // Nothing was broken yet: what is wrong is told, since nobody will see it otherwise.
    if (!before.isGreen) process.stderr.write(before.said);
  }
  if (green.get(key) === false) return "was red before";
  const path = join(copy, fault.file);
  const whole = readFileSync(path, "utf8");
  writeFileSync(path, broken(fault, whole));
  try {
    return run(copy, fault.noticedBy).isGreen ? "missed" : "noticed";
  } finally {
    writeFileSync(path, whole);
  }
}

const copy = copyOfRepository();
try {
  const green = new Map<string, boolean>();
  const tried = brokenPromises.filter(({ file, harm }) => `${file} ${harm}`.includes(wanted));
  const verdicts = tried.map((fault) => {
    const verdict = verdictOn(copy, fault, green);
    process.stdout.write(`promise ${fault.promise}: ${verdict}: ${fault.harm} (${fault.file})\n`);
    return verdict;
  });
  const noticed = verdicts.filter((verdict) => verdict === "noticed").length;
  process.stdout.write(`\n${noticed} passed, ${verdicts.length - noticed} failed\n`);
  process.exitCode = noticed === verdicts.length && noticed > 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
