import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#core/errors";
import type { SpeechModel } from "./models.ts";

export type ModelDownload = {
  readonly model: SpeechModel;
  readonly folder: string;
  /** Address of the folder that holds the file; ends in `/`. */
  readonly hub: string;
  readonly onProgress?: (percent: number) => void;
};

/** A line that gives nothing for so long is cut; what came so far is kept. */
const idleSecondsMax = 30;
const triesMax = 5;

/**
 * Brings a model into a folder, and returns its path. What an earlier try left is
 * taken up where it stopped, also within one call when the line is cut; the file
 * gets its name only when its size and its SHA-256 are those that are written
 * here, so a file with that name is always whole. Errors: `model-download-failed`
 * (retryable, params model, reason), `model-not-genuine` (params model; nothing is kept).
 */
export async function downloadModel(download: ModelDownload): Promise<string> {
  const { model, folder } = download;
  const path = join(folder, model.file);
  if (await isGenuine(path, model)) return path;
  await mkdir(folder, { recursive: true });
  const part = `${path}.part`;
  for (let attempt = 1; (await sizeOf(part)) < model.bytes; attempt += 1) {
    const before = await sizeOf(part);
    try {
      await fetchRest(download, part);
    } catch (cause) {
      const wasMoving = (await sizeOf(part)) > before;
      if (cause instanceof AppError && !cause.retryable) throw cause;
      if (attempt >= triesMax && !wasMoving) throw failed(model, reasonOf(cause), cause);
    }
    if ((await sizeOf(part)) === before && attempt >= triesMax) throw failed(model, "no data");
  }
  if (!(await isGenuine(part, model))) {
    await rm(part, { force: true });
    throw new AppError("model-not-genuine", { params: { model: model.name } });
  }
  await rename(part, path);
  return path;
}

/** Whether a file is the model: its size first, which costs nothing. */
async function isGenuine(path: string, { bytes, sha256 }: SpeechModel): Promise<boolean> {
  if ((await sizeOf(path)) !== bytes) return false;
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex") === sha256;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Asks for what is still missing and writes it behind what is there. */
async function fetchRest({ model, hub, onProgress }: ModelDownload, part: string): Promise<void> {
  const have = await sizeOf(part);
  const stop = new AbortController();
  let idle = setTimeout(() => stop.abort(), idleSecondsMax * 1000);
  try {
    const answer = await fetch(new URL(model.file, hub), {
      signal: stop.signal,
      headers: have === 0 ? {} : { range: `bytes=${have}-` },
    });
    if (answer.body === null || (answer.status !== 200 && answer.status !== 206)) {
      throw failed(model, `HTTP ${answer.status}`);
    }
    const at = answer.status === 206 ? startOf(answer, have, model) : 0;
    const file = await open(part, at === 0 ? "w" : "a");
    try {
      let written = at;
      for await (const piece of answer.body) {
        clearTimeout(idle);
        idle = setTimeout(() => stop.abort(), idleSecondsMax * 1000);
        written += piece.byteLength;
        // Whoever sends more than the model has does not send the model.
        if (written > model.bytes) throw await notGenuine(model, part);
        await file.write(piece);
        onProgress?.(Math.floor((100 * written) / model.bytes));
      }
    } finally {
      await file.close();
    }
  } finally {
    clearTimeout(idle);
  }
}

async function notGenuine(model: SpeechModel, part: string): Promise<AppError> {
  await rm(part, { force: true });
  return new AppError("model-not-genuine", { params: { model: model.name } });
}

/** Where the part that was sent begins; only the one that was asked for can be used. */
function startOf(answer: Response, have: number, model: SpeechModel): number {
  const [, start] = /^bytes (\d+)-/u.exec(answer.headers.get("content-range") ?? "") ?? [];
  if (Number(start) !== have) throw failed(model, "wrong range");
  return have;
}

const reasonOf = (cause: unknown): string =>
  cause instanceof AppError
    ? String(cause.params["reason"] ?? cause.code)
    : cause instanceof Error
      ? cause.message
      : String(cause);

const failed = (model: SpeechModel, reason: string, cause?: unknown) =>
  new AppError("model-download-failed", {
    retryable: true,
    params: { model: model.name, reason: reason.slice(0, 200) },
    cause,
  });
