import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "#core/hash";
import { root } from "./install-platform.ts";

/** A hash of the stack's sources: what a kept graph was made from. */
export async function stackStamp(): Promise<string> {
  const folder = join(root, "infra", "stack");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts")).sort();
  const files = [join(root, "sst.config.ts"), ...names.map((name) => join(folder, name))];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return sha256Hex(texts.join("\n")).slice(0, 16);
}
