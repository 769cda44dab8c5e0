import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page, PlaywrightWorkerArgs, TestInfo } from "playwright/test";
import { demoPath, ffmpeg, withFolder } from "../support/audio-tools.ts";
import { baseUrl, expect } from "./site.ts";

/**
 * Marie's first sentences, with some seconds of silence in which a recording can be
 * paused without cutting a word in two, and more after them: the file would begin anew.
 */
const heard = [
  "[0:a]aresample=48000,atrim=0:4.1,apad=pad_len=192000[first]",
  "[0:a]aresample=48000,atrim=4.4:7,asetpts=PTS-STARTPTS,apad=pad_len=2880000[second]",
  "[first][second]concat=n=2:v=0:a=1",
].join(";");
export const said = {
  first: "Voici Marie. Pendant un an et demi, elle n'a pas travaillé.",
  last: "Ce qui lui manque le plus n'est pas ce que l'on croit.",
};

/** A browser whose microphone hears what is `said`. */
export async function withMicrophone(
  { playwright }: Pick<PlaywrightWorkerArgs, "playwright">,
  { project }: TestInfo,
  use: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const microphone = join(folder, "microphone.wav");
    const form = ["-filter_complex", heard, "-ac", "1", "-ar", "48000"];
    await ffmpeg("-i", demoPath("marie.mp3"), ...form, microphone);
    const { launchOptions = {} } = project.use;
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        `--use-file-for-fake-audio-capture=${microphone}`,
      ],
    });
    const viewport = { width: 360, height: 740 };
    await use(await browser.newContext({ baseURL: baseUrl(), locale: "fr-FR", viewport }));
    await browser.close();
  });
}

/** Records what is said with a pause in the middle, and can hear it again. */
export async function record(page: Page): Promise<void> {
  // The page that the phone keeps for later: ready before the network goes.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.getByRole("timer")).toHaveText("0:05", { timeout: 30_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("timer")).toHaveText("0:11", { timeout: 30_000 });
  await page.getByRole("button", { name: "Terminer" }).click();
  await expect(page.getByLabel("Réécouter")).toBeVisible();
}

export async function tell(
  page: Page,
  story: { readonly title: string; readonly firstName: string; readonly text: string },
): Promise<void> {
  await page.getByLabel("Titre").fill(story.title);
  await page.getByRole("textbox", { name: "Prénom" }).first().fill(story.firstName);
  await page.getByLabel("Série").selectOption("paroles-de-talents");
  await page.getByLabel("Ce qui est dit").fill(story.text);
}

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The hash of the original that the server keeps of a story. */
export async function originalOf(story: string): Promise<string> {
  const folder = join(process.env["PAROLES_E2E_DATA"] ?? "", "private", "uploads", story);
  const [name = "", ...others] = await readdir(folder);
  expect(others).toEqual([]);
  return sha256(await readFile(join(folder, name)));
}

/** What the browser keeps of its one recording, hashed where it lies. */
export const keptOnDevice = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("paroles-studio");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const pieces = await new Promise<{ sound: Blob }[]>((resolve, reject) => {
      const request = database.transaction("pieces").objectStore("pieces").getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    const whole = await new Blob(pieces.map(({ sound }) => sound)).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
    return {
      bytes: whole.byteLength,
      sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
    };
  });
