import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createKnownTextEngine, findPrograms } from "#compose/programs";

const demo = join(import.meta.dirname, "..", "..", "content", "demo");

/** A recording of the demonstration as transcribers get it, and what is said in it. */
async function aSpeech(folder: string) {
  const { ffmpeg } = await findPrograms(process.env);
  if (ffmpeg === undefined) throw new Error("the bootstrap brings ffmpeg");
  const speechPath = join(folder, "speech.wav");
  const source = join(demo, "audio", "marie.mp3");
  await promisify(execFile)(ffmpeg.ffmpegPath, [
    "-v",
    "error",
    "-i",
    source,
    "-ac",
    "1",
    "-ar",
    "16000",
    "-c:a",
    "pcm_s16le",
    speechPath,
  ]);
  const texts = JSON.parse(await readFile(join(demo, "texts.json"), "utf8")) as Record<
    string,
    string
  >;
  return {
    episodeId: "e1",
    speechPath,
    durationSeconds: 45.3,
    language: "fr",
    text: texts["marie"] ?? "",
  };
}

test("words are timed in a thread of their own, so that a withdrawal never waits for them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paroles-thread-"));
  const { text, ...request } = await aSpeech(folder);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);
  const transcriber = createKnownTextEngine(process.env);
  const transcript = await transcriber.transcribe({
    ...request,
    knownText: [{ speakerId: "s1", text }],
  });
  clearInterval(turning);
  expect(transcript.cues.length).toBeGreaterThan(8);
  expect(transcript.cues.every(({ speakerId }) => speakerId === "s1")).toBe(true);
  // The event loop of this process kept turning all the while.
  expect(turns).toBeGreaterThan(50);
  await rm(folder, { recursive: true, force: true });
});

test("a refusal comes out of the thread as it went in", async () => {
  const folder = await mkdtemp(join(tmpdir(), "paroles-thread-"));
  const { text: _words, ...request } = await aSpeech(folder);
  await expect(createKnownTextEngine(process.env).transcribe(request)).rejects.toMatchObject({
    code: "transcript-text-missing",
    retryable: false,
  });
  await rm(folder, { recursive: true, force: true });
});
