import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { createBundleRenderer } from "#adapters/astro/bundle-renderer";
import { underBuildLock } from "../../scripts/build-lock.ts";
import { ensureSiteBuilt, type SiteBundle } from "../../scripts/build-site.ts";
import { aPage } from "../support/site-page-data.ts";

const program = fileURLToPath(new URL("../support/build-site-into.ts", import.meta.url));

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "site-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function askFrom(dist: string): Promise<SiteBundle> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, dist]);
  return JSON.parse(stdout) as SiteBundle;
}

test("two processes that ask at the same time get one whole bundle, built once", async () => {
  const dist = await emptyFolder();
  const bundles = await Promise.all([askFrom(dist), askFrom(dist)]);
  const [first, second] = bundles;
  expect(bundles.map(({ built }) => built).toSorted()).toEqual([false, true]);
  expect(second.folder).toBe(first.folder);
  expect(await readdir(dist)).toEqual([first.version]);

  const site = await createBundleRenderer({ folder: first.folder });
  expect(site.version).toBe(first.version);
  const page = aPage({ kind: "home", latest: [] });
  expect((await site.render(page.path, page)).status).toBe(200);

  const again = await ensureSiteBuilt({ dist });
  expect(again).toEqual({ folder: first.folder, version: first.version, built: false });
});

test("what a killed build left behind is no bundle, and is cleared away", async () => {
  const dist = await emptyFolder();
  const { folder: whole, version } = await ensureSiteBuilt();
  const folder = join(dist, version);
  // As far as a build comes that is killed before it has written its stamp, which is last.
  await cp(whole, folder, { recursive: true });
  await rm(join(folder, "stamp.json"));
  const rebuilt = await ensureSiteBuilt({ dist });
  expect(rebuilt).toEqual({ folder, version, built: true });
  const stamp = await readFile(join(folder, "stamp.json"), "utf8");
  expect(JSON.parse(stamp)).toEqual({ version });
});

test("the lock is held by one at a time and given back after a failure", async () => {
  const path = join(await emptyFolder(), "lock");
  let holders = 0;
  const alone = () =>
    underBuildLock(path, async () => {
      holders += 1;
      expect(holders).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      holders -= 1;
    });
  await Promise.all([alone(), alone(), alone()]);
  const broken = underBuildLock(path, () => Promise.reject(new Error("the build broke")));
  await expect(broken).rejects.toThrow("the build broke");
  await expect(underBuildLock(path, () => Promise.resolve("free"))).resolves.toBe("free");
});

test("the lock of a process that is no more is taken over", async () => {
  const path = join(await emptyFolder(), "lock");
  const { pid } = await new Promise<{ pid: number | undefined }>((resolve) => {
    const child = execFile(process.execPath, ["--version"], () => resolve({ pid: child.pid }));
  });
  await writeFile(path, String(pid));
  await expect(underBuildLock(path, () => Promise.resolve("taken"))).resolves.toBe("taken");
});
