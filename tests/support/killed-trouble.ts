/** What a disk in trouble means to whoever is at work on it, and to a server that starts on it. */
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { askAlone } from "./ask-alone.ts";
import { diskTroubles, type KilledDisk } from "./killed-disk.ts";
import { type Circumstances, type KilledServer, startServer } from "./killed-site.ts";

/** The trouble comes and lasts a while; what is public can be read all the same. Returns which it was. */
export async function bringTrouble(
  disk: KilledDisk,
  { baseUrl }: KilledServer,
  random: () => number,
) {
  const trouble = diskTroubles[Math.floor(random() * diskTroubles.length)] ?? "full";
  disk.spoil(trouble, random());
  await pause(random() * 1_500);
  for (const path of ["/", "/robots.txt"])
    assert.equal((await askAlone(baseUrl, path)).status, 200, `${path} while ${trouble}`);
  return trouble;
}

/** A server on a disk in trouble comes up, or says in a sentence why not: no stack of calls is an answer to a person. */
export async function startsOrTells(folder: string, here: Circumstances): Promise<void> {
  try {
    await (await startServer(folder, here)).child.kill();
  } catch (error) {
    assert(error instanceof Error);
    assert.doesNotMatch(error.message, /^ +at /m);
    assert.match(error.message, /^the child ended \(1\): \S/);
  }
}
