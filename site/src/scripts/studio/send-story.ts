import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { bytesOfPart, partContentType, partCount } from "#core/audio/upload-parts";
import { changeDraft, type Draft, dropSound, readDraft, soundOf } from "./story-vault.ts";

/** What is told while a recording is being sent. */
export type SendingNews =
  | { readonly step: "preparing" | "finishing" | "offline" | "full" | "sign-in" }
  | {
      readonly step: "sending";
      readonly sentBytes: number;
      readonly bytes: number;
      readonly bytesPerSecond: number;
    }
  | { readonly step: "sent"; readonly storyId: string }
  | { readonly step: "failed"; readonly problem: string };

type UploadState = {
  readonly id: string;
  readonly bytes: number;
  readonly partBytes: number;
  readonly received: readonly number[];
  readonly episodeId?: string;
};

/** The studio refused, with its reason. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const addressesAtATime = 8;
const shortestWaitMs = 1_000;
const longestWaitMs = 30_000;

/**
 * Sends one recording until it has arrived, whatever the network does; only
 * `signal` and the studio's own refusal end it. In one tab at a time. The sound
 * leaves this device's memory when the studio has named the very hash that was
 * computed here.
 */
export async function sendStory(
  id: string,
  tell: (news: SendingNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const work = () => sendPatiently(id, tell, signal);
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(`paroles-envoi-${id}`, { signal }, work).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

async function sendPatiently(
  id: string,
  tell: (news: SendingNews) => void,
  signal: AbortSignal,
): Promise<void> {
  let waitMs = shortestWaitMs;
  while (!signal.aborted) {
    try {
      const draft = await readDraft(id);
      if (draft?.state !== "sending") return;
      await sendOnce(draft, tell, signal);
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused && isFinal(error)) {
        await changeDraft(id, { state: "failed", problem: error.message });
        tell({ step: "failed", problem: error.message });
        return;
      }
      tell({ step: whyLater(error) });
      await untilOnline(waitMs, signal);
      waitMs = Math.min(longestWaitMs, waitMs * 2);
    }
  }
}

/** What a person can do about it while it waits: sign in, make room on the server, or nothing. */
function whyLater(error: unknown): "sign-in" | "full" | "offline" {
  if (!(error instanceof Refused)) return "offline";
  if (error.code === "store-full") return "full";
  return error.status === 401 ? "sign-in" : "offline";
}

/** 401 waits for somebody to sign in, 5xx and 409 for the studio; an upload that differs is begun anew. */
function isFinal({ status, code }: Refused): boolean {
  return (
    status >= 400 &&
    status < 500 &&
    ![401, 408, 409, 429].includes(status) &&
    code !== "upload-unknown" &&
    code !== "upload-differs"
  );
}

async function sendOnce(
  draft: Draft,
  tell: (news: SendingNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id, fields } = draft;
  const sound = await soundOf(draft);
  tell({ step: "preparing" });
  const hash = draft.sha256 ?? (await hashOf(sound, signal));
  if (draft.sha256 === undefined) await changeDraft(id, { sha256: hash, bytes: sound.size });
  const api = await signedInApi(signal);
  const state = await api<UploadState>("/studio/envois", {
    draft: id,
    bytes: sound.size,
    sha256: hash,
  });
  if (state.episodeId === undefined) await sendParts(api, sound, state, tell, signal);
  tell({ step: "finishing" });
  const done = await api<{ episodeId: string; sha256: string }>(
    `/studio/envois/${state.id}/finir`,
    { fields },
  );
  if (done.sha256 !== hash) throw new Error("another sound was confirmed");
  await changeDraft(id, { state: "sent", storyId: done.episodeId });
  await dropSound(id);
  tell({ step: "sent", storyId: done.episodeId });
}

type Api = <Answer>(path: string, body: unknown) => Promise<Answer>;

async function sendParts(
  api: Api,
  sound: Blob,
  { id, bytes, partBytes, received }: UploadState,
  tell: (news: SendingNews) => void,
  signal: AbortSignal,
): Promise<void> {
  const there = new Set(received);
  const missing = Array.from(
    { length: partCount(bytes, partBytes) },
    (_, index) => index + 1,
  ).filter((number) => !there.has(number));
  let sentBytes = received.reduce((sum, number) => sum + bytesOfPart(number, bytes, partBytes), 0);
  const speed = createSpeedometer(sentBytes);
  const progress = (within = 0) => {
    const now = sentBytes + within;
    tell({ step: "sending", sentBytes: now, bytes, bytesPerSecond: speed(now) });
  };
  progress();
  while (missing.length > 0) {
    const parts = missing.splice(0, addressesAtATime);
    const { addresses } = await api<{ addresses: Readonly<Record<string, string>> }>(
      `/studio/envois/${id}/adresses`,
      { parts },
    );
    for (const number of parts) {
      const address = addresses[number];
      if (address === undefined) throw new Error("no address for a part");
      const from = (number - 1) * partBytes;
      const part = sound.slice(from, from + bytesOfPart(number, bytes, partBytes));
      await putPart(address, part, progress, signal);
      sentBytes += part.size;
      progress();
    }
  }
}

/** `fetch` cannot tell how far a body has got; this can. */
function putPart(
  address: string,
  part: Blob,
  progress: (within: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener("abort", abort, { once: true });
    request.open("PUT", address);
    request.setRequestHeader("Content-Type", partContentType);
    // Without progress for so long a connection is dead, however long it is kept open.
    request.timeout = 120_000;
    request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.onload = () =>
      request.status >= 200 && request.status < 300
        ? resolve()
        : reject(refusedPart(request.status));
    request.onerror = () => reject(new Error("the connection was lost"));
    request.ontimeout = () => reject(new Error("the connection hung"));
    request.onabort = () => reject(new Error("stopped"));
    request.onloadend = () => signal.removeEventListener("abort", abort);
    request.send(part);
  });
}

