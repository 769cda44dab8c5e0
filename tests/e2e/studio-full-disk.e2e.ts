import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { demoPath, withFolder } from "../support/audio-tools.ts";
import { canHaveSmallDisk, onSmallDisk } from "../support/small-disk.ts";
import { freePort } from "./start-server.ts";
import { expect, test } from "./site.ts";
import { keptOnDevice, sha256, tell } from "./studio-recording.ts";

/** A whole studio on a disk of its own. */
async function startStudio(folder: string, port: number) {
  const script = join(import.meta.dirname, "..", "support", "serve-studio.ts");
  const [command, args] = onSmallDisk({ folder, size: "64m" }, [process.execPath, script]);
  const server = spawn(command, args, {
    env: { ...process.env, PORT: String(port), PAROLES_DATA: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: server.stdout });
  const ended = once(server, "exit").then(([code]) => Promise.reject(new Error(`ended: ${code}`)));
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  ended.catch(() => undefined);
  return { server, ...(JSON.parse(line) as { baseUrl: string; invitation: string }) };
}

/** The disk as the server sees it: nobody else does. */
const seenBy = ({ pid }: ChildProcess, path: string) => `/proc/${pid}/root${path}`;

/** Leaves so many bytes free; returns what gives the rest back. */
async function fillDisk(folder: string, freeBytes: number): Promise<() => Promise<void>> {
  const filler = join(folder, "filler");
  const file = await open(filler, "w");
  const block = new Uint8Array(65_536);
  try {
    for (;;) await file.write(block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
  const { size } = await file.stat();
  await file.close();
  await truncate(filler, size - freeBytes);
  return () => rm(filler);
}

async function onlyFileBelow(folder: string): Promise<Uint8Array> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile());
  expect(files).toHaveLength(1);
  return readFile(join(files[0]?.parentPath ?? "", files[0]?.name ?? ""));
}

test("a server whose disk is full says so, the recording stays on the phone, and arrives whole once there is room", async ({
  page,
  complaints,
}) => {
  test.skip(!canHaveSmallDisk(), "THIS SYSTEM GIVES NO DISK OF ITS OWN: A FULL ONE IS NOT TRIED");
  test.setTimeout(180_000);
  await withFolder(async (folder) => {
    const { server, baseUrl, invitation } = await startStudio(folder, await freePort());
    try {
      await page.goto(`${baseUrl}${invitation}`);
      await page.getByRole("button", { name: "Entrer", exact: true }).click();
      await page.goto(`${baseUrl}/studio/enregistrer`);
      await tell(page, { title: "Le disque plein", firstName: "Sandra", text: "" });
      const sound = demoPath("sandra.flac");
      await page.getByLabel("Ou des fichiers déjà enregistrés").setInputFiles(sound);

      // Room for some parts and not for all of them.
      const makeRoom = await fillDisk(seenBy(server, folder), 600_000);
      await page.getByRole("button", { name: "Envoyer" }).click();
      const told = page.getByText("Le serveur n’a plus de place", { exact: false });
      await expect(told).toContainText("reste sur cet appareil", { timeout: 45_000 });
      const kept = await keptOnDevice(page);
      expect(kept.sha256).toBe(sha256(await readFile(sound)));
      await page.reload();
      await expect(told).toBeVisible({ timeout: 45_000 });
      expect(await keptOnDevice(page)).toEqual(kept);

      await makeRoom();
      await expect(page.getByText("Reçu et vérifié, octet par octet.")).toBeVisible({
        timeout: 60_000,
      });
      const uploads = join(seenBy(server, folder), "private", "uploads");
      expect(sha256(await onlyFileBelow(uploads))).toBe(kept.sha256);
      expect((await keptOnDevice(page)).bytes).toBe(0);
      // The browser tells of each refusal; nothing else went wrong.
      const others = complaints.splice(0).filter((one) => !one.includes("status of 507"));
      expect(others).toEqual([]);
    } finally {
      server.kill("SIGKILL");
    }
  });
});
