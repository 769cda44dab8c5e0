import { execFile } from "node:child_process";
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { noticeRecordings } from "#core/consent/notice";
import { consentFolder, newestVersion, noticeIn } from "../support/notice-files.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A second of a tone as a WAV file: what the stand-in for the voice writes. */
function aTone(): Buffer {
  const samples = Int16Array.from({ length: 16_000 }, (_, index) => 9_000 * Math.sin(index / 6));
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

test("a person's recording is never touched, a changed sentence is recorded again, an unchanged one is not", async () => {
  const content = await mkdtemp(join(tmpdir(), "paroles-content-"));
  try {
    const version = join(content, "consent", newestVersion);
    const audio = join(version, "audio", "en");
    await cp(join(consentFolder, "pictograms"), join(content, "consent", "pictograms"), {
      recursive: true,
    });
    await cp(join(consentFolder, newestVersion, "audio", "en"), audio, { recursive: true });
    const yaml = await readFile(join(consentFolder, newestVersion, "en.yaml"), "utf8");
    await writeFile(
      join(version, "en.yaml"),
      yaml.replace("You can decide later.", "You can decide some other day."),
    );
    await writeFile(join(audio, "human.txt"), "# By a person\nbuttons-yes.mp3\n");
    await writeFile(join(audio, "buttons-yes.mp3"), "a voice");
    await writeFile(join(audio, "no-such-sentence.mp3"), "left over");
    const before = await readFile(join(audio, "buttons-no.mp3"));
    const later = await readFile(join(audio, "opening-later.mp3"));
    await writeFile(join(content, "tone.wav"), aTone());
    const voice = join(content, "voice.sh");
    await writeFile(
      voice,
      `#!/bin/sh\nwhile [ "$1" != "-w" ]; do shift; done\ncp "${content}/tone.wav" "$2"\n`,
    );
    await chmod(voice, 0o755);
    const make = () =>
      run(process.execPath, [join(root, "scripts/make-notice-audio.ts"), "--content", content], {
        env: { ...process.env, ESPEAK_PATH: voice },
      });
    expect((await make()).stdout).toContain("1 recorded now, 1 by a person");
    expect(await readFile(join(audio, "buttons-yes.mp3"), "utf8")).toBe("a voice");
    expect(await readFile(join(audio, "buttons-no.mp3"))).toEqual(before);
    expect(await readFile(join(audio, "opening-later.mp3"))).not.toEqual(later);
    expect(await readdir(audio)).not.toContain("no-such-sentence.mp3");
    expect((await make()).stdout).toContain("0 recorded now");
    await writeFile(join(version, "en.yaml"), yaml.replace('text: "Yes"', "text: Yes please"));
    await expect(make()).rejects.toThrow(/buttons-yes\.mp3 have changed/);
  } finally {
    await rm(content, { recursive: true });
  }
});

test("the recordings in content/ were made from the words in content/", async () => {
  const { stdout } = await run(process.execPath, [join(root, "scripts/make-notice-audio.ts")], {
    // Nothing is to be recorded, so the voice is never asked.
    env: { ...process.env, ESPEAK_PATH: "/no/voice" },
  });
  const count = noticeRecordings(noticeIn("fr")).map(({ file }) => basename(file)).length;
  expect(stdout.match(new RegExp(`${count} sentences, 0 recorded now`, "g"))).toHaveLength(3);
});
