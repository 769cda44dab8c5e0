import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { toolsFolder } from "./places.mjs";
import { say } from "./say.mjs";

const lockFile = join(toolsFolder, "setup.lock");
/** Longer than any set-up takes; also covers a number that a later process was given again. */
const staleAfterMs = 20 * 60_000;

/**
 * Runs `work` while no other process sets up this checkout: two `npm ci` at
 * once (a start in one terminal, a test in another) would break each other.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  mkdirSync(toolsFolder, { recursive: true });
  for (let told = false; !tryLock(); told = true) {
    if (!told) say("Another command is setting up this folder; waiting for it.");
    await wait(300);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function tryLock() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (isStale()) rmSync(lockFile, { force: true });
    return false;
  }
}

function isStale() {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > staleAfterMs) return true;
    const holder = Number(readFileSync(lockFile, "utf8"));
    // An empty file is a lock between being made and being signed.
    return holder > 0 && !isAlive(holder);
  } catch (error) {
    // It was released while we looked: the next attempt to take it will tell.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return false;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
