import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entryOf, ledgerProof, logFiles } from "#core/consent/checkpoint";
import { sha256Hex } from "#core/hash";
import { aChain, aLogKey, writeLog } from "../support/ledger-log.ts";

const script = join(import.meta.dirname, "../../scripts/verify-ledger.mjs");

function run(file: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], { cwd: tmpdir() }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr });
    });
  });
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "paroles-log-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const hashes = (count: number) =>
  Array.from({ length: count }, (_, index) => sha256Hex(`entry ${index}`));

test("a log that holds is accepted, from a folder and by the script on its own", () =>
  inFolder(async (folder) => {
    const key = aLogKey();
    await writeLog(folder, hashes(600), key);
    const alone = join(folder, "copied.mjs");
    await copyFile(script, alone);
    const { code, output } = await run(alone, [folder, "--json", "--key", key.verifierKey]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      ok: true,
      entries: 600,
      origin: "paroles.example/ledger",
      keyFrom: "you",
    });
  }));

test("an empty log holds too", () =>
  inFolder(async (folder) => {
    await writeLog(folder, [], aLogKey());
    expect((await run(script, [folder])).code).toBe(0);
  }));

test("a log is read over HTTP as well", () =>
  inFolder(async (folder) => {
    await writeLog(folder, hashes(3), aLogKey());
    const server = createServer((request, response) => {
      readFile(join(folder, request.url ?? "")).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(await run(script, [address])).toMatchObject({ code: 0 });
      expect(await run(script, [`${address}/elsewhere`, "--key", "/no/such+file"])).toMatchObject({
        code: 1,
      });
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  }));

test("a changed entry, a missing one, another key and a forged signature are each found", () =>
  inFolder(async (folder) => {
    const key = aLogKey();
    await writeLog(folder, hashes(300), key);
    const second = join(folder, "ledger/entries/000001.json");
    const genuine = await readFile(second, "utf8");
    await writeFile(second, genuine.replace(sha256Hex("entry 299"), sha256Hex("other")));
    expect(await run(script, [folder])).toMatchObject({
      code: 1,
      output: expect.stringContaining("root hash"),
    });
    await writeFile(second, JSON.stringify({ ...logFiles(hashes(299))[1] }));
    expect(await run(script, [folder])).toMatchObject({
      code: 1,
      output: expect.stringMatching(/missing|cannot be read/),
    });
    await writeFile(second, genuine);
    const stranger = aLogKey();
    expect(await run(script, [folder, "--key", stranger.verifierKey])).toMatchObject({ code: 1 });
    const checkpoint = join(folder, "ledger/checkpoint.txt");
    const note = await readFile(checkpoint, "utf8");
    await writeFile(checkpoint, note.replace("\n300\n", "\n299\n"));
    expect(await run(script, [folder])).toMatchObject({
      code: 1,
      output: expect.stringContaining("signature"),
    });
  }));

test("a log that was rewritten contradicts an older checkpoint, one that grew does not", () =>
  inFolder(async (folder) => {
    const key = aLogKey();
    const old = join(folder, "kept.txt");
    await writeFile(old, key.note(hashes(5)));
    await writeLog(folder, hashes(9), key);
    expect(await run(script, [folder, "--since", old])).toMatchObject({ code: 0 });
    await writeLog(folder, [...hashes(4), ...hashes(9).slice(5)], key);
    expect(await run(script, [folder, "--since", old])).toMatchObject({
      code: 1,
      output: expect.stringContaining("kept.txt"),
    });
    await writeLog(folder, hashes(4), key);
    expect(await run(script, [folder, "--since", old])).toMatchObject({
      code: 1,
      output: expect.stringContaining("shorter"),
    });
  }));

test("a participant's proof holds, and does not after any change to it", () =>
  inFolder(async (folder) => {
    const key = aLogKey();
    const mine = aChain(4);
    const heads = [mine[1], mine[3]].flatMap((leaf) =>
      leaf === undefined ? [] : [entryOf("mine", leaf)],
    );
    const entries = [...hashes(3), ...heads];
    await writeLog(folder, entries, key);
    const file = join(folder, "proof.json");
    const proof = ledgerProof("mine", mine, entries);
    await writeFile(file, JSON.stringify(proof));
    const held = await run(script, [folder, "--proof", file, "--json"]);
    expect(JSON.parse(held.output)).toMatchObject({
      ok: true,
      proof: { events: 4, eventsInLog: 4 },
    });
    const changed = { ...proof, leaves: proof.leaves.map((leaf) => ({ ...leaf, event: "grant" })) };
    await writeFile(file, JSON.stringify(changed));
    expect(await run(script, [folder, "--proof", file])).toMatchObject({ code: 1 });
    await writeFile(file, JSON.stringify({ ...proof, ledgerId: "other" }));
    expect(await run(script, [folder, "--proof", file])).toMatchObject({ code: 1 });
  }));

test("wrong usage says how it is used and exits with 2", async () => {
  expect(await run(script, [])).toMatchObject({
    code: 2,
    output: expect.stringContaining("Usage"),
  });
  expect(await run(script, ["a", "b"])).toMatchObject({ code: 2 });
  expect(await run(script, ["a", "--key"])).toMatchObject({ code: 2 });
});
