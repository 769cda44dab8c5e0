/**
 * Makes the recordings of the consent notices with espeak-ng, a free voice, so
 * that every sentence can be heard from the first day. A person's recording is
 * better: put the MP3 in its place, name the file in audio/<locale>/human.txt,
 * and it is never touched again.
 *
 *   node scripts/make-notice-audio.ts [--version 2026-11] [--content <folder>] [--force]
 *
 * ESPEAK_PATH names espeak-ng where it is not on the PATH.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { openNotices } from "#compose/notices";
import { findPrograms } from "#compose/programs";
import { type Notice, noticeRecordings } from "#core/consent/notice";

const run = promisify(execFile);

/** Slower than speech among friends: these words are to be understood. */
const voices: Readonly<
  Record<string, { readonly voice: string; readonly wordsPerMinute: number }>
> = {
  fr: { voice: "fr-fr", wordsPerMinute: 140 },
  en: { voice: "en-gb", wordsPerMinute: 140 },
  ar: { voice: "ar", wordsPerMinute: 125 },
};

/**
 * 16 kbit/s at 16 kHz, mono: this voice has hardly anything above 6 kHz, and twice
 * the bits kept no more of it. A sentence is some 7 KB, which a slow network and an
 * old phone can take.
 */
const encoding = ["-ac", "1", "-ar", "16000", "-c:a", "libmp3lame", "-b:a", "16k"];
const quietly = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"];
/** Nothing in the file but the sound, so that the same words give the same bytes. */
const plainly =
  "-map_metadata -1 -fflags +bitexact -flags:a +bitexact -write_xing 0 -id3v2_version 0".split(" ");
/** Loud enough for a small loudspeaker, and 0.2 s of silence at the end so that no player cuts the last sound. */
const sound = "volume=5dB,alimiter=limit=0.8:level=false,aresample=16000,apad=pad_len=3200";

const { values: options } = parseArgs({
  options: {
    version: { type: "string" },
    content: { type: "string" },
    force: { type: "boolean", default: false },
  },
});

/** What each file was made from, so that a changed sentence gets a new recording and an unchanged one stays. */
type Made = Record<string, string>;

type Voice = (words: string, target: string) => Promise<void>;

async function readLines(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const lines = (await readFile(path, "utf8")).split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#"));
}

/**
 * How espeak-ng reads Arabic best: the doubling sign before the vowel, and none
 * on a letter that already swallows the article.
 */
function forTheVoice(locale: string, words: string): string {
  if (locale !== "ar") return words;
  return words
    .normalize("NFC")
    .replace(/([\u064b-\u0650])\u0651/g, "\u0651$1")
    .replace(
      /((?:^|[\s«])(?:[وفبك][\u064e\u0650]?)?(?:ال|ل[\u0650]?ل)[تثدذرزسشصضطظلن])\u0651/g,
      "$1",
    );
}

/** Speaks with espeak-ng and encodes with ffmpeg, by way of two files in a scratch folder. */
function createVoice(locale: string, ffmpegPath: string, scratch: string): Voice {
  const voice = voices[locale];
  if (voice === undefined) throw new Error(`There is no voice for "${locale}": add one here.`);
  const espeak = process.env["ESPEAK_PATH"] ?? "espeak-ng";
  const [text, wave] = [join(scratch, "words.txt"), join(scratch, "words.wav")];
  return async (words, target) => {
    await writeFile(text, forTheVoice(locale, words));
    const spoken = ["-v", voice.voice, "-s", String(voice.wordsPerMinute), "-w", wave, "-f", text];
    await run(espeak, spoken).catch((cause: unknown) => {
      throw new Error(`${espeak} did not work: install espeak-ng, or set ESPEAK_PATH.`, { cause });
    });
    await run(ffmpegPath, [...quietly, "-i", wave, "-af", sound, ...encoding, ...plainly, target]);
  };
}

const hashOf = (locale: string, words: string) =>
  createHash("sha256")
    .update(JSON.stringify([voices[locale], encoding, sound, words]))
    .digest("hex")
    .slice(0, 32);

/** Brings the recordings of one language up to date; returns what to say about it. */
async function makeRecordings(folder: string, notice: Notice, speak: Voice): Promise<string> {
  const { language } = notice;
  const audio = join(folder, "audio", language);
  await mkdir(audio, { recursive: true });
  const listFile = join(audio, "made.json");
  const human = new Set(await readLines(join(audio, "human.txt")));
  const before: Made = existsSync(listFile) ? JSON.parse(await readFile(listFile, "utf8")) : {};
  const made: Made = {};
  let count = 0;
  for (const { file, words } of noticeRecordings(notice)) {
    const name = basename(file);
    const target = join(folder, file);
    const hash = hashOf(language, words);
    if (human.has(name)) mustStillFit(name, listFile, before[name], hash, existsSync(target));
    else if (options.force || before[name] !== hash || !existsSync(target)) {
      await speak(words, target);
      count += 1;
    }
    made[name] = hash;
  }
  for (const name of await readdir(audio)) {
    const isOld = name.endsWith(".mp3") && made[name] === undefined && !human.has(name);
    if (isOld) await rm(join(audio, name));
  }
  await writeFile(listFile, `${JSON.stringify(made, undefined, 2)}\n`);
  return `${language}: ${Object.keys(made).length} sentences, ${count} recorded now, ${human.size} by a person`;
}

/** A person's recording is not made again by a machine; when its words have changed, somebody has to know. */
function mustStillFit(
  name: string,
  listFile: string,
  before: string | undefined,
  now: string,
  isThere: boolean,
): void {
  if (!isThere) throw new Error(`${name} is named in human.txt and is not there.`);
  if (before === undefined || before === now) return;
  throw new Error(
    `The words of ${name} have changed. Have them recorded again, then take "${name}" out of ${listFile}.`,
  );
}

const { folder, bundles, version } = openNotices({
  ...(options.version === undefined ? {} : { version: options.version }),
  ...(options.content === undefined ? {} : { contentFolder: options.content }),
});
const { ffmpeg } = await findPrograms(process.env);
if (ffmpeg === undefined) throw new Error("ffmpeg was not found: npm install, or set FFMPEG_PATH.");
const scratch = await mkdtemp(join(tmpdir(), "paroles-notice-"));
try {
  for (const [locale, { notice }] of bundles) {
    const speak = createVoice(locale, ffmpeg.ffmpegPath, scratch);
    console.log(`${version} ${await makeRecordings(folder, notice, speak)}`);
  }
} finally {
  await rm(scratch, { recursive: true });
}
