import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "#core/hash";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const platformFolder = join(root, ".sst", "platform");
export const synthFolder = join(root, ".cache", "synth");
const stampFile = join(synthFolder, "installed");

/** What SST 4 asks of the engines that it would download; it runs neither while it installs its sources. */
const pulumiVersion = "v3.215.0";
const bunVersion = "1.2.1";

const readPackage = (path: string) =>
  JSON.parse(readFileSync(path, "utf8")) as { readonly version: string };

/**
 * Lets SST lay out its component sources and their packages in .sst/platform,
 * without downloading an engine: a stand-in says Pulumi's version, another lets
 * npm do what Bun would. Done once for each version of SST and its providers.
 */
export async function installPlatform(say: (line: string) => void): Promise<void> {
  const stamp = sha256Hex(
    `${readPackage(join(root, "node_modules", "sst", "package.json")).version} ${readFileSync(join(root, "sst.config.ts"), "utf8")}`,
  );
  const isInstalled =
    existsSync(join(platformFolder, "node_modules", "@pulumi", "pulumi", "package.json")) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, "utf8") === stamp;
  if (isInstalled) return;
  say("fetching SST's components and the providers' packages (once) …");
  const home = makeStandIns();
  execFileSync(sstProgram(), ["install"], {
    cwd: root,
    env: {
      ...process.env,
      XDG_CONFIG_HOME: home,
      SST_STAGE: "synth",
      SST_TELEMETRY_DISABLED: "1",
      NO_BUN: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 600_000,
  });
  if (!existsSync(join(platformFolder, "node_modules", "@pulumi", "aws", "package.json")))
    throw new Error("SST has installed its sources without the packages that they need");
  mkdirSync(synthFolder, { recursive: true });
  writeFileSync(stampFile, stamp);
}

/** The program of this platform, inside the npm package that carries it. */
function sstProgram(): string {
  const { platform, arch } = process;
  const folder = join(root, "node_modules", `sst-${platform}-${arch}`);
  return join(folder, "bin", "sst");
}

function makeStandIns(): string {
  const home = join(synthFolder, "home");
  const bin = join(home, "sst", "bin");
  mkdirSync(bin, { recursive: true });
  const npm = "npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error";
  const path = `PATH="${dirname(process.execPath)}${delimiter}$PATH"`;
  writeProgram(join(bin, "pulumi"), `echo ${pulumiVersion}`);
  writeProgram(
    join(bin, "bun"),
    `case "$1" in --version) echo ${bunVersion};; *) ${path} exec ${npm};; esac`,
  );
  return home;
}

function writeProgram(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}
