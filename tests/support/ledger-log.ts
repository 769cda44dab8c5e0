import { generateKeyPairSync, sign } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  checkpointPath,
  checkpointText,
  logFilePath,
  logFiles,
  logRoot,
  verifierKeyPath,
} from "#core/consent/checkpoint";
import { type LedgerBody, type LedgerLeaf, nextLeaf } from "#core/consent/ledger";
import { noteMessage, signedNote, verifierKey } from "#core/consent/signed-note";

const logName = "paroles.example/ledger";

export function aLogKey() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"));
  return {
    verifierKey: verifierKey(logName, raw),
    note(entries: readonly string[], origin = logName) {
      const text = checkpointText(origin, entries.length, logRoot(entries));
      const signature = new Uint8Array(sign(null, noteMessage(text), privateKey));
      return signedNote(text, { keyName: logName, publicKey: raw, signature });
    },
  };
}
export type LogKey = ReturnType<typeof aLogKey>;

/** Writes a log as the press does: entries, checkpoint, key. */
export async function writeLog(
  folder: string,
  entries: readonly string[],
  key: LogKey,
): Promise<void> {
  const put = async (path: string, text: string) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  for (const [index, file] of logFiles(entries).entries())
    await put(logFilePath(index), JSON.stringify(file));
  await put(checkpointPath, key.note(entries));
  await put(verifierKeyPath, `${key.verifierKey}\n`);
}

/** A chain of that many withdrawals. */
export function aChain(length: number, name = "a"): readonly LedgerLeaf[] {
  const leaves: LedgerLeaf[] = [];
  for (let index = 1; index <= length; index += 1) {
    const body: LedgerBody = {
      recordId: `record-${name}-${index}`,
      salt: "salt",
      consent: {
        speakerId: "s1",
        signatoryId: "self",
        scope: "voice",
        state: "withdrawn",
        recordId: `record-${name}-${index}`,
        contentHash: "c",
        notice: { version: "2026-11", locale: "fr", hash: "n" },
        channel: "page",
        indicatedAt: "2026-11-23T12:00:00.000Z",
      },
    };
    leaves.push(nextLeaf(leaves.at(-1), "withdraw", body, "2026-11-23T12:00:00.000Z"));
  }
  return leaves;
}
