import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./install-platform.ts";

/** Checks the stack against SST's real types. Throws with what the compiler says. */
export function checkStackTypes(): void {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript/package.json"));
  const args = [join(typescript, "bin", "tsc"), "-p", "infra/stack/tsconfig.json"];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  // SST's own sources are compiled along with ours, under settings that are not theirs.
  const ours = stdout.split("\n").filter((line) => /^(sst\.config|infra\/stack\/)/.test(line));
  if (ours.length > 0) throw new Error(`the stack does not fit SST's types:\n${ours.join("\n")}`);
  if (status !== 0 && !stdout.includes(".sst/platform/"))
    throw new Error(`the stack's types could not be checked:\n${stdout}`);
}