/** 507 is told as what it is: no network would help. */
const refusedPart = (status: number): Error =>
  status === 507
    ? new Refused(status, "store-full", "")
    : new Error(`a part was answered ${status}`);

/** Requests with the form token of whoever is signed in now; another page may have signed in meanwhile. */
async function signedInApi(signal: AbortSignal): Promise<Api> {
  const who = (await (
    await fetch("/studio/moi", { headers: { Accept: "application/json" }, signal })
  ).json()) as { signedIn: boolean; token?: string };
  if (!who.signedIn) throw new Refused(401, "sign-in", "");
  return async <Answer>(path: string, body: unknown): Promise<Answer> => {
    const answer = await fetch(path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Jeton": who.token ?? "",
      },
      body: JSON.stringify(body),
      signal,
    });
    if (answer.ok) return (await answer.json()) as Answer;
    throw await refusalOf(answer);
  };
}

async function refusalOf(answer: Response): Promise<Refused> {
  try {
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    return new Refused(answer.status, error.code, error.message);
  } catch {
    // A proxy, or a session that ended: there is no reason to be read.
    return new Refused(answer.status, "", answer.statusText);
  }
}

/** Piece by piece: a film of 200 MB fits no phone's memory twice. */
async function hashOf(sound: Blob, signal: AbortSignal): Promise<string> {
  const hash = sha256.create();
  const pieceBytes = 1_048_576;
  for (let from = 0; from < sound.size; from += pieceBytes) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await sound.slice(from, from + pieceBytes).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}

/** Bytes a second over the last moments, calm enough to be read. */
function createSpeedometer(startBytes: number): (sentBytes: number) => number {
  let [lastBytes, lastAt, calm] = [startBytes, performance.now(), 0];
  return (sentBytes) => {
    const now = performance.now();
    const seconds = (now - lastAt) / 1000;
    if (seconds < 0.25) return calm;
    const momentary = Math.max(0, sentBytes - lastBytes) / seconds;
    calm = calm === 0 ? momentary : calm * 0.7 + momentary * 0.3;
    [lastBytes, lastAt] = [sentBytes, now];
    return calm;
  };
}

/** Waits a while, or until the network is back, whichever is sooner. */
function untilOnline(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
