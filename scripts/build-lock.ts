/** One build at a time, whoever asks: a file that must not exist yet is made by exactly one process. */
import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

/** A build takes a few seconds; the holder shows a sign of life every ten, so that a stale lock is known for one. */
const lifeSignMs = 10_000;
const deadAfterMs = 60_000;
const pollMs = 100;

/** Does `work` while no other process holds the lock at `path`, whose folder must exist. */
export async function underBuildLock<Result>(
  path: string,
  work: () => Promise<Result>,
): Promise<Result> {
  while (!(await take(path))) {
    if (await isDead(path)) await bury(path);
    else await wait(pollMs);
  }
  const lifeSign = setInterval(() => {
    const now = new Date();
    // A lock that somebody removed by hand needs no sign of life.
    utimes(path, now, now).catch(() => undefined);
  }, lifeSignMs);
  try {
    return await work();
  } finally {
    clearInterval(lifeSign);
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isDead(path: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, holder] = await Promise.all([stat(path), readFile(path, "utf8")]);
    if (Date.now() - mtimeMs > deadAfterMs) return true;
    // The number is written a moment after the file is made.
    return holder !== "" && !isRunning(Number(holder));
  } catch (error) {
    // It was given back meanwhile.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Moved away before it is removed: of several that find it dead, one succeeds. */
async function bury(path: string): Promise<void> {
  const grave = `${path}.${process.pid}.dead`;
  try {
    await rename(path, grave);
    await rm(grave, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
