/** What a participant takes away, opened by programs that nobody here wrote: Python's zipfile, and our own verifier that shares no code with the site. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { entryOf, logFilePath, logFiles } from "#core/consent/checkpoint";
import { LedgerLeafSchema } from "#core/consent/ledger";
import type { NoticeLocale } from "#core/consent/notice";
import { chainSort, episodePartition, leafPrefix } from "#core/record-keys";
import { publicKeyOfPath } from "#core/storage-keys";
import { episodeWrite, queryAll, requireEpisode } from "#pipeline/episode/episode-records";
import { askErasure } from "#pipeline/participant/ask-erasure";
import { openSecret } from "#pipeline/participant/open-secret";
import { requestConsent } from "#pipeline/participant/request-consent";
import { takeAway } from "#pipeline/participant/take-away";
import { processEpisode } from "#pipeline/episode/process-episode";
import { receiveEpisode } from "#pipeline/episode/receive-episode";
import { aLogKey, writeLog } from "../support/ledger-log.ts";
import { memoryApp, type MemoryApp } from "../support/memory-app.ts";
import { aReadyStory, canary, grantAll } from "../support/story.ts";

const hasPython = spawnSync("python3", ["-c", "import zipfile"]).status === 0;
const verifier = join(import.meta.dirname, "..", "..", "scripts", "verify-ledger.mjs");

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-take-away-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function sessionOf(app: MemoryApp, typed: string) {
  const opened = await openSecret(app, { typed, clientHash: "a phone" });
  if (!opened.opened) throw new Error(opened.refused);
  return opened.session;
}

/** Takes everything away and unpacks it with Python; returns the paths and a reader of them. */
async function unpacked(app: MemoryApp, code: string, locale: NoticeLocale) {
  const folder = await aFolder();
  const { body, fileName } = await takeAway(app, await sessionOf(app, code), locale);
  const archive = join(folder, fileName);
  await writeFile(archive, new Uint8Array(await new Response(body).arrayBuffer()));
  const script =
    "import sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n" +
    "z.extractall(sys.argv[2])\nprint('\\n'.join(z.namelist()))";
  const run = spawnSync("python3", ["-c", script, archive, join(folder, "out")], {
    encoding: "utf8",
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  expect(run.stderr).toBe("");
  const at = (path: string) => join(folder, "out", path);
  return {
    names: run.stdout.trim().split("\n"),
    at,
    read: (path: string) => readFile(at(path), "utf8"),
  };
}

test.skipIf(!hasPython)(
  "the archive holds the recordings byte for byte, the words in three formats, the receipts and a page to read first",
  async () => {
    const app = memoryApp();
    const episodeId = await aReadyStory(app);
    const [invitation] = await requestConsent(app, { episodeId, by: "coach-1" });
    await grantAll(app, episodeId);
    const { episode } = await requireEpisode(app.records, episodeId);
    const wave = new Uint8Array([..."RIFF....WAVE"].map((letter) => letter.charCodeAt(0)));
    await app.privateStore.put(episode.source.key, wave);
    // Larger than one piece, so that its parts have to be put together again.
    const mp3 = episode.audio?.renditions.find(({ encoding }) => encoding === "mp3");
    const large = new Uint8Array(700_000).map((_, index) => index % 251);
    await app.privateStore.put(mp3?.key ?? "", large);
    const { names, at, read } = await unpacked(app, invitation?.card?.lastingCode ?? "", "fr");
    expect(names).toEqual([
      "LISEZ-MOI.txt",
      "sons/original.wav",
      "sons/ma-minute.mp3",
      "sons/ma-minute.m4a",
      "sons/ma-minute.opus",
      "textes/ma-minute.txt",
      "textes/ma-minute.vtt",
      "textes/ma-minute.srt",
      "recus/mon-recu.html",
      "recus/mon-recu.jsonld",
      "recus/formulaire-signe-1.bin",
      "preuve/preuve.json",
      "preuve/events.json",
    ]);
    expect(new Uint8Array(await readFile(at("sons/ma-minute.mp3")))).toEqual(large);
    expect(await read("LISEZ-MOI.txt")).toContain(`« ${canary.title} »`);
    expect(await read("textes/ma-minute.vtt")).toMatch(/^WEBVTT/);
    expect(await read("textes/ma-minute.srt")).toContain("marsouin");
    const page = await read("recus/mon-recu.html");
    expect(page).toMatch(new RegExp(`Prénom montré\\s:\\s${canary.firstName}`, "u"));
    expect(page).not.toMatch(/<script|src=|@import|url\(/);
    const receipt = JSON.parse(await read("recus/mon-recu.jsonld"));
    expect(receipt["@type"]).toBe("dpv:ConsentReceipt");
  },
);

test.skipIf(!hasPython)("words in other languages are the person's too", async () => {
  const app = memoryApp();
  const episodeId = await aReadyStory(app);
  const [invitation] = await requestConsent(app, { episodeId, by: "coach-1" });
  const { episode, version } = await requireEpisode(app.records, episodeId);
  const { transcript } = episode;
  if (transcript === undefined) throw new Error("no words");
  const cues = transcript.cues.map((cue) => ({ ...cue, text: "I whisper." }));
  const translated = { ...episode, translations: [{ ...transcript, language: "en", cues }] };
  await app.records.commit([episodeWrite(translated, version)]);
  const { names, read } = await unpacked(app, invitation?.card?.lastingCode ?? "", "fr");
  expect(names.filter((name) => name.includes(".en."))).toEqual([
    "textes/ma-minute.en.txt",
    "textes/ma-minute.en.vtt",
    "textes/ma-minute.en.srt",
  ]);
  expect(await read("textes/ma-minute.en.srt")).toContain("I whisper.");
});

test.skipIf(!hasPython)("each language has its page to read first and its receipt", async () => {
  const app = memoryApp();
  const episodeId = await aReadyStory(app);
  const [invitation] = await requestConsent(app, { episodeId, by: "coach-1" });
  const code = invitation?.card?.lastingCode ?? "";
  const english = await unpacked(app, code, "en");
  expect(await english.read("README.txt")).toContain("everything that is yours");
  const arabic = await unpacked(app, code, "ar");
  expect(await arabic.read("README.txt")).toContain("هذا كل ما يخصّك");
  expect(await arabic.read("receipts/my-receipt.html")).toContain('dir="rtl"');
});

/** Two voices, each with their own card; the second one has answered as well. */
async function twoVoices() {
  const app = memoryApp();
  const episodeId = await receiveEpisode(
    app,
    {
      showSlug: "paroles-de-talents",
      title: canary.title,
      summary: "",
      language: "fr",
      speakers: ["Zéphyrine", "Ottavio"].map((firstName, index) => ({
        id: `s${index + 1}`,
        role: "talent" as const,
        firstName,
        situation: { kind: "adult" as const },
      })),
      knownText: [
        { speakerId: "s1", text: canary.words },
        { speakerId: "s2", text: "Je réponds." },
      ],
    },
    { path: "/upload" },
  );
  await processEpisode(app, episodeId);
  const invitations = await requestConsent(app, { episodeId, by: "coach-1" });
  await grantAll(app, episodeId);
  return { app, episodeId, code: invitations[0]?.card?.lastingCode ?? "" };
}

test.skipIf(!hasPython)(
  "of a story of two voices nobody is given the other's name, evidence, answers or uncut words",
  async () => {
    const { app, code } = await twoVoices();
    const { names, read } = await unpacked(app, code, "en");
    expect(names.filter((name) => /original|signed-form/.test(name))).toEqual([]);
    const all = (
      await Promise.all(names.filter((name) => !name.startsWith("recordings/")).map(read))
    ).join("\n");
    expect(all).toContain("Zéphyrine: Je chuchote");
    expect(all).not.toContain("Ottavio");
    const events = JSON.parse(await read("proof/events.json")) as {
      consent: { speakerId: string };
    }[];
    expect(new Set(events.map(({ consent }) => consent.speakerId))).toEqual(new Set(["s1"]));
    const { leaves } = JSON.parse(await read("proof/proof.json")) as { leaves: object[] };
    const sealed = leaves.filter((leaf) => !("speakerId" in leaf));
    expect(sealed.length).toBeGreaterThan(0);
    for (const leaf of sealed) expect(Object.keys(leaf).sort()).toEqual(["hash", "sequence"]);
  },
);

test.skipIf(!hasPython)(
  "the proof holds against the published log, and not after a change to an own event or to a sealed one's place",
  async () => {
    const { app, episodeId, code } = await twoVoices();
    const partition = episodePartition(episodeId);
    const leaves = (await queryAll(app.records, partition, leafPrefix)).map(({ body }) =>
      LedgerLeafSchema.parse(body),
    );
    const chain = await app.records.get({ partition, sort: chainSort });
    const { ledgerId } = z.object({ ledgerId: z.string() }).parse(chain?.body);
    // As two checkpoints would log it: once in the middle, after an own event, and at the end.
    const own = leaves.findLast(({ speakerId }) => speakerId === "s1");
    const entries = [own, leaves.at(-1)].flatMap((leaf) =>
      leaf === undefined ? [] : [entryOf(ledgerId, leaf)],
    );
    for (const [index, file] of logFiles(entries).entries())
      await app.publicStore.put(
        publicKeyOfPath(logFilePath(index)),
        new TextEncoder().encode(JSON.stringify(file)),
      );
    const { at, read } = await unpacked(app, code, "en");
    const folder = await aFolder();
    await writeLog(folder, entries, aLogKey());
    const verify = (proof: string) =>
      spawnSync(process.execPath, [verifier, folder, "--proof", proof, "--json"], {
        encoding: "utf8",
      });
    const held = JSON.parse(verify(at("proof/proof.json")).stdout);
    expect(held).toMatchObject({ ok: true });
    expect(held.proof.events).toBe(leaves.filter(({ speakerId }) => speakerId === "s1").length);
    expect(held.proof.eventsInLog).toBeGreaterThan(0);
    const proof = JSON.parse(await read("proof/proof.json"));
    const changes: readonly ((leaf: Record<string, unknown>) => object)[] = [
      (leaf) => ("event" in leaf ? { ...leaf, event: "refuse" } : leaf),
      (leaf) => ("event" in leaf ? leaf : { ...leaf, hash: "0".repeat(64) }),
    ];
    for (const change of changes) {
      const changed = join(folder, "changed.json");
      await writeFile(changed, JSON.stringify({ ...proof, leaves: proof.leaves.map(change) }));
      expect(verify(changed).status).toBe(1);
    }
  },
);

test("a code that shows nothing takes nothing away, and of an erased story there is nothing to take", async () => {
  const app = memoryApp();
  const episodeId = await aReadyStory(app);
  const [first] = await requestConsent(app, { episodeId, by: "coach-1" });
  await requestConsent(app, { episodeId, by: "coach-1", newCard: true });
  const session = await sessionOf(app, first?.card?.lastingCode ?? "");
  await expect(takeAway(app, session, "fr")).rejects.toMatchObject({ code: "not-entitled" });
  const other = await aReadyStory(app);
  const [invitation] = await requestConsent(app, { episodeId: other, by: "coach-1" });
  const late = await sessionOf(app, invitation?.card?.lastingCode ?? "");
  await askErasure(app, await sessionOf(app, invitation?.card?.onceCodes[0] ?? ""));
  await expect(takeAway(app, late, "fr")).rejects.toMatchObject({ code: "consent-erased" });
});
