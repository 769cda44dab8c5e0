import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { noticeVersions, readNoticeFolder } from "#adapters/content/notice-folder";
import { AppError } from "#core/errors";
import { consentFolder, newestVersion } from "../../support/notice-files.ts";

/** A content folder of its own with one notice, a few recordings and every pictogram. */
async function inContent(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-notices-"));
  const copy = (path: string) =>
    cp(join(consentFolder, path), join(folder, "consent", path), { recursive: true });
  try {
    await Promise.all([
      copy("pictograms"),
      copy(`${newestVersion}/fr.yaml`),
      copy(`${newestVersion}/audio/fr/buttons-yes.mp3`),
    ]);
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const hashIn = (folder: string) => readNoticeFolder(folder, newestVersion).get("fr")?.hash;

test("a yes is bound to text, recordings and pictograms: a change to any of them is another notice", () =>
  inContent(async (folder) => {
    const hashes = [hashIn(folder)];
    const change = async (path: string) => {
      const file = join(folder, "consent", path);
      await writeFile(file, `${await readFile(file, "latin1")}\n`, "latin1");
      hashes.push(hashIn(folder));
    };
    await change(`${newestVersion}/fr.yaml`);
    await change(`${newestVersion}/audio/fr/buttons-yes.mp3`);
    await change("pictograms/yes.svg");
    await rm(join(folder, "consent", newestVersion, "audio/fr/buttons-yes.mp3"));
    hashes.push(hashIn(folder));
    expect(new Set(hashes).size).toBe(hashes.length);
  }));

test("what was read twice is the same notice, and says which recordings there are", () =>
  inContent((folder) => {
    expect(hashIn(folder)).toBe(hashIn(folder));
    const bundle = readNoticeFolder(folder, newestVersion).get("fr");
    expect([...(bundle?.audio ?? [])]).toEqual(["audio/fr/buttons-yes.mp3"]);
    return Promise.resolve();
  }));

test("only folders that are named like a version are one", () =>
  inContent((folder) => {
    expect(noticeVersions(folder)).toEqual([newestVersion]);
    return Promise.resolve();
  }));

test("a notice that calls itself another language, lacks a sentence or shows a missing picture stops the start", () =>
  inContent(async (folder) => {
    const file = join(folder, "consent", newestVersion, "fr.yaml");
    const text = await readFile(file, "utf8");
    const refused = async (changed: string, field: string) => {
      await writeFile(file, changed);
      const read = () => readNoticeFolder(folder, newestVersion);
      expect(read).toThrow(AppError);
      expect(read).toThrow(expect.objectContaining({ code: "content-invalid", field }));
    };
    await refused(text.replace("language: fr", "language: en"), "language");
    await refused(text.replace(/ {2}no-consequence:\n( {4}.*\n)+/, ""), "opening.no-consequence");
    await refused(text.replace("picto: minute", "picto: smiley"), "opening.minute.picto");
    await rm(join(folder, "consent", "pictograms", "yes.svg"));
    await refused(text, "picto");
  }));
