/**
 * The service worker: visited stories can be read again without a network, and
 * nothing that was taken back stays on a device (decision 057).
 *
 * - It keeps the pages of stories, in their words, and what they are drawn with. No
 *   sound, no list, nothing of a participant or of the team.
 * - With a network it never answers from what it keeps. Whatever the gate refuses is
 *   forgotten at once, in every language, and every kept story is asked about again.
 * - Without one it shows a kept story for three days after the gate last let it
 *   through, and no longer.
 *
 * site/press/offline-worker.ts puts it at `/sw.js`.
 */
type Lasting = Event & { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
};
type Told = Lasting & { readonly data: unknown };
type Worker = typeof globalThis & {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};

const worker = self as unknown as Worker;
const storiesName = "paroles-stories-1";
const partsName = "paroles-parts-1";
const offlinePage = "/hors-ligne.html";
const confirmedHeader = "x-confirmed-at";

/** A copy that nobody could ask about for longer is no longer shown. */
const keptHoursMax = 72;
/** Not every page that is opened needs to ask about all stories again. */
const askAgainMinutes = 5;
const storiesMax = 30;
const partsMax = 80;

/** The id of the story that an address belongs to, whatever its readable name. */
const storyOf = (path: string): string | undefined =>
  /^\/episodes\/(?:[a-z0-9-]*-)?([0-9a-hjkmnp-tv-z]{20})(?:\/|$)/.exec(path)?.[1];
const isPage = (path: string) => /^\/episodes\/[^/]+\/(?:en\/)?$/.test(path);
const pathOf = (address: string) => new URL(address).pathname;
const isPart = (path: string) => path.startsWith("/assets/");

const confirmedAt = (kept: Response | undefined): number =>
  Date.parse(kept?.headers.get(confirmedHeader) ?? "") || 0;
const isFresh = (kept: Response | undefined, millisecondsMax: number): boolean =>
  Date.now() - confirmedAt(kept) < millisecondsMax;

async function forget(storyId: string): Promise<void> {
  const stories = await caches.open(storiesName);
  for (const request of await stories.keys()) {
    if (storyOf(pathOf(request.url)) === storyId) await stories.delete(request);
  }
}

/** Keeps the page that the gate has just let through, with the moment at which it did. */
async function keep(path: string, answer: Response): Promise<void> {
  const headers = new Headers({
    "content-type": answer.headers.get("content-type") ?? "text/html",
    [confirmedHeader]: new Date().toISOString(),
  });
  const stories = await caches.open(storiesName);
  // Deleted first, so that the order of keys is that of the last visits.
  await stories.delete(path);
  await stories.put(path, new Response(await answer.blob(), { headers }));
  await dropFirst(stories, storiesMax * 2);
}

async function dropFirst(cache: Cache, max: number): Promise<void> {
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - max))) await cache.delete(key);
}

/** Notes what the network said of an address of a story. */
async function note(path: string, answer: Response): Promise<void> {
  const storyId = storyOf(path);
  if (storyId === undefined) return;
  // A fault of the server says nothing about consent; a refusal does.
  if (answer.status >= 400 && answer.status < 500) await forget(storyId);
  else if (answer.status === 200 && isPage(path)) await keep(path, answer);
}

/** Asks the gate again about every kept story; those that have become too old go unasked. */
async function askAgain(): Promise<void> {
  const stories = await caches.open(storiesName);
  for (const request of await stories.keys()) {
    const kept = await stories.match(request);
    if (isFresh(kept, askAgainMinutes * 60_000)) continue;
    try {
      const path = pathOf(request.url);
      await note(path, await fetch(path, { cache: "no-cache" }));
    } catch {
      // No network: what it would say is not known, and time decides.
      if (!isFresh(kept, keptHoursMax * 3_600_000)) await stories.delete(request);
    }
  }
}

/** The answer to the opening of a page. */
async function open(event: Fetching): Promise<Response> {
  const path = pathOf(event.request.url);
  try {
    const answer = await fetch(event.request);
    // Before the page is shown: whoever sees "gone" has nothing left of it.
    await note(path, answer.clone());
    event.waitUntil(askAgain());
    return answer;
  } catch {
    return without(path);
  }
}

async function without(path: string): Promise<Response> {
  const stories = await caches.open(storiesName);
  const kept = await stories.match(path);
  if (kept !== undefined && isFresh(kept, keptHoursMax * 3_600_000)) return kept;
  if (kept !== undefined) await stories.delete(path);
  const page = await (await caches.open(partsName)).match(offlinePage);
  return page ?? Response.error();
}

/** What pages are drawn with: named after its content, so a copy is never wrong. */
async function part(request: Request): Promise<Response> {
  const parts = await caches.open(partsName);
  const kept = await parts.match(request.url);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) {
    await parts.put(request.url, answer.clone());
    await dropFirst(parts, partsMax);
  }
  return answer;
}

async function keepParts(addresses: readonly string[]): Promise<void> {
  for (const address of addresses.filter((each) => isPart(pathOf(each))))
    await part(new Request(address));
}

/** The page that is shown without a network, with what it is drawn with. */
async function keepOfflinePage(): Promise<void> {
  const answer = await fetch(offlinePage, { cache: "no-cache" });
  if (answer.status !== 200) throw new Error(`${offlinePage} answered ${answer.status}`);
  const html = await answer.clone().text();
  await (await caches.open(partsName)).put(offlinePage, answer);
  const links = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)];
  await keepParts(links.map(([, path = ""]) => new URL(path, location.origin).href));
}

/** A page that was opened before there was a worker tells what it is and what it is drawn with. */
async function takeIn(data: unknown): Promise<void> {
  const { path, parts } = data as { path: string; parts: readonly string[] };
  await keepParts(parts);
  if (isPage(path)) await note(path, await fetch(path, { cache: "no-cache" }));
  await askAgain();
}

async function dropFormer(): Promise<void> {
  const names = await caches.keys();
  const former = names.filter((name) => name !== storiesName && name !== partsName);
  await Promise.all(
    former.filter((name) => name.startsWith("paroles-")).map((name) => caches.delete(name)),
  );
}

worker.addEventListener("install", (event) => {
  (event as Lasting).waitUntil(keepOfflinePage().then(() => worker.skipWaiting()));
});
worker.addEventListener("activate", (event) => {
  (event as Lasting).waitUntil(dropFormer().then(() => worker.clients.claim()));
});
worker.addEventListener("message", (event) => {
  const told = event as unknown as Told;
  told.waitUntil(takeIn(told.data));
});
worker.addEventListener("fetch", (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (isPart(pathname)) (event as Fetching).respondWith(part(request));
  // Pages of participants and of the team are never touched, not even without a network.
  else if (request.mode === "navigate" && !/^\/(voix|studio)(\/|$)/.test(pathname))
    (event as Fetching).respondWith(open(event as Fetching));
});

// A module, so that its names are its own.
export {};
