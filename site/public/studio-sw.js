/**
 * Keeps one page of the studio on the device, the one that records without
 * network and names nobody, with what it is made of. It answers for pages only
 * where the network does not; nothing else of the studio is ever kept.
 */
const cacheName = "paroles-studio";
const offlinePage = "/studio/hors-ligne";

/** What a text of ours links to among the site's own assets; their addresses are named after their content. */
const assetsIn = (text) => [
  ...new Set(text.match(/\/assets\/[\w.@-]+/g) ?? []),
  ...[...text.matchAll(/["'](?:\.\/)([\w.@-]+\.js)["']/g)].map(([, name]) => `/assets/${name}`),
];

async function keep() {
  const cache = await caches.open(cacheName);
  const answer = await fetch(offlinePage, { cache: "no-store", credentials: "omit" });
  if (!answer.ok) return;
  const waiting = assetsIn(await answer.clone().text());
  const kept = new Set();
  while (waiting.length > 0) {
    const address = waiting.pop();
    if (kept.has(address)) continue;
    kept.add(address);
    const known = (await cache.match(address)) ?? (await fetch(address));
    if (!known.ok) continue;
    const text = /\.(js|css)$/.test(address) ? await known.clone().text() : "";
    waiting.push(...assetsIn(text));
    await cache.put(address, known);
  }
  // Last: a page without its scripts would be worse than the browser's own message.
  await cache.put(offlinePage, answer);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== offlinePage && !kept.has(pathname)) await cache.delete(url);
  }
}

addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});
addEventListener("message", ({ data }) => {
  // Without network the former copy stays.
  if (data === "refresh") keep().catch(() => undefined);
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith("/studio"))
    event.respondWith(
      fetch(request).catch(async () => (await caches.match(offlinePage)) ?? Response.error()),
    );
  else if (pathname.startsWith("/assets/"))
    event.respondWith(caches.match(pathname).then((known) => known ?? fetch(request)));
});
