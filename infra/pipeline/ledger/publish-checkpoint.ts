import {
  checkpointPath,
  checkpointText,
  logFilePath,
  logFiles,
  logOrigin,
  logRoot,
  pastCheckpointPath,
  verifierKeyPath,
} from "#core/consent/checkpoint";
import { noteMessage, signedNote, toBase64, verifierKey } from "#core/consent/signed-note";
import { AppError } from "#core/errors";
import { publicKeyOfPath } from "#core/storage-keys";
import type { App } from "../app.ts";
import { appendToLog, readLog } from "./ledger-log.ts";

export type Checkpoint = {
  readonly origin: string;
  /** Entries in the log, and how many of them are new. */
  readonly size: number;
  readonly added: number;
  /** Base 64, as the note has it. */
  readonly rootHash: string;
  /** What a witness keeps, and gives to `verify-ledger --key`. */
  readonly verifierKey: string;
};

const waitSeconds = 30;
const logLease = "ledger-log";

/**
 * Brings the public log up to date, signs its length and root, and publishes
 * both as static files: entries first, the checkpoint that speaks of them last.
 * What was signed once stays true: a log that contradicts the checkpoint that is
 * published is not signed (`ledger-rewritten`), since nobody could tell our own
 * mistake from a forgery. Repeating it writes nothing.
 */
export function publishCheckpoint(app: App): Promise<Checkpoint> {
  return app.leases.hold(logLease, waitSeconds, async () => {
    const added = await appendToLog(app);
    const entries = await readLog(app);
    await requireGrowth(app, entries);
    const note = await checkpointNote(app, entries);
    for (const [file, part] of logFiles(entries).entries())
      await putText(app, logFilePath(file), JSON.stringify(part));
    await putText(app, verifierKeyPath, `${note.verifierKey}\n`);
    await putText(app, pastCheckpointPath(entries.length), note.text);
    await putText(app, checkpointPath, note.text);
    app.logger.info("checkpoint-published", { size: entries.length, added });
    const { origin, rootHash } = note;
    return { origin, size: entries.length, added, rootHash, verifierKey: note.verifierKey };
  });
}

/** The signed note over these entries (Ed25519 always gives the same signature to the same text). */
export async function checkpointNote(app: App, entries: readonly string[]) {
  const { signer } = app.consent;
  const origin = logOrigin(app.origin);
  const root = logRoot(entries);
  const text = checkpointText(origin, entries.length, root);
  const publicKey = await signer.publicKey();
  const signature = await signer.sign(noteMessage(text));
  return {
    origin,
    rootHash: toBase64(root),
    verifierKey: verifierKey(origin, publicKey),
    text: signedNote(text, { keyName: origin, publicKey, signature }),
  };
}

async function requireGrowth(app: App, entries: readonly string[]): Promise<void> {
  const published = await publishedCheckpoint(app);
  if (published === undefined) return;
  const { size, rootHash } = published;
  const holds = size <= entries.length && toBase64(logRoot(entries.slice(0, size))) === rootHash;
  if (!holds)
    throw new AppError("ledger-rewritten", { params: { published: size, kept: entries.length } });
}

/** Length and root of the checkpoint that the world sees, whoever signed it; undefined where there is none. */
export async function publishedCheckpoint(
  app: App,
): Promise<
  { readonly note: string; readonly size: number; readonly rootHash: string } | undefined
> {
  const note = await readText(app, checkpointPath);
  if (note === undefined) return undefined;
  const [, size = "", rootHash = ""] = note.split("\n");
  return { note, size: /^\d{1,15}$/.test(size) ? Number(size) : Number.NaN, rootHash };
}

/** A public file as text; undefined where there is none. */
export async function readText(app: App, path: string): Promise<string | undefined> {
  const key = publicKeyOfPath(path);
  if ((await app.publicStore.head(key)) === undefined) return undefined;
  return new TextDecoder().decode(await app.publicStore.get(key));
}

async function putText(app: App, path: string, text: string): Promise<void> {
  await app.publicStore.put(publicKeyOfPath(path), new TextEncoder().encode(text));
}
