import type { FormValues } from "./form-values.ts";
import { newKeptName } from "./kept-here.ts";

/**
 * Recordings on this device, until the studio has confirmed every byte of them.
 * Sound is kept in pieces as it is recorded, so that a call, a flat battery or a
 * closed tab costs at most the last second.
 */
export type Draft = {
  readonly id: string;
  readonly createdAt: number;
  readonly mimeType: string;
  /** `recording` in a tab that is gone means: an interrupted take. */
  readonly state: "recording" | "kept" | "sending" | "paused" | "failed" | "sent";
  readonly title: string;
  readonly fields: FormValues;
  readonly bytes: number;
  /** Hex, of the whole; absent until it was computed. */
  readonly sha256?: string;
  /** Why it was not taken, in the reader's words. */
  readonly problem?: string;
  /** The story that it became. */
  readonly storyId?: string;
};

type Piece = { readonly draft: string; readonly index: number; readonly sound: Blob };

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("paroles-studio", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("pieces", { keyPath: ["draft", "index"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      opening = undefined;
      reject(request.error);
    };
  });
  return opening;
}

/** One transaction, durable when it is done: what was kept survives the device's sudden end. */
async function within<Result>(
  stores: readonly ("drafts" | "pieces")[],
  mode: IDBTransactionMode,
  work: (transaction: IDBTransaction) => IDBRequest<Result> | undefined,
): Promise<Result | undefined> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...stores], mode, { durability: "strict" });
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

export const putDraft = (draft: Draft): Promise<unknown> =>
  within(["drafts"], "readwrite", (all) => all.objectStore("drafts").put(draft));

export const readDraft = (id: string): Promise<Draft | undefined> =>
  within<Draft | undefined>(["drafts"], "readonly", (all) => all.objectStore("drafts").get(id));

/** Changes a draft as it is now; nothing when it is gone. */
export async function changeDraft(id: string, change: Partial<Draft>): Promise<void> {
  await within(["drafts"], "readwrite", (all) => {
    const drafts = all.objectStore("drafts");
    const request = drafts.get(id) as IDBRequest<Draft | undefined>;
    request.onsuccess = () => {
      if (request.result !== undefined) drafts.put({ ...request.result, ...change });
    };
    return undefined;
  });
}

/** Every recording on this device, the newest first. */
export async function listDrafts(): Promise<readonly Draft[]> {
  const all = await within<Draft[]>(["drafts"], "readonly", (one) =>
    one.objectStore("drafts").getAll(),
  );
  return (all ?? []).sort((a, b) => b.createdAt - a.createdAt);
}

export const addPiece = (draft: string, index: number, sound: Blob): Promise<unknown> =>
  within(["pieces"], "readwrite", (all) =>
    all.objectStore("pieces").put({ draft, index, sound } satisfies Piece),
  );

const piecesOf = (draft: string) => IDBKeyRange.bound([draft, 0], [draft, Number.MAX_SAFE_INTEGER]);

/** The whole sound of a draft. */
export async function soundOf({ id, mimeType }: Pick<Draft, "id" | "mimeType">): Promise<Blob> {
  const pieces = await within<Piece[]>(["pieces"], "readonly", (all) =>
    all.objectStore("pieces").getAll(piecesOf(id)),
  );
  return new Blob(
    (pieces ?? []).map(({ sound }) => sound),
    { type: mimeType },
  );
}

/** The sound goes once it is confirmed elsewhere; what is known of it stays, to be told. */
export const dropSound = (id: string): Promise<unknown> =>
  within(["pieces"], "readwrite", (all) => all.objectStore("pieces").delete(piecesOf(id)));

export const deleteDraft = (id: string): Promise<unknown> =>
  within(["drafts", "pieces"], "readwrite", (all) => {
    all.objectStore("pieces").delete(piecesOf(id));
    return all.objectStore("drafts").delete(id);
  });

/** A new draft with its whole sound: a file that was chosen. */
export async function keepFile(file: File, fields: FormValues, title: string): Promise<Draft> {
  const draft: Draft = {
    id: newKeptName(),
    createdAt: Date.now(),
    mimeType: file.type,
    state: "sending",
    title,
    fields,
    bytes: file.size,
  };
  await addPiece(draft.id, 0, file);
  await putDraft(draft);
  return draft;
}

/** Asks the browser not to clear what is kept when room gets short; it decides. */
export async function askToPersist(): Promise<void> {
  try {
    await navigator.storage.persist();
  } catch {
    // Browsers that cannot be asked keep it as long as they do.
  }
}
