/**
 * The least that writing a site can cost: the very same files with the very same
 * bytes, out of memory, into a new folder. `bench-floor.ts <from> <to>` prints
 * seconds (on the clock, and of the processor), files and bytes as JSON; media, which the press does not write, are left out.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const [from = "", to = ""] = process.argv.slice(2);
const isMedia = (name: string) => /\.(mp3|m4a|opus|jpg)$/.test(name) || name.startsWith(".bench");
const files = readdirSync(from, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !isMedia(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: join(to, relative(from, path)), body: readFileSync(path) }));
const before = process.cpuUsage();
const startedAt = performance.now();
let folder = "";
for (const { path, body } of files) {
  if (dirname(path) !== folder) {
    folder = dirname(path);
    mkdirSync(folder, { recursive: true });
  }
  writeFileSync(path, body);
}
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(before);
const cpuSeconds = (user + system) / 1e6;
const bytes = files.reduce((sum, { body }) => sum + body.length, 0);
process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds, files: files.length, bytes })}\n`);
